/** Lining nodes up and spacing them out. Pure: boxes in, new corners out. */
import type { Box } from '../geometry/geometry';
import { boundsOf } from '../geometry/geometry';
import type { Point } from '../records/new-node';

export interface Placed {
  id: string;
  box: Box;
  /** It stays; others line up with it. */
  locked: boolean;
}

export const sides = ['left', 'centre', 'right', 'top', 'middle', 'bottom'] as const;
export type Side = (typeof sides)[number];
export type Axis = 'x' | 'y';

/** What lies between things that would cover each other if they were spaced out in their room. */
const LEAST_GAP = 24;

type Move = readonly [id: string, corner: Point];

function alignedCorner(box: Box, to: Box, side: Side): Point {
  switch (side) {
    case 'left':
      return { x: to.x, y: box.y };
    case 'centre':
      return { x: to.x + (to.width - box.width) / 2, y: box.y };
    case 'right':
      return { x: to.x + to.width - box.width, y: box.y };
    case 'top':
      return { x: box.x, y: to.y };
    case 'middle':
      return { x: box.x, y: to.y + (to.height - box.height) / 2 };
    case 'bottom':
      return { x: box.x, y: to.y + to.height - box.height };
  }
}

/** Lines up with the outermost of all; with the locked ones where there are some. */
export function alignedPlaces(placed: readonly Placed[], side: Side): Move[] {
  const locked = placed.filter((one) => one.locked);
  const to = boundsOf((locked.length > 0 ? locked : placed).map(({ box }) => box));
  if (to === null) return [];
  return placed
    .filter((one) => !one.locked)
    .map(({ id, box }) => [id, alignedCorner(box, to, side)]);
}

/**
 * Makes the gaps between neighbours equal. The first and the last stay; where there is too little
 * room between them, all spread out from their middle.
 */
export function distributedPlaces(placed: readonly Placed[], axis: Axis): Move[] {
  const size = axis === 'x' ? 'width' : 'height';
  const row = placed.filter((one) => !one.locked);
  row.sort((one, other) => one.box[axis] - other.box[axis]);
  const bounds = boundsOf(row.map(({ box }) => box));
  if (bounds === null || row.length < 3) return [];
  const filled = row.reduce((sum, { box }) => sum + box[size], 0);
  const free = (bounds[size] - filled) / (row.length - 1);
  const gap = free < 0 ? LEAST_GAP : free;
  const overhang = (filled + gap * (row.length - 1) - bounds[size]) / 2;
  let at = bounds[axis] - overhang;
  return row.map(({ id, box }): Move => {
    const corner = { x: box.x, y: box.y, [axis]: at };
    at += box[size] + gap;
    return [id, corner];
  });
}
