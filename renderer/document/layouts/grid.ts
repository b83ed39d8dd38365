/** Rows and columns. Pure. */
import { GAP, type LayoutNode, type Places } from './layout-graph';

/** Drawings are wider than high, as screens are. */
const ASPECT = 1.6;

function columnCount(nodes: readonly LayoutNode[], width: number, height: number): number {
  const wanted = Math.ceil(Math.sqrt((nodes.length * ASPECT * (height + GAP)) / (width + GAP)));
  return Math.max(1, Math.min(nodes.length, wanted));
}

/**
 * Puts nodes into rows, in their order; each stands in the middle of its column and at the top of its
 * row.
 *
 * @param columns how many in a row; left out, so many that the whole is somewhat wider than high
 */
export function gridPlaces(nodes: readonly LayoutNode[], columns?: number): Places {
  const places: Places = new Map();
  const width = Math.max(0, ...nodes.map((node) => node.width));
  const height = Math.max(0, ...nodes.map((node) => node.height));
  const most = columns ?? columnCount(nodes, width, height);
  for (let first = 0, y = 0; first < nodes.length; first += most) {
    const row = nodes.slice(first, first + most);
    row.forEach((node, index) => {
      places.set(node.id, { x: index * (width + GAP) + (width - node.width) / 2, y });
    });
    y += Math.max(...row.map((node) => node.height)) + GAP;
  }
  return places;
}
