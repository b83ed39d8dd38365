/** Which tab's menu is open, and where. */
import { create } from 'zustand';

interface TabMenu {
  readonly tab: string;
  /** In pixels of the window. */
  readonly x: number;
  readonly y: number;
}

export const useTabMenu = create<{ menu: TabMenu | null }>(() => ({ menu: null }));

export function openTabMenu(tab: string, x: number, y: number): void {
  useTabMenu.setState({ menu: { tab, x, y } });
}

export function closeTabMenu(): void {
  useTabMenu.setState({ menu: null });
}
