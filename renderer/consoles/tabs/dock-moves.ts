/** What a person does to the panes of the dock: split, tile, join, move, give one all the room. */
import { focusTerminal, newTab, shapeDock, showTab, useConsoles } from './console-store';
import {
  activateTab,
  addTab,
  type DockLayout,
  type Edge,
  joinPanes,
  moveTab,
  paneOf,
  panesOf,
  resizeSplit,
  splitPane,
  tabsOf,
  tileTabs,
} from './dock-layout';
import { tileColumns } from './dock-places';
import { dockRoute } from './dock-route';
import { isViewTab } from './dock-views';

/** A tile less high than this shows a few lines only: then the dock takes the room of the drawing. */
const LEAST_TILE_HEIGHT = 150;

/** Opens tabs in the active pane, the first of them in front, without taking the keyboard. */
export function openTabs(wanted: readonly { id: string; title: string }[]): void {
  const { tabs, layout, active } = useConsoles.getState();
  const [first] = wanted;
  if (first === undefined) return;
  const fresh = wanted.filter(({ id }) => !tabs.some((tab) => tab.id === id));
  const into = paneOf(layout, active)?.id;
  shapeDock({
    tabs: [...tabs, ...fresh.map(({ id, title }) => newTab(id, title))],
    layout: fresh.reduce<DockLayout>((grown, { id }) => addTab(grown, id, into), layout),
  });
  showTab(first.id);
}

/** Puts a tab into a pane of its own beside the others of its pane. */
export function splitTab(edge: Edge, id = useConsoles.getState().active): void {
  const { layout } = useConsoles.getState();
  const pane = paneOf(layout, id);
  if (id !== null && pane !== undefined) dropOnEdge(id, pane.id, edge);
}

/** Puts a tab into a pane of its own at the edge of any pane. */
export function dropOnEdge(id: string, paneId: string, edge: Edge): void {
  const { layout } = useConsoles.getState();
  shapeDock({ layout: splitPane(layout, id, paneId, edge), onlyPane: null });
  showTab(id);
  focusTerminal();
}

/** Moves a tab to a place among the tabs of a pane. */
export function dropOnStrip(id: string, paneId: string, at: number): void {
  const { layout, open } = useConsoles.getState();
  shapeDock({ layout: moveTab(layout, id, paneId, at) });
  showTab(id, open);
}

/** The room that the dock has, or would have if it took that of the drawing; in pixels. */
function room(fills: boolean): { width: number; height: number } {
  const dock = window.document.querySelector('.console-dock');
  const place = fills ? dock?.closest('.workplace, .dock-window') : dock;
  return {
    width: place?.clientWidth ?? window.innerWidth,
    height: fills ? (place?.clientHeight ?? window.innerHeight) : useConsoles.getState().height,
  };
}

/** Tabs as a grid of panes. Views stand behind the first console: as tiles nobody could read them. */
function tiled(consoles: readonly string[], views: readonly string[], columns: number): DockLayout {
  const grid = tileTabs(consoles, columns);
  const first = panesOf(grid)[0];
  const all = views.reduce<DockLayout>((grown, id) => addTab(grown, id, first?.id), grid);
  return activateTab(all, first?.active ?? '');
}

/** Shows all consoles at once, in a grid; views, if there is nothing else. */
export function tileAll(): void {
  const { layout, active, fills } = useConsoles.getState();
  const tabs = tabsOf(layout);
  if (tabs.length === 0) return;
  const consoles = tabs.filter((id) => !isViewTab(id));
  const [tiles, views] = consoles.length > 0 ? [consoles, tabs.filter(isViewTab)] : [tabs, []];
  const columnsIn = ({ width, height }: ReturnType<typeof room>) =>
    tileColumns(tiles.length, width, height);
  const isWhole = fills || dockRoute !== null;
  const here = room(isWhole);
  const rows = Math.ceil(tiles.length / columnsIn(here));
  const needsAll = here.height / rows < LEAST_TILE_HEIGHT;
  const place = needsAll ? room(true) : here;
  shapeDock({
    layout: tiled(tiles, views, columnsIn(place)),
    active: active !== null && tiles.includes(active) ? active : tiles[0]!,
    open: true,
    onlyPane: null,
    fills: dockRoute === null && (fills || needsAll),
  });
}

/** Puts all tabs into one pane again. */
export function joinAll(): void {
  const { layout, active } = useConsoles.getState();
  shapeDock({ layout: joinPanes(layout, active) });
}

/** Gives the dock the room of the drawing too, or gives that back. */
export function toggleFill(): void {
  const { fills, tabs } = useConsoles.getState();
  shapeDock({ fills: !fills, open: tabs.length > 0 || !fills });
}

/** Gives the active pane all of the dock, or shows the others again. */
export function togglePane(id = useConsoles.getState().active): void {
  const { layout, onlyPane } = useConsoles.getState();
  const pane = paneOf(layout, id);
  if (pane === undefined) return;
  const isOnly = onlyPane === pane.id;
  shapeDock({
    onlyPane: isOnly || panesOf(layout).length < 2 ? null : pane.id,
    active: pane.active,
    open: true,
  });
}

/** The tab that the person works in now; nothing is brought to the front. */
export function enterTab(id: string): void {
  if (useConsoles.getState().active !== id) shapeDock({ active: id });
}

/** Gives the keyboard to the pane so many places further, in reading order and going round. */
export function enterPane(step: 1 | -1): void {
  const { layout, active, onlyPane } = useConsoles.getState();
  const panes = panesOf(layout);
  const at = panes.findIndex(({ tabs }) => tabs.some((tab) => tab === active));
  const next = panes[(at + step + panes.length) % panes.length];
  if (next === undefined) return;
  shapeDock({
    layout: activateTab(layout, next.active),
    active: next.active,
    open: true,
    onlyPane: onlyPane === null ? null : next.id,
  });
  focusTerminal();
}

/** @param share of its split that the child before the border shall have */
export function moveDivider(path: readonly number[], at: number, share: number): void {
  const { layout } = useConsoles.getState();
  shapeDock({ layout: resizeSplit(layout, path, at, share) });
}
