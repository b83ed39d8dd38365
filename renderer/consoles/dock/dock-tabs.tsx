/**
 * One row of tabs: arrow keys move between them, Delete and the middle button close them, a drag moves
 * them, and the right button opens their menu.
 */

import { X } from 'lucide-react';
import { type KeyboardEvent, type MouseEvent, useEffect, useRef, type WheelEvent } from 'react';
import { t } from '../../i18n/translate';
import { currentPage } from '../../page/page';
import {
  type ConsoleTab,
  closeConsole,
  focusTerminal,
  showTab,
  useConsoles,
} from '../tabs/console-store';
import { channelOf, tabTitle, useNodeName } from '../tabs/console-titles';
import { focusDrawing, focusTab } from '../tabs/dock-focus';
import { isViewTab } from '../tabs/dock-views';
import { beginTabDrag, useTabDrag } from './dock-drag';
import { openTabMenu } from './dock-menu';
import { TabMarks, useMarkLabels } from './tab-marks';

const stateLabel = {
  view: 'view',
  connecting: 'connecting',
  connected: 'connected',
  apart: 'not connected',
} as const;

function stateOf({ id, connected }: ConsoleTab): keyof typeof stateLabel {
  if (isViewTab(id)) return 'view';
  if (connected === null) return 'connecting';
  return connected ? 'connected' : 'apart';
}

/** For the pointer. To screen readers a row of tabs may hold tabs only; for them there is Delete. */
function CloseButton({ id, title, selected }: { id: string; title: string; selected: boolean }) {
  return (
    <button
      type="button"
      className="console-tab-close"
      aria-hidden
      aria-label={t('Close {{title}}', { title })}
      title={t('Close (middle click)')}
      tabIndex={-1}
      onClick={() => {
        closeConsole(id);
        if (selected) focusTerminal();
      }}
    >
      <X aria-hidden size={13} />
    </button>
  );
}

/** The right button, or the key for it, which comes without a place of the pointer. */
function openMenu(event: MouseEvent): void {
  const tab = event.target instanceof Element ? event.target.closest('[data-tab]') : null;
  const id = tab?.getAttribute('data-tab') ?? null;
  if (tab === null || id === null) return;
  event.preventDefault();
  const { left, bottom } = tab.getBoundingClientRect();
  const byPointer = event.clientX !== 0 || event.clientY !== 0;
  openTabMenu(id, byPointer ? { x: event.clientX, y: event.clientY } : { x: left, y: bottom });
}

function Tab({ tab, selected, shown }: { tab: ConsoleTab; selected: boolean; shown: boolean }) {
  const title = tabTitle(useNodeName(tab), channelOf(tab.id));
  const dragged = useTabDrag((drag) => drag.tab === tab.id);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (selected) place.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [selected]);
  const state = stateOf(tab);
  const news = (tab.unseen ? t(', new output') : '') + useMarkLabels(tab.id);
  return (
    <div
      ref={place}
      className="console-tab"
      role="presentation"
      data-tab={tab.id}
      data-selected={selected}
      data-shown={shown}
      data-unseen={tab.unseen}
      data-dragged={dragged || undefined}
      onAuxClick={({ button }) => button === 1 && closeConsole(tab.id)}
    >
      <button
        type="button"
        role="tab"
        aria-label={title}
        aria-description={t(stateLabel[state]) + news}
        aria-selected={selected}
        aria-keyshortcuts="Delete"
        aria-controls={`panel-${tab.id}`}
        tabIndex={selected ? 0 : -1}
        title={`${title}: ${t(stateLabel[state])}${news}`}
        onPointerDown={({ button, clientX, clientY }) => {
          if (button === 0) beginTabDrag(tab.id, clientX, clientY);
        }}
        onClick={() => {
          showTab(tab.id);
          focusTerminal();
        }}
      >
        <span className="console-tab-dot" data-state={state} aria-hidden />
        <span className="console-tab-title">{title}</span>
        <TabMarks id={tab.id} />
      </button>
      <CloseButton id={tab.id} title={title} selected={selected} />
    </div>
  );
}

/** The tab of this row that a key leads to from the one in front. */
function destination(
  key: string,
  ids: readonly string[],
  front: string | null,
): string | undefined {
  const at = ids.indexOf(front ?? '');
  if (key === 'ArrowRight') return ids[(at + 1) % ids.length];
  if (key === 'ArrowLeft') return ids[(at - 1 + ids.length) % ids.length];
  if (key === 'Home') return ids[0];
  return key === 'End' ? ids.at(-1) : undefined;
}

/** A wheel turns up and down; the tabs run from left to right. */
function scrollAcross({ currentTarget, deltaX, deltaY }: WheelEvent<HTMLElement>): void {
  if (deltaX === 0) currentTarget.scrollLeft += deltaY;
}

function closeAndStay(front: string): void {
  closeConsole(front);
  const next = useConsoles.getState().active;
  if (next === null) focusDrawing();
  else currentPage().frame(() => focusTab(next));
}

export function DockTabs({
  label,
  ids,
  front,
}: {
  label: string;
  ids: readonly string[];
  front: string | null;
}) {
  const tabs = useConsoles((state) => state.tabs);
  const open = useConsoles((state) => state.open);
  const handle = (event: KeyboardEvent) => {
    const id = destination(event.key, ids, front);
    if (id !== undefined) {
      showTab(id, open);
      currentPage().frame(() => focusTab(id));
    } else if (event.key === 'Delete' && front !== null) closeAndStay(front);
    else if (event.key === 'Escape') focusDrawing();
    else return;
    event.preventDefault();
    // The canvas must not hear them: Delete there deletes the selected nodes.
    event.stopPropagation();
  };
  return (
    <div
      className="console-tabs"
      role="tablist"
      aria-label={label}
      onKeyDown={handle}
      onWheel={scrollAcross}
      onContextMenu={openMenu}
    >
      {ids.map((id) => {
        const tab = tabs.find((one) => one.id === id);
        if (tab === undefined) return null;
        return <Tab key={id} tab={tab} selected={id === front} shown={open && id === front} />;
      })}
    </div>
  );
}
