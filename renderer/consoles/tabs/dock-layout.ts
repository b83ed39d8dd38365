/**
 * The dock as a tree of panes, each with tabs: rows and columns of panes, rows and columns of those. Pure.
 *
 * Laws, whatever is done: every tab stands in exactly one pane, no pane is empty, a split has two
 * children or more and none of its own direction, and the sizes of a split add up to 1.
 */
import type { DockNode, DockPane, DockSplit } from '../../../shared/contract/service-arrangement';

/** Null while no tab is open. */
export type DockLayout = DockNode | null;
export type Edge = 'left' | 'right' | 'top' | 'bottom';

/** No child of a split is made smaller than this share of it. */
export const SMALLEST_SHARE = 0.05;

/** All panes in reading order. */
export function panesOf(layout: DockLayout): DockPane[] {
  if (layout === null) return [];
  return layout.kind === 'pane' ? [layout] : layout.children.flatMap(panesOf);
}

/** All tabs in reading order. */
export function tabsOf(layout: DockLayout): string[] {
  return panesOf(layout).flatMap(({ tabs }) => tabs);
}

/** The pane in which a tab stands. */
export function paneOf(layout: DockLayout, tab: string | null): DockPane | undefined {
  return panesOf(layout).find(({ tabs }) => tabs.some((one) => one === tab));
}

/** A pane with these tabs; null without any. */
function paneWith(id: string, tabs: readonly string[], active: string): DockPane | null {
  const [first] = tabs;
  if (first === undefined) return null;
  return { kind: 'pane', id, tabs, active: tabs.includes(active) ? active : first };
}

/** A name that no pane has. */
function freshId(layout: DockLayout): string {
  const taken = new Set(panesOf(layout).map(({ id }) => id));
  for (let number = 1; ; number++) if (!taken.has(`pane-${number}`)) return `pane-${number}`;
}

interface Share {
  readonly node: DockNode;
  readonly size: number;
}

/** Children of the split's own direction take its place with their shares of it. */
function flattened(direction: DockSplit['direction'], { node, size }: Share): Share[] {
  if (node.kind === 'pane' || node.direction !== direction) return [{ node, size }];
  return node.children.map((child, at) => ({ node: child, size: size * node.sizes[at]! }));
}

/** A split that keeps the laws, of children with any sizes. */
function splitOf(direction: DockSplit['direction'], shares: readonly Share[]): DockLayout {
  const flat = shares.flatMap((share) => flattened(direction, share));
  if (flat.length < 2) return flat[0]?.node ?? null;
  const total = flat.reduce((sum, { size }) => sum + size, 0);
  return {
    kind: 'split',
    direction,
    sizes: flat.map(({ size }) => size / total),
    children: flat.map(({ node }) => node),
  };
}

/** Puts something in the place of each pane; what is null goes, and its neighbours take the room. */
function mapPanes(layout: DockLayout, change: (pane: DockPane) => DockLayout): DockLayout {
  if (layout === null) return null;
  if (layout.kind === 'pane') return change(layout);
  const shares = layout.children.flatMap((child, at): Share[] => {
    const node = mapPanes(child, change);
    return node === null ? [] : [{ node, size: layout.sizes[at]! }];
  });
  return splitOf(layout.direction, shares);
}

/** Takes a tab out; its right neighbour comes to the front of its pane, or else the left one. */
export function removeTab(layout: DockLayout, tab: string): DockLayout {
  return mapPanes(layout, (pane) => {
    const at = pane.tabs.indexOf(tab);
    if (at < 0) return pane;
    const left = pane.tabs.filter((one) => one !== tab);
    const next = left[Math.min(at, left.length - 1)] ?? '';
    return paneWith(pane.id, left, pane.active === tab ? next : pane.active);
  });
}

/** Brings a tab to the front of its pane. */
export function activateTab(layout: DockLayout, tab: string): DockLayout {
  return mapPanes(layout, (pane) => (pane.tabs.includes(tab) ? { ...pane, active: tab } : pane));
}

function insert(pane: DockPane, tab: string, at: number): DockPane {
  const tabs = [...pane.tabs.slice(0, at), tab, ...pane.tabs.slice(at)];
  return { ...pane, tabs, active: tab };
}

/**
 * Puts a new tab in front of a pane, at its end; of the first pane if there is none of that name. A tab
 * that is there stays where it is and comes to the front.
 */
export function addTab(layout: DockLayout, tab: string, paneId?: string): DockLayout {
  if (paneOf(layout, tab) !== undefined) return activateTab(layout, tab);
  const panes = panesOf(layout);
  const into = panes.find(({ id }) => id === paneId) ?? panes[0];
  if (into === undefined) return paneWith('pane-1', [tab], tab);
  return mapPanes(layout, (pane) =>
    pane.id === into.id ? insert(pane, tab, pane.tabs.length) : pane,
  );
}

/**
 * Moves a tab to a place in a pane, its own or another one.
 *
 * @param at how many of the pane's other tabs stand before it
 */
export function moveTab(layout: DockLayout, tab: string, paneId: string, at: number): DockLayout {
  const from = paneOf(layout, tab);
  const to = panesOf(layout).find(({ id }) => id === paneId);
  if (from === undefined || to === undefined) return layout;
  if (from.id === to.id && from.tabs.length === 1) return layout;
  return mapPanes(removeTab(layout, tab), (pane) =>
    pane.id === paneId ? insert(pane, tab, at) : pane,
  );
}

/** Puts a tab into a pane of its own at an edge of a pane, which gives it half of its room. */
export function splitPane(layout: DockLayout, tab: string, paneId: string, edge: Edge): DockLayout {
  const from = paneOf(layout, tab);
  const isThere = panesOf(layout).some(({ id }) => id === paneId);
  if (from === undefined || !isThere) return layout;
  if (from.id === paneId && from.tabs.length === 1) return layout;
  const made: DockPane = { kind: 'pane', id: freshId(layout), tabs: [tab], active: tab };
  const direction = edge === 'left' || edge === 'right' ? 'row' : 'column';
  const isFirst = edge === 'left' || edge === 'top';
  return mapPanes(removeTab(layout, tab), (pane) => {
    if (pane.id !== paneId) return pane;
    const both = isFirst ? [made, pane] : [pane, made];
    return splitOf(
      direction,
      both.map((node) => ({ node, size: 0.5 })),
    );
  });
}

/** Puts all tabs into one pane. */
export function joinPanes(layout: DockLayout, active: string | null): DockLayout {
  return paneWith('pane-1', tabsOf(layout), active ?? '');
}

/** Puts every tab into a pane of its own, in rows of so many; the last row may have fewer. */
export function tileTabs(tabs: readonly string[], columns: number): DockLayout {
  const panes = tabs.map(
    (tab, at): DockPane => ({ kind: 'pane', id: `pane-${at + 1}`, tabs: [tab], active: tab }),
  );
  const rows: Share[] = [];
  for (let at = 0; at < panes.length; at += columns) {
    const row = splitOf('row', panes.slice(at, at + columns).map(evenly));
    if (row !== null) rows.push(evenly(row));
  }
  return splitOf('column', rows);
}

function evenly(node: DockNode): Share {
  return { node, size: 1 };
}

/**
 * Moves the border between two neighbours of a split. Where there is no such border, all stays as it is.
 *
 * @param path the child to follow at each split, from the root to the split
 * @param at the border behind the child of this number
 * @param share of the split that this child shall have; the next one gets what is left of both
 */
export function resizeSplit(
  layout: DockLayout,
  path: readonly number[],
  at: number,
  share: number,
): DockLayout {
  if (layout === null || layout.kind === 'pane') return layout;
  const [next, ...rest] = path;
  if (next !== undefined) {
    const children = layout.children.map((child, index) =>
      index === next ? (resizeSplit(child, rest, at, share) ?? child) : child,
    );
    return { ...layout, children };
  }
  const { [at]: before, [at + 1]: behind } = layout.sizes;
  // A pane may close while its border is dragged.
  if (before === undefined || behind === undefined) return layout;
  const both = before + behind;
  const least = Math.min(SMALLEST_SHARE, both / 2);
  const first = Math.max(least, Math.min(share, both - least));
  const sizes = layout.sizes.map((size, index) => {
    if (index === at) return first;
    return index === at + 1 ? both - first : size;
  });
  return { ...layout, sizes };
}

/** Makes a tree of unknown origin keep the laws for exactly these tabs; what is missing is added. */
export function mendLayout(layout: DockLayout, tabs: readonly string[]): DockLayout {
  const left = new Set(tabs);
  let number = 0;
  const mended = mapPanes(layout, (pane) => {
    const own = [...new Set(pane.tabs)].filter((tab) => left.has(tab));
    for (const tab of own) left.delete(tab);
    number += 1;
    return paneWith(`pane-${number}`, own, pane.active);
  });
  return [...left].reduce<DockLayout>((grown, tab) => {
    const front = panesOf(grown)[0]?.active;
    const added = addTab(grown, tab);
    return front === undefined ? added : activateTab(added, front);
  }, mended);
}
