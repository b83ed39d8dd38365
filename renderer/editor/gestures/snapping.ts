/**
 * Where a dragged box comes to rest: in line with edges and middles of others near by, at the same
 * distance as its neighbours keep, or on the grid. Pure. Boxes are sorted once for each drag, so that
 * a move looks at a few of them only.
 */

import type { Box } from '../../document/geometry/geometry';
import type { Point } from '../../document/records/new-node';

/** A thin line that says what a dragged box is in line with. */
export interface Guide {
  /** `x`: a vertical line at that x; `y`: a horizontal one. */
  axis: 'x' | 'y';
  at: number;
  from: number;
  to: number;
}

export interface Snapped {
  /** What to add to the place under the pointer. */
  by: Point;
  guides: Guide[];
}

interface Mark {
  at: number;
  box: Box;
}

export interface SnapTargets {
  x: readonly Mark[];
  y: readonly Mark[];
  boxes: readonly Box[];
}

type Axis = 'x' | 'y';
const across = { x: 'y', y: 'x' } as const;
const length = { x: 'width', y: 'height' } as const;

/** Start, middle and end of a box along an axis. */
function linesOf(box: Box, axis: Axis): number[] {
  const size = box[length[axis]];
  return [box[axis], box[axis] + size / 2, box[axis] + size];
}

function marksOf(boxes: readonly Box[], axis: Axis): Mark[] {
  const marks = boxes.flatMap((box) => linesOf(box, axis).map((at) => ({ at, box })));
  return marks.sort((one, other) => one.at - other.at);
}

/** What a drag can be in line with: the boxes of all that stay and can be seen. */
export function snapTargets(boxes: readonly Box[]): SnapTargets {
  return { x: marksOf(boxes, 'x'), y: marksOf(boxes, 'y'), boxes };
}

function firstFrom(marks: readonly Mark[], least: number): number {
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (marks[middle]!.at < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Length of the gap between two boxes along an axis; 0 when they overlap there. */
function gapBetween(one: Box, other: Box, axis: Axis): number {
  const size = length[axis];
  return Math.max(0, other[axis] - one[axis] - one[size], one[axis] - other[axis] - other[size]);
}

interface Found {
  by: number;
  mark: Mark;
}

/** The line that is fewest pixels off; among equals that of the nearest box. */
function nearestMark(box: Box, marks: readonly Mark[], axis: Axis, reach: number): Found | null {
  let best: Found | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const line of linesOf(box, axis)) {
    for (let index = firstFrom(marks, line - reach); index < marks.length; index++) {
      const mark = marks[index]!;
      if (mark.at > line + reach) break;
      // Distance decides only between lines that are equally far off.
      const cost = Math.abs(mark.at - line) + gapBetween(box, mark.box, across[axis]) / 1e6;
      if (cost >= least) continue;
      least = cost;
      best = { by: mark.at - line, mark };
    }
  }
  return best;
}

function guideTo(box: Box, { at, box: other }: Mark, axis: Axis): Guide {
  const side = across[axis];
  const size = length[side];
  return {
    axis,
    at,
    from: Math.min(box[side], other[side]),
    to: Math.max(box[side] + box[size], other[side] + other[size]),
  };
}

interface Neighbour {
  box: Box;
  /** Free room between it and the dragged box. */
  gap: number;
}

/** The nearest box before and after along the axis, of those that are beside it. */
function besides(box: Box, boxes: readonly Box[], axis: Axis, after: boolean): Neighbour | null {
  let best: Neighbour | null = null;
  for (const other of boxes) {
    if (gapBetween(box, other, across[axis]) > 0 || other === box) continue;
    const [first, second] = after ? [box, other] : [other, box];
    const gap = second[axis] - first[axis] - first[length[axis]];
    if (gap >= 0 && (best === null || gap < best.gap)) best = { box: other, gap };
  }
  return best;
}

function spacingGuide(one: Box, other: Box, axis: Axis): Guide {
  const side = across[axis];
  const from = Math.max(one[side], other[side]);
  const to = Math.min(one[side] + one[length[side]], other[side] + other[length[side]]);
  const ends = [one[axis] + one[length[axis]], other[axis]];
  return { axis: side, at: (from + to) / 2, from: Math.min(...ends), to: Math.max(...ends) };
}

function isNear(by: number, reach: number): boolean {
  return Math.abs(by) <= reach;
}

/** Between two neighbours: the middle of the room that they leave. */
function evenBetween(before: Neighbour, after: Neighbour): number {
  return (after.gap - before.gap) / 2;
}

interface Spaced {
  by: number;
  pairs: [Box, Box][];
}

/** How to keep the same distance as the neighbours do; null when nothing of it is near. */
function evenSpacing(box: Box, boxes: readonly Box[], axis: Axis, reach: number): Spaced | null {
  const before = besides(box, boxes, axis, false);
  const after = besides(box, boxes, axis, true);
  const found: Spaced[] = [];
  if (before !== null && after !== null) {
    const pairs: [Box, Box][] = [
      [before.box, box],
      [box, after.box],
    ];
    found.push({ by: evenBetween(before, after), pairs });
  }
  const further = before && besides(before.box, boxes, axis, false);
  if (before && further) {
    const pairs: [Box, Box][] = [
      [further.box, before.box],
      [before.box, box],
    ];
    found.push({ by: further.gap - before.gap, pairs });
  }
  const beyond = after && besides(after.box, boxes, axis, true);
  if (after && beyond) {
    const pairs: [Box, Box][] = [
      [box, after.box],
      [after.box, beyond.box],
    ];
    found.push({ by: after.gap - beyond.gap, pairs });
  }
  return found.find(({ by }) => isNear(by, reach)) ?? null;
}

function shifted(box: Box, by: Point): Box {
  return { ...box, x: box.x + by.x, y: box.y + by.y };
}

function guidesOf(
  box: Box,
  axis: Axis,
  found: Found | null,
  spaced: Spaced | null,
  moved: Box,
): Guide[] {
  if (found !== null) return [guideTo(moved, found.mark, axis)];
  if (spaced === null) return [];
  const there = (one: Box) => (one === box ? moved : one);
  return spaced.pairs.map(([one, other]) => spacingGuide(there(one), there(other), axis));
}

/**
 * How far to shift a box that is dragged over `targets`.
 *
 * @param reach how near a line must be, in pixels of the drawing
 */
export function snapToOthers(box: Box, targets: SnapTargets, reach: number): Snapped {
  const found = {
    x: nearestMark(box, targets.x, 'x', reach),
    y: nearestMark(box, targets.y, 'y', reach),
  };
  const spaced = {
    x: found.x === null ? evenSpacing(box, targets.boxes, 'x', reach) : null,
    y: found.y === null ? evenSpacing(box, targets.boxes, 'y', reach) : null,
  };
  const by = {
    x: found.x?.by ?? spaced.x?.by ?? 0,
    y: found.y?.by ?? spaced.y?.by ?? 0,
  };
  const moved = shifted(box, by);
  const guides = (['x', 'y'] as const).flatMap((axis) =>
    guidesOf(box, axis, found[axis], spaced[axis], moved),
  );
  return { by, guides };
}

/** How far to shift a point so that it lies on the grid. */
export function snapToGrid({ x, y }: Point, step: number): Point {
  return { x: Math.round(x / step) * step - x, y: Math.round(y / step) * step - y };
}
