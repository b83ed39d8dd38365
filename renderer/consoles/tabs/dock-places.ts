/** Where the panes of the dock and the borders between them lie, as shares of the dock. Pure. */
import type { DockLayout } from './dock-layout';

export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A border between two neighbours of a split. */
export interface Divider {
  /** The child to follow at each split, from the root to the border's split. */
  readonly path: readonly number[];
  /** The number of the child before it. */
  readonly at: number;
  readonly direction: 'row' | 'column';
  /** The whole split. */
  readonly place: Place;
  /** Where in the split the child before it begins, where the border is, and where the next one ends. */
  readonly from: number;
  readonly middle: number;
  readonly to: number;
}

export const WHOLE: Place = { x: 0, y: 0, width: 1, height: 1 };

interface Places {
  readonly panes: Map<string, Place>;
  readonly dividers: Divider[];
}

function part(place: Place, direction: 'row' | 'column', from: number, size: number): Place {
  return direction === 'row'
    ? { ...place, x: place.x + from * place.width, width: size * place.width }
    : { ...place, y: place.y + from * place.height, height: size * place.height };
}

function lay(layout: DockLayout, place: Place, path: readonly number[], found: Places): void {
  if (layout === null) return;
  if (layout.kind === 'pane') {
    found.panes.set(layout.id, place);
    return;
  }
  const { direction, children, sizes } = layout;
  let from = 0;
  for (const [at, child] of children.entries()) {
    const size = sizes[at]!;
    const middle = from + size;
    lay(child, part(place, direction, from, size), [...path, at], found);
    const next = sizes[at + 1];
    if (next !== undefined) {
      found.dividers.push({ path, at, direction, place, from, middle, to: middle + next });
    }
    from = middle;
  }
}

/** The places of all panes by their ids, and all borders. */
export function placesOf(layout: DockLayout): Places {
  const found: Places = { panes: new Map(), dividers: [] };
  lay(layout, WHOLE, [], found);
  return found;
}

/** A terminal of 80 columns is about so many times as wide as one of 24 rows is high. */
const TILE_SHAPE = 1.8;
const LEAST_TILE_WIDTH = 260;

/** How many columns let so many tiles come nearest to a terminal's shape. Sizes in pixels. */
export function tileColumns(count: number, width: number, height: number): number {
  const most = Math.max(1, Math.floor(width / LEAST_TILE_WIDTH));
  let best = 1;
  let bestFit = Number.POSITIVE_INFINITY;
  for (let columns = 1; columns <= Math.min(count, most); columns++) {
    const shape = width / columns / (height / Math.ceil(count / columns));
    const fit = Math.abs(Math.log(shape / TILE_SHAPE));
    if (fit < bestFit) {
      best = columns;
      bestFit = fit;
    }
  }
  return best;
}
