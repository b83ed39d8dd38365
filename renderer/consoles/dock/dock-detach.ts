/** Consoles in windows of their own, as the window with the drawing knows them. */

import { hashOf } from '../../../shared/contract/dock-route';
import type { Arrangement } from '../../../shared/contract/service-arrangement';
import { t } from '../../i18n/translate';
import { currentPage, type Page } from '../../page/page';
import { pageState, pageStore } from '../../page/page-state';
import { raise } from '../../ui/notices';
import { type ConsoleTab, closeConsole, useConsoles } from '../tabs/console-store';
import { type DockLayout, mendLayout, paneOf } from '../tabs/dock-layout';
import { openTabs } from '../tabs/dock-moves';
import { dockRoute } from '../tabs/dock-route';
import { countTabsElsewhere, planSave } from './dock-arrangement';
import { type DockMessage, joinChannel, onWindowGone } from './dock-channel';

type Tabs = Arrangement['tabs'];

/** The tabs of each window that lives. */
const useDockWindows = pageStore<{ windows: ReadonlyMap<string, Tabs> }>(() => ({
  windows: new Map(),
}));

const OWNER_KEY = 'vdelab.dock.owner';
const FEATURES = 'popup,width=900,height=620';

/** This page by the same name after it was loaded anew, so that its windows find it again. */
function ownerOfThisPage(): string {
  const known = globalThis.sessionStorage?.getItem(OWNER_KEY);
  if (known) return known;
  const owner = crypto.randomUUID();
  globalThis.sessionStorage?.setItem(OWNER_KEY, owner);
  return owner;
}

const windows = pageState(() => ({
  /** What a window that was asked for shall show, until it is there. */
  waiting: new Map<string, Arrangement>(),
  owner: '',
  send: (_message: DockMessage): void => {},
}));

function setTabs(window: string, tabs: Tabs | null): void {
  const next = new Map(useDockWindows.getState().windows);
  if (tabs === null) next.delete(window);
  else next.set(window, tabs);
  useDockWindows.setState({ windows: next });
  planSave();
}

/** A window is there: it is given what it waits for, and what it shows is not shown here too. */
function welcome(window: string, tabs: Tabs): void {
  if (!useDockWindows.getState().windows.has(window)) {
    onWindowGone(currentPage(), window, () => takeBack(window));
  }
  const { waiting, owner, send } = windows();
  const arrangement = waiting.get(window);
  if (arrangement !== undefined) {
    waiting.delete(window);
    send({ kind: 'show', owner, window, arrangement });
    setTabs(window, arrangement.tabs);
    for (const { id } of arrangement.tabs) closeConsole(id);
    return;
  }
  const isFirst = !useDockWindows.getState().windows.has(window);
  setTabs(window, tabs);
  if (isFirst) for (const { id } of tabs) closeConsole(id);
}

/** A window has gone: its tabs come back into the dock, without the keyboard. */
function takeBack(window: string): void {
  const tabs = useDockWindows.getState().windows.get(window) ?? [];
  setTabs(window, null);
  openTabs(tabs);
}

function openWindow(tabs: readonly ConsoleTab[], layout: DockLayout, active: string): void {
  const { waiting, owner } = windows();
  const { height } = useConsoles.getState();
  const window = crypto.randomUUID();
  const own = tabs.map(({ id, title }) => ({ id, title }));
  waiting.set(window, { tabs: own, layout, active, open: true, height });
  const opened = globalThis.open(`/${hashOf({ owner, window })}`, window, FEATURES);
  // The desktop opens the window itself and returns none.
  if (opened !== null || globalThis.window.vdelab !== undefined) return;
  waiting.delete(window);
  raise({
    code: 'permission',
    message: t('The browser did not let Vdelab open another window.'),
    next: t('Allow pop-up windows for this page, then try again.'),
  });
}

/** Opens tabs of a pane in a window of their own. They leave the dock when that window is there. */
function detach(ids: readonly string[], active: string): void {
  const { tabs, layout } = useConsoles.getState();
  if (dockRoute !== null) return;
  const wanted = tabs.filter(({ id }) => ids.includes(id));
  const pane = paneOf(layout, active);
  openWindow(wanted, mendLayout(pane ?? null, ids), active);
}

export function detachTab(id = useConsoles.getState().active): void {
  if (id !== null) detach([id], id);
}

export function detachPane(id = useConsoles.getState().active): void {
  const pane = paneOf(useConsoles.getState().layout, id);
  if (pane !== undefined) detach(pane.tabs, pane.active);
}

/** Keeps touch with the windows of this page for its life, and finds those that were there before. */
export function subscribeDockWindows(page: Page): void {
  const state = windows();
  state.owner = ownerOfThisPage();
  state.send = joinChannel(page, state.owner, (message) => {
    if (message.kind === 'shows') welcome(message.window, message.tabs);
  });
  countTabsElsewhere(() => [...useDockWindows.getState().windows.values()].flat());
  state.send({ kind: 'ask', owner: state.owner });
}
