/** Rows and columns: switches and ways out on top, the machines below them in their order. Pure. */
import { fanHeight, screenComb, teethOf } from './comb';
import { gridPlaces } from './grid';
import {
  type Layout,
  type LayoutGraph,
  type LayoutNode,
  type Places,
  ROW_GAP,
  shiftLayout,
} from './layout-graph';
import { boxesOf } from './pack';

const ASPECT = 1.8;

function isJoined({ links }: LayoutGraph, nodes: readonly LayoutNode[]): boolean {
  const known = new Set(nodes.map(({ id }) => id));
  return links.some(([one, other]) => known.has(one) !== known.has(other));
}

/** Rows from above to below, each in the middle, below one another. */
function stacked(parts: readonly { layout: Layout; width: number; bottom: number }[]): Layout {
  const width = Math.max(...parts.map((part) => part.width));
  const whole: Layout = { places: new Map(), ways: new Map() };
  let y = 0;
  for (const part of parts) {
    const { places, ways } = shiftLayout(part.layout, { x: (width - part.width) / 2, y });
    for (const [id, at] of places) whole.places.set(id, at);
    for (const [id, points] of ways) whole.ways.set(id, points);
    y += part.bottom;
  }
  return whole;
}

function topColumns(tops: readonly LayoutNode[], width: number): number {
  const widest = Math.max(...tops.map((node) => node.width)) + ROW_GAP / 2;
  return Math.max(3, Math.floor(width / widest));
}

function sizeOf(nodes: readonly LayoutNode[], places: Places) {
  const boxes = boxesOf(nodes, places);
  return {
    width: Math.max(...boxes.map((box) => box.x + box.width)),
    height: Math.max(...boxes.map((box) => box.y + box.height)),
  };
}

/** Lays out a graph in rows and columns. */
export function griddedLayout(graph: LayoutGraph): Layout {
  const tops = graph.nodes.filter(({ role }) => role !== 'plain');
  const leaves = graph.nodes.filter(({ role }) => role === 'plain');
  if (tops.length === 0 || leaves.length === 0 || !isJoined(graph, leaves))
    return { places: gridPlaces(graph.nodes), ways: new Map() };
  const comb = screenComb(leaves, teethOf(graph, leaves), ASPECT);
  const places = gridPlaces(tops, topColumns(tops, comb.width));
  const { width, height } = sizeOf(tops, places);
  return stacked([
    { layout: { places, ways: new Map() }, width, bottom: height + fanHeight(comb) },
    { layout: comb, width: comb.width, bottom: comb.height },
  ]);
}
