/** Puts finished parts side by side. Pure. */
import type { Box } from '../geometry/boxes';
import { boundsOf } from '../geometry/boxes';
import { type Layout, type LayoutNode, type Places, shiftLayout } from './layout-graph';

const PART_GAP = 96;
const ASPECT = 1.6;

/** The boxes of placed nodes. */
export function boxesOf(nodes: readonly LayoutNode[], places: Places): Box[] {
  return nodes.flatMap(({ id, width, height }) => {
    const at = places.get(id);
    return at === undefined ? [] : [{ ...at, width, height }];
  });
}

export interface Part extends Layout {
  nodes: readonly LayoutNode[];
}

function rowWidth(bounds: readonly Box[]): number {
  const area = bounds.reduce(
    (sum, { width, height }) => sum + (width + PART_GAP) * (height + PART_GAP),
    0,
  );
  return Math.max(Math.sqrt(area * ASPECT), ...bounds.map(({ width }) => width + PART_GAP));
}

/** Moves whole parts into rows, the highest first, so that none covers another. */
export function packParts(parts: readonly Part[]): Layout {
  const measured = parts
    .map((part) => ({ part, bounds: boundsOf(boxesOf(part.nodes, part.places)) }))
    .filter((one): one is { part: Part; bounds: Box } => one.bounds !== null)
    .sort((one, other) => other.bounds.height - one.bounds.height);
  const most = rowWidth(measured.map(({ bounds }) => bounds));
  const packed: Layout = { places: new Map(), ways: new Map() };
  let corner = { x: 0, y: 0 };
  let rowHeight = 0;
  for (const { part, bounds } of measured) {
    if (corner.x > 0 && corner.x + bounds.width > most) {
      corner = { x: 0, y: corner.y + rowHeight + PART_GAP };
      rowHeight = 0;
    }
    const { places, ways } = shiftLayout(part, { x: corner.x - bounds.x, y: corner.y - bounds.y });
    for (const [id, at] of places) packed.places.set(id, at);
    for (const [id, points] of ways) packed.ways.set(id, points);
    corner = { x: corner.x + bounds.width + PART_GAP, y: corner.y };
    rowHeight = Math.max(rowHeight, bounds.height);
  }
  return packed;
}
