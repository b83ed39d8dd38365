/** The dock's tabs and its shape. What a machine prints is not in here: terminals hold that. */

import type { ConsoleId } from '../../../shared/contract/console-id';
import { changeSettings, useSettings } from '../../i18n/settings';
import { pageStore } from '../../page/page-state';
import {
  activateTab,
  addTab,
  type DockLayout,
  paneOf,
  panesOf,
  removeTab,
  tabsOf,
} from './dock-layout';

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

export interface DockState {
  /** Every open tab, in the order in which they were opened. */
  readonly tabs: readonly ConsoleTab[];
  /** In which panes they stand. */
  readonly layout: DockLayout;
  /** The tab that has the keyboard, or had it last; its pane is the active one. */
  readonly active: string | null;
  /** False while only the bar of tabs shows. */
  readonly open: boolean;
  /** Height of the panel below the bar, in pixels. */
  readonly height: number;
  /** The pane that has all of the dock for itself. */
  readonly onlyPane: string | null;
  /** Whether the dock has the room of the drawing too. */
  readonly fills: boolean;
  /** Grows whenever the active terminal should take the keyboard. */
  readonly focusRequests: number;
}

export const MIN_HEIGHT = 96;
const FIRST_HEIGHT = 280;
/** In a low window the drawing keeps more than half, and as long as a few lines show, this height. */
const FIRST_PART = 0.35;
const DRAWING_HEIGHT = 450;
const BARS_HEIGHT = 84;
const FEW_LINES = 104;

function rememberedHeight(): number {
  const height = useSettings.getState().dockHeight;
  if (height !== null && height >= MIN_HEIGHT) return height;
  const window = globalThis.innerHeight ?? Number.POSITIVE_INFINITY;
  const spare = Math.max(FEW_LINES, window - DRAWING_HEIGHT - BARS_HEIGHT);
  return Math.round(Math.max(MIN_HEIGHT, Math.min(FIRST_HEIGHT, window * FIRST_PART, spare)));
}

export const useConsoles = pageStore<DockState>(() => ({
  tabs: [],
  layout: null,
  active: null,
  open: false,
  height: rememberedHeight(),
  onlyPane: null,
  fills: false,
  focusRequests: 0,
}));

/** Whether a tab can be seen: it is in front of a pane that is shown. */
export function shows({ layout, open, onlyPane }: DockState, id: string): boolean {
  const pane = paneOf(layout, id);
  return open && pane?.active === id && (onlyPane === null || onlyPane === pane.id);
}

/** What shows has no news any more. */
function withoutSeen(state: DockState): readonly ConsoleTab[] {
  const isSeen = (tab: ConsoleTab) => tab.unseen && shows(state, tab.id);
  if (!state.tabs.some(isSeen)) return state.tabs;
  return state.tabs.map((tab) => (isSeen(tab) ? { ...tab, unseen: false } : tab));
}

/** Changes the dock's shape and keeps what hangs on it: the pane in front, and what has been seen. */
export function shapeDock(change: Partial<DockState>): void {
  const state = { ...useConsoles.getState(), ...change };
  const isThere = panesOf(state.layout).some(({ id }) => id === state.onlyPane);
  const onlyPane = isThere ? state.onlyPane : null;
  const shaped = { ...state, onlyPane, fills: state.fills && state.open };
  useConsoles.setState({ ...shaped, tabs: withoutSeen(shaped) });
}

/** Gives the drawing its room back if the dock has it. Returns whether it had. */
export function uncoverDrawing(): boolean {
  const { fills } = useConsoles.getState();
  if (fills) shapeDock({ fills: false });
  return fills;
}

function withTab(id: ConsoleId, change: Partial<ConsoleTab>): void {
  useConsoles.setState(({ tabs }) => ({
    tabs: tabs.map((tab) => (tab.id === id ? { ...tab, ...change } : tab)),
  }));
}

export function newTab(id: string, title: string): ConsoleTab {
  return { id, title, connected: null, unseen: false, searching: false };
}

/**
 * Brings a tab to the front, opening it if it is not there.
 *
 * @param paneId where it opens; without one in the active pane
 */
export function openTab(id: string, title: string, paneId?: string): void {
  const { tabs, layout, active } = useConsoles.getState();
  if (!tabs.some((tab) => tab.id === id)) {
    const into = paneId ?? paneOf(layout, active)?.id;
    shapeDock({ tabs: [...tabs, newTab(id, title)], layout: addTab(layout, id, into) });
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
  const { tabs, layout, active, open } = useConsoles.getState();
  const pane = paneOf(layout, id);
  if (pane === undefined) return;
  const left = removeTab(layout, id);
  const heir = panesOf(left).find((one) => one.id === pane.id) ?? panesOf(left)[0];
  shapeDock({
    tabs: tabs.filter((tab) => tab.id !== id),
    layout: left,
    active: active === id ? (heir?.active ?? null) : active,
    open: open && left !== null,
  });
}

/** Shows or hides the panel below the tabs. */
export function toggleDock(): void {
  const { open, active } = useConsoles.getState();
  shapeDock({ open: !open });
  if (!open && active !== null) focusTerminal();
}

/** Brings a tab to the front without taking the keyboard. */
export function showTab(id: string, open = true): void {
  const { layout, onlyPane } = useConsoles.getState();
  const pane = paneOf(layout, id)?.id ?? null;
  shapeDock({
    layout: activateTab(layout, id),
    active: id,
    open,
    onlyPane: onlyPane === pane ? onlyPane : null,
  });
}

/** The tab so many places to the right of the active one, through all panes and going round. */
export function neighbour(step: number): ConsoleId | null {
  const { layout, active } = useConsoles.getState();
  const tabs = tabsOf(layout);
  const at = tabs.indexOf(active ?? '');
  return tabs[(at + step + tabs.length) % tabs.length] ?? null;
}

/** Asks that the active tab take the keyboard; without one there is nobody to answer later either. */
export function focusTerminal(): void {
  if (useConsoles.getState().active === null) return;
  useConsoles.setState(({ focusRequests }) => ({ focusRequests: focusRequests + 1 }));
}

export function isVisible(id: ConsoleId): boolean {
  return shows(useConsoles.getState(), id);
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
  changeSettings({ dockHeight: kept });
}
