/** The dock's tabs: arrow keys move between them, Delete and the middle button close them. */
import { X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, type WheelEvent } from 'react';
import {
  type ConsoleTab,
  closeConsole,
  focusTerminal,
  neighbour,
  showTab,
  useConsoles,
} from './console-store';
import { channelOf, tabTitle, useNodeName } from './console-titles';
import { isViewTab } from './dock-views';

function stateOf({ id, connected }: ConsoleTab): string {
  if (isViewTab(id)) return 'view';
  if (connected === null) return 'connecting';
  return connected ? 'connected' : 'not connected';
}

function Tab({ tab, selected }: { tab: ConsoleTab; selected: boolean }) {
  const title = tabTitle(useNodeName(tab), channelOf(tab.id));
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (selected) place.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [selected]);
  const news = tab.unseen ? ', new output' : '';
  return (
    <div
      ref={place}
      className="console-tab"
      role="presentation"
      data-selected={selected}
      data-unseen={tab.unseen}
      onAuxClick={({ button }) => button === 1 && closeConsole(tab.id)}
    >
      <button
        type="button"
        role="tab"
        aria-label={title}
        aria-description={stateOf(tab) + news}
        aria-selected={selected}
        aria-controls={`panel-${tab.id}`}
        tabIndex={selected ? 0 : -1}
        title={`${title}: ${stateOf(tab)}${news}`}
        onClick={() => {
          showTab(tab.id);
          focusTerminal();
        }}
      >
        <span className="console-tab-dot" data-state={stateOf(tab)} aria-hidden />
        <span className="console-tab-title">{title}</span>
      </button>
      <button
        type="button"
        className="console-tab-close"
        aria-label={`Close ${title}`}
        title="Close (middle click)"
        tabIndex={-1}
        onClick={() => {
          closeConsole(tab.id);
          if (selected) focusTerminal();
        }}
      >
        <X aria-hidden size={13} />
      </button>
    </div>
  );
}

/** The tab that a key leads to from the active one. */
function destination(key: string): string | null {
  const { tabs } = useConsoles.getState();
  if (key === 'ArrowRight') return neighbour(1);
  if (key === 'ArrowLeft') return neighbour(-1);
  if (key === 'Home') return tabs[0]?.id ?? null;
  return key === 'End' ? (tabs.at(-1)?.id ?? null) : null;
}

/** A wheel turns up and down; the tabs run from left to right. */
function scrollAcross({ currentTarget, deltaX, deltaY }: WheelEvent<HTMLElement>): void {
  if (deltaX === 0) currentTarget.scrollLeft += deltaY;
}

export function DockTabs({ tabs, active }: { tabs: readonly ConsoleTab[]; active: string | null }) {
  const list = useRef<HTMLDivElement>(null);
  const focusSelected = () =>
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus(),
    );
  const hear = (event: KeyboardEvent) => {
    const id = destination(event.key);
    if (id !== null) showTab(id, useConsoles.getState().open);
    else if (event.key === 'Delete' && active !== null) closeConsole(active);
    else return;
    event.preventDefault();
    // The canvas must not hear them: Delete there deletes the selected nodes.
    event.stopPropagation();
    focusSelected();
  };
  return (
    <div
      className="console-tabs"
      role="tablist"
      aria-label="Consoles"
      ref={list}
      onKeyDown={hear}
      onWheel={scrollAcross}
    >
      {tabs.map((tab) => (
        <Tab key={tab.id} tab={tab} selected={tab.id === active} />
      ))}
    </div>
  );
}
