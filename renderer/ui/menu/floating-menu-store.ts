/** The one menu that floats over the window: where it is and what stands in it. */
import type { LucideIcon } from 'lucide-react';
import type { NodeKind } from '../../../shared/kinds/registry';
import { pageStore } from '../../page/page-state';
import { giveFocusBack } from '../given-focus';

export interface MenuChoice {
  kind: 'choice';
  label: string;
  keys?: readonly string[];
  icon?: LucideIcon;
  symbol?: NodeKind;
  disabled?: boolean;
  act: () => void;
}

export type MenuEntry =
  | MenuChoice
  | { kind: 'more'; label: string; icon?: LucideIcon; entries: readonly MenuEntry[] }
  | { kind: 'heading'; text: string }
  | { kind: 'line' };

export interface FloatingMenu {
  /** The accessible name. */
  title: string;
  /** Its corner at the upper left, in pixels of the window, as far as there is room. */
  at: { x: number; y: number };
  entries: readonly MenuEntry[];
  /** What gets the focus back. */
  before: HTMLElement | null;
}

export const useFloatingMenu = pageStore<{ menu: FloatingMenu | null }>(() => ({ menu: null }));

/** Opens a menu; another one that is open gives way. */
export function openMenu(menu: Omit<FloatingMenu, 'before'>): void {
  const former = useFloatingMenu.getState().menu;
  const focused = window.document.activeElement;
  const before = former?.before ?? (focused instanceof HTMLElement ? focused : null);
  useFloatingMenu.setState({ menu: { ...menu, before } });
}

/** The entries of groups, with lines between them; groups without any are left out. */
export function inGroups(groups: readonly (readonly MenuEntry[])[]): MenuEntry[] {
  return groups
    .filter((group) => group.length > 0)
    .flatMap((group, at): MenuEntry[] => (at === 0 ? [...group] : [{ kind: 'line' }, ...group]));
}

/** @param giveBack whether the focus goes back to where it was before the menu */
export function closeMenu(giveBack: boolean): void {
  const { menu } = useFloatingMenu.getState();
  useFloatingMenu.setState({ menu: null });
  if (!giveBack || menu === null || !menu.before?.isConnected) return;
  const { before } = menu;
  giveFocusBack(() => before.focus({ preventScroll: true }));
}
