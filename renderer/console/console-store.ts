/** The dock's tabs and its shape. What a machine prints is not in here: terminals hold that. */
import { create } from 'zustand';
import type { ConsoleId } from '../../shared/service';

export interface ConsoleTab {
  readonly id: ConsoleId;
  /** The name that it was opened with; shown once its node's own name cannot be had. */
  readonly title: string;
  /** Whether somebody is at the other end; null until the service has said so. */
  readonly connected: boolean | null;
  /** Whether something was printed while the tab was not to be seen. */
  readonly unseen: boolean;
  readonly searching: boolean;
}

interface DockState {
  readonly tabs: readonly ConsoleTab[];
  readonly active: ConsoleId | null;
  /** False while only the bar of tabs shows. */
  readonly open: boolean;
  /** Height of the panel below the bar, in pixels. */
  readonly height: number;
  /** Grows whenever the active terminal should take the keyboard. */
  readonly focusRequests: number;
}

export const MIN_HEIGHT = 96;
const FIRST_HEIGHT = 280;
/** In a low window the drawing keeps more than half. */
const FIRST_PART = 0.35;
const KEY = 'vdelab.dock.height';

function rememberedHeight(): number {
  const height = Number(globalThis.localStorage?.getItem(KEY));
  if (Number.isFinite(height) && height >= MIN_HEIGHT) return height;
  const part = (globalThis.innerHeight ?? Number.POSITIVE_INFINITY) * FIRST_PART;
  return Math.round(Math.max(MIN_HEIGHT, Math.min(FIRST_HEIGHT, part)));
}

export const useConsoles = create<DockState>(() => ({
  tabs: [],
  active: null,
  open: false,
  height: rememberedHeight(),
  focusRequests: 0,
}));

function withTab(id: ConsoleId, change: Partial<ConsoleTab>): void {
  useConsoles.setState(({ tabs }) => ({
    tabs: tabs.map((tab) => (tab.id === id ? { ...tab, ...change } : tab)),
  }));
}

/** Brings a tab to the front, opening it if it is not there. */
export function openTab(id: string, title: string): void {
  const { tabs } = useConsoles.getState();
  if (!tabs.some((tab) => tab.id === id)) {
    const tab: ConsoleTab = { id, title, connected: null, unseen: false, searching: false };
    useConsoles.setState({ tabs: [...tabs, tab] });
  }
  showTab(id);
}

/** Shows a console in its tab and gives it the keyboard. */
export function openConsole(id: ConsoleId, title: string): void {
  openTab(id, title);
  focusTerminal();
}

/** Closes a tab. The machine runs on; its neighbour comes to the front. */
export function closeConsole(id: ConsoleId): void {
  const { tabs, active, open } = useConsoles.getState();
  const at = tabs.findIndex((tab) => tab.id === id);
  if (at < 0) return;
  const left = tabs.filter((tab) => tab.id !== id);
  const next = active === id ? (left[Math.min(at, left.length - 1)]?.id ?? null) : active;
  useConsoles.setState({ tabs: left, active: next, open: open && left.length > 0 });
  if (next !== null && next !== active) showTab(next, open);
}

/** Shows or hides the panel below the tabs. */
export function toggleDock(): void {
  const { open, active } = useConsoles.getState();
  useConsoles.setState({ open: !open });
  if (open || active === null) return;
  withTab(active, { unseen: false });
  focusTerminal();
}

/** Brings a tab to the front without taking the keyboard. */
export function showTab(id: ConsoleId, open = true): void {
  useConsoles.setState({ active: id, open });
  if (open) withTab(id, { unseen: false });
}

/** The tab so many places to the right of the active one, going round. */
export function neighbour(step: number): ConsoleId | null {
  const { tabs, active } = useConsoles.getState();
  const at = tabs.findIndex((tab) => tab.id === active);
  return tabs[(at + step + tabs.length) % tabs.length]?.id ?? null;
}

export function focusTerminal(): void {
  useConsoles.setState(({ focusRequests }) => ({ focusRequests: focusRequests + 1 }));
}

export function isVisible(id: ConsoleId): boolean {
  const { open, active } = useConsoles.getState();
  return open && active === id;
}

export function setConnected(id: ConsoleId, connected: boolean): void {
  withTab(id, { connected });
}

/** Marks a hidden tab as having news. */
export function markUnseen(id: ConsoleId): void {
  const tab = useConsoles.getState().tabs.find((one) => one.id === id);
  if (tab !== undefined && !tab.unseen && !isVisible(id)) withTab(id, { unseen: true });
}

export function setSearching(id: ConsoleId, searching: boolean): void {
  withTab(id, { searching });
}

/** @param height of the panel in pixels; kept between {@link MIN_HEIGHT} and `most` */
export function setDockHeight(height: number, most: number): void {
  const kept = Math.round(Math.max(MIN_HEIGHT, Math.min(height, most)));
  useConsoles.setState({ height: kept });
  globalThis.localStorage?.setItem(KEY, String(kept));
}
