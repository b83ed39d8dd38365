/**
 * Brings the tabs and panes of a lab back when it is opened again, and has the service remember them. What
 * the consoles printed comes back by their replay.
 */

import type { Arrangement } from '../../../shared/contract/service-arrangement';
import type { TopologyDocument } from '../../../shared/document/topology';
import { call } from '../../connection/client';
import { currentDocument, useDocument } from '../../document/store/document-store';
import { useSettings } from '../../i18n/settings';
import { currentPage, type Page } from '../../page/page';
import { pageState } from '../../page/page-state';
import { raiseThrown } from '../../ui/notices';
import { newTab, shapeDock, useConsoles } from '../tabs/console-store';
import { nodeOf } from '../tabs/console-titles';
import { type DockLayout, mendLayout, tabsOf } from '../tabs/dock-layout';
import { isViewTab } from '../tabs/dock-views';

const SAVE_PAUSE_MS = 400;

interface Remembered {
  /** The document whose arrangement the dock has; nothing is remembered before it is back. */
  restored: string | null;
  saved: string;
  /** Calls off the saving that is planned. */
  putOff: () => void;
  /** Tabs that stand in windows of their own come back into the dock when the lab is opened again. */
  elsewhere: () => { id: string; title: string }[];
}

const remembered = pageState(
  (): Remembered => ({ restored: null, saved: '', putOff: () => {}, elsewhere: () => [] }),
);

function isKnown(document: TopologyDocument, id: string): boolean {
  return isViewTab(id) || (!id.startsWith('view:') && document.nodes[nodeOf(id)] !== undefined);
}

/**
 * What the dock becomes: the tabs of the arrangement that still mean something, and those open now. A height
 * that nobody ever chose was that of another window.
 */
function show(arrangement: Arrangement, document: TopologyDocument): void {
  const open = useConsoles.getState().tabs;
  const others = new Set([...open, ...remembered().elsewhere()].map(({ id }) => id));
  const back = arrangement.tabs.filter(({ id }) => isKnown(document, id) && !others.has(id));
  const tabs = [...back.map(({ id, title }) => newTab(id, title)), ...open];
  const ids = tabs.map(({ id }) => id);
  const { active } = useConsoles.getState();
  const front = [active, arrangement.active].find((id) => id !== null && ids.includes(id));
  const layout = mendLayout(arrangement.layout, ids);
  shapeDock({
    tabs,
    layout,
    active: front ?? tabsOf(layout)[0] ?? null,
    open: tabs.length > 0 && (arrangement.open || open.length > 0),
    ...(useSettings.getState().dockHeight === null ? {} : { height: arrangement.height }),
    onlyPane: null,
    fills: false,
  });
}

async function restore(document: string): Promise<void> {
  remembered().restored = null;
  try {
    const { arrangement } = await call('arrangement.get', { document });
    if (currentDocument().id !== document) return;
    if (arrangement !== null) show(arrangement, currentDocument());
  } catch (error) {
    raiseThrown(error);
  }
  remembered().restored = document;
  planSave();
}

export function countTabsElsewhere(tabs: Remembered['elsewhere']): void {
  remembered().elsewhere = tabs;
}

function arrangementNow(): Arrangement {
  const { tabs, layout, active, open, height } = useConsoles.getState();
  const own = tabs.map(({ id, title }) => ({ id, title }));
  const all = [
    ...own,
    ...remembered()
      .elsewhere()
      .filter(({ id }) => !own.some((tab) => tab.id === id)),
  ];
  const whole: DockLayout = mendLayout(
    layout,
    all.map(({ id }) => id),
  );
  return { tabs: all, layout: whole, active, open: open || own.length < all.length, height };
}

async function save(): Promise<void> {
  const state = remembered();
  const document = state.restored;
  if (document === null || document !== currentDocument().id) return;
  const arrangement = arrangementNow();
  const text = JSON.stringify([document, arrangement]);
  if (text === state.saved) return;
  state.saved = text;
  try {
    await call('arrangement.set', { document, arrangement });
  } catch (error) {
    state.saved = '';
    raiseThrown(error);
  }
}

/** Remembers soon: a drag of a border changes the sizes many times in a second. */
export function planSave(): void {
  const state = remembered();
  state.putOff();
  state.putOff = currentPage().timeout(() => void save(), SAVE_PAUSE_MS);
}

/** Keeps the arrangement for the life of the page. */
export function subscribeArrangement(page: Page): void {
  const state = remembered();
  useDocument.subscribe(({ document, opening, loaded }, before) => {
    if (!loaded || (before.loaded && document.id === before.document.id)) return;
    if (before.loaded && opening === before.opening) {
      // The same lab under another id, as it was saved elsewhere: its consoles stand as they did.
      if (state.restored !== null) state.restored = document.id;
      planSave();
      return;
    }
    state.restored = null;
    // After the listeners that close the tabs of the former document.
    queueMicrotask(() => {
      if (!page.isDisposed) void restore(document.id);
    });
  });
  useConsoles.subscribe(planSave);
  // A page that is closed or loaded anew has no time for the pause.
  page.listen(window, 'pagehide', () => void save());
  page.onDispose(() => void save());
}
