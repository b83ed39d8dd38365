/** The consoles of the machines, in tabs below the canvas. */
import '@xterm/xterm/css/xterm.css';
import './console-dock.css';
import './terminal-pane.css';
import { SquareTerminal } from 'lucide-react';
import { useEffect } from 'react';
import { useDocument } from '../document/document-store';
import { closeConsole, useConsoles } from './console-store';
import { channelOf, nodeOf } from './console-titles';
import { CANVAS_HEIGHT, DockEdge } from './dock-edge';
import { DockTabs } from './dock-tabs';
import { DockTools } from './dock-tools';
import { isViewTab } from './dock-views';
import { ScreenPane } from './screen-pane';
import { TerminalPane } from './terminal-pane';
import { ViewPane } from './view-pane';

/** Closes the tabs of nodes that are gone, and all tabs when another document is opened. */
function useTabsOfDocument(): void {
  useEffect(
    () =>
      useDocument.subscribe(({ document }, before) => {
        if (document === before.document) return;
        const replaced = document.id !== before.document.id;
        for (const { id } of useConsoles.getState().tabs) {
          if (isViewTab(id)) continue;
          if (replaced || document.nodes[nodeOf(id)] === undefined) closeConsole(id);
        }
      }),
    [],
  );
}

function EmptyDock({ open }: { open: boolean }) {
  return (
    <p className="console-empty" data-open={open}>
      <SquareTerminal aria-hidden size={open ? 28 : 15} strokeWidth={1.5} />
      <span>Double-click a machine or switch to open its console or screen.</span>
    </p>
  );
}

export function ConsoleDock() {
  const { tabs, active, open, height } = useConsoles();
  useTabsOfDocument();
  const empty = tabs.length === 0;
  return (
    <section className="console-dock" aria-label="Console dock" data-open={open}>
      {open && <DockEdge />}
      <div className="console-bar">
        {empty ? <EmptyBar open={open} /> : <DockTabs tabs={tabs} active={active} />}
        <DockTools tab={tabs.find(({ id }) => id === active)} />
      </div>
      <div
        className="console-panels"
        style={{ height: open ? `min(${height}px, 100vh - ${CANVAS_HEIGHT}px)` : 0 }}
      >
        {empty && open && <EmptyDock open />}
        {tabs.map((tab) => {
          const visible = open && tab.id === active;
          if (isViewTab(tab.id)) return <ViewPane key={tab.id} id={tab.id} visible={visible} />;
          const Pane = channelOf(tab.id) === 'screen' ? ScreenPane : TerminalPane;
          return <Pane key={tab.id} tab={tab} visible={visible} />;
        })}
      </div>
    </section>
  );
}

function EmptyBar({ open }: { open: boolean }) {
  return open ? <h2 className="console-heading">Consoles</h2> : <EmptyDock open={false} />;
}
