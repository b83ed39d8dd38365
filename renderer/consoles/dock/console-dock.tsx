/**
 * The consoles of the machines and the views of the lab, below the canvas: panes with tabs.
 *
 * What the tabs show lies flat beside each other in the dock and is laid over the places of the panes. So
 * a tab that moves to another pane gets another place and is not made anew: a terminal keeps its
 * scrollback and its selection, and a screen its connection.
 */
import { t } from '../../i18n/translate';
import '@xterm/xterm/css/xterm.css';
import './console-dock.css';
import './dock-panes.css';
import '../panes/terminal-pane.css';
import '../panes/console-tools.css';
import { SquareTerminal } from 'lucide-react';
import { memo } from 'react';
import { ScreenPane } from '../panes/screen-pane';
import { TerminalPane } from '../panes/terminal-pane';
import { type ConsoleTab, shows, useConsoles } from '../tabs/console-store';
import { channelOf } from '../tabs/console-titles';
import { paneOf, panesOf, tabsOf } from '../tabs/dock-layout';
import { enterTab } from '../tabs/dock-moves';
import { type Place, placesOf, WHOLE } from '../tabs/dock-places';
import { isViewTab } from '../tabs/dock-views';
import { useTabsOfDocument } from '../tabs/use-tabs-of-document';
import { DockDivider } from './dock-dividers';
import { useTabDrag } from './dock-drag';
import { CANVAS_HEIGHT, DockEdge } from './dock-edge';
import { DockStrip } from './dock-strip';
import { DockTabs } from './dock-tabs';
import { DockTools } from './dock-tools';
import { ViewPane } from './view-pane';

export const BAR_HEIGHT = 36;
const percent = (share: number) => `${share * 100}%`;

function stripStyle({ x, y, width }: Place) {
  return { left: percent(x), top: percent(y), width: percent(width) };
}

function bodyStyle({ x, y, width, height }: Place) {
  return {
    left: percent(x),
    top: `calc(${percent(y)} + ${BAR_HEIGHT}px)`,
    width: percent(width),
    height: `calc(${percent(height)} - ${BAR_HEIGHT}px)`,
  };
}

const TabContent = memo(({ tab, visible }: { tab: ConsoleTab; visible: boolean }) => {
  if (isViewTab(tab.id)) return <ViewPane id={tab.id} visible={visible} />;
  const Pane = channelOf(tab.id) === 'screen' ? ScreenPane : TerminalPane;
  return <Pane tab={tab} visible={visible} />;
});

function EmptyDock({ open }: { open: boolean }) {
  return (
    <p className="console-empty" data-open={open}>
      <SquareTerminal aria-hidden size={open ? 28 : 15} strokeWidth={1.5} />
      <span>{t('Double-click a machine or switch to open its console or screen.')}</span>
    </p>
  );
}

/** The places of the panes that show; one that is maximised has all of them. */
function useShownPlaces() {
  const layout = useConsoles((state) => state.layout);
  const onlyPane = useConsoles((state) => state.onlyPane);
  if (onlyPane !== null) return { panes: new Map([[onlyPane, WHOLE]]), dividers: [] };
  return placesOf(layout);
}

function isCorner({ x, y, width }: Place): boolean {
  return y === 0 && x + width > 0.9999;
}

function Strips({ places }: { places: ReadonlyMap<string, Place> }) {
  const layout = useConsoles((state) => state.layout);
  return panesOf(layout).map((pane, at) => {
    const place = places.get(pane.id);
    if (place === undefined) return null;
    return (
      <div key={pane.id} className="dock-strip-place" style={stripStyle(place)}>
        <DockStrip pane={pane} number={at + 1} corner={isCorner(place)} />
      </div>
    );
  });
}

function Contents({ places }: { places: ReadonlyMap<string, Place> }) {
  const state = useConsoles();
  return state.tabs.map((tab) => {
    const pane = paneOf(state.layout, tab.id);
    const visible = shows(state, tab.id);
    const place = pane === undefined ? undefined : places.get(pane.id);
    return (
      <div
        key={tab.id}
        className="dock-content"
        data-dock-body={pane?.id}
        style={bodyStyle(place ?? WHOLE)}
        hidden={!visible}
        onFocusCapture={() => enterTab(tab.id)}
        onPointerDownCapture={() => enterTab(tab.id)}
      >
        <TabContent tab={tab} visible={visible} />
      </div>
    );
  });
}

/** Where the tab that is being dragged would go. */
function DropMark() {
  const aim = useTabDrag((drag) => drag.aim);
  if (aim === null) return null;
  const { x, y, width, height } = aim.mark;
  return <div className="dock-drop-mark" style={{ left: x, top: y, width, height }} />;
}

function ClosedBar() {
  const layout = useConsoles((state) => state.layout);
  const active = useConsoles((state) => state.active);
  return (
    <div className="console-bar">
      {layout === null ? (
        <EmptyDock open={false} />
      ) : (
        <DockTabs label={t('Consoles')} ids={tabsOf(layout)} front={active} />
      )}
      <DockTools />
    </div>
  );
}

function EmptyBar() {
  return (
    <div className="console-bar">
      <h2 className="console-heading">{t('Consoles')}</h2>
      <DockTools />
    </div>
  );
}

/** All panes with their tabs and contents, as large as they are given room. */
export function DockPanes() {
  const open = useConsoles((state) => state.open);
  const { panes, dividers } = useShownPlaces();
  return (
    <>
      {open && <Strips places={panes} />}
      <Contents places={panes} />
      {open &&
        dividers.map((divider) => (
          <DockDivider key={`${divider.path.join('.')}:${divider.at}`} divider={divider} />
        ))}
      <DropMark />
    </>
  );
}

export function ConsoleDock() {
  const open = useConsoles((state) => state.open);
  const fills = useConsoles((state) => state.fills);
  const height = useConsoles((state) => state.height);
  const empty = useConsoles((state) => state.layout === null);
  useTabsOfDocument();
  const isSized = open && !fills;
  const own = BAR_HEIGHT + height;
  const panelHeight = isSized
    ? `min(${own}px, 100vh - ${CANVAS_HEIGHT - BAR_HEIGHT}px)`
    : undefined;
  return (
    <section
      className="console-dock"
      aria-label={t('Console dock')}
      data-open={open}
      data-fills={fills || undefined}
    >
      {isSized && <DockEdge />}
      {!open && <ClosedBar />}
      {open && empty && <EmptyBar />}
      <div className="console-panels" style={{ height: open ? panelHeight : 0 }}>
        {empty && open && <EmptyDock open />}
        <DockPanes />
      </div>
    </section>
  );
}
