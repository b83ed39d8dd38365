/**
 * The life of a window with consoles: it is given its tabs by the page that opened it, says what it shows,
 * and closes itself when nothing is left to show. Its tabs go back to the dock when it closes.
 */

import type { DockRoute } from '../../../shared/contract/dock-route';
import { type Arrangement, arrangementSchema } from '../../../shared/contract/service-arrangement';
import type { Page } from '../../page/page';
import { focusTerminal, newTab, shapeDock, useConsoles } from '../tabs/console-store';
import { mendLayout, tabsOf } from '../tabs/dock-layout';
import { type DockMessage, holdWindowLock, joinChannel } from './dock-channel';

const KEY = 'vdelab.dock.window';

function show({ tabs, layout, active }: Arrangement): void {
  const mended = mendLayout(
    layout,
    tabs.map(({ id }) => id),
  );
  const front = tabs.some(({ id }) => id === active) ? active : (tabsOf(mended)[0] ?? null);
  shapeDock({
    tabs: tabs.map(({ id, title }) => newTab(id, title)),
    layout: mended,
    active: front,
    open: true,
  });
  focusTerminal();
}

function now(): Arrangement {
  const { tabs, layout, active, height } = useConsoles.getState();
  return {
    tabs: tabs.map(({ id, title }) => ({ id, title })),
    layout,
    active,
    open: true,
    height,
  };
}

/** What the window showed before it was loaded anew. */
function restored(): Arrangement | null {
  const text = sessionStorage.getItem(KEY);
  return text === null ? null : (arrangementSchema.safeParse(JSON.parse(text)).data ?? null);
}

/** Begins the life of this window. */
export function subscribeDockWindow(page: Page, { owner, window: name }: DockRoute): void {
  let shown = '';
  let send: (message: DockMessage) => void = () => {};
  const tell = () => send({ kind: 'shows', owner, window: name, tabs: now().tabs });
  const changed = () => {
    const arrangement = now();
    sessionStorage.setItem(KEY, JSON.stringify(arrangement));
    const text = JSON.stringify(arrangement.tabs);
    if (text === shown) return;
    const wasShown = shown !== '';
    shown = text;
    tell();
    if (wasShown && arrangement.tabs.length === 0) window.close();
  };
  holdWindowLock(page, name, () => {
    send = joinChannel(page, owner, (message) => {
      if (message.kind === 'ask') tell();
      if (message.kind === 'show' && message.window === name) show(message.arrangement);
    });
    const before = restored();
    if (before !== null) show(before);
    else tell();
    useConsoles.subscribe(changed);
    if (before !== null) changed();
  });
}

/** Closes this window; its tabs go back to the dock of the window with the drawing. */
export function putBack(): void {
  window.close();
}
