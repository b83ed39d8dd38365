/**
 * A short way around boxes, of straight pieces from corner to corner: A* over the corners of what is in the way,
 * which are looked up as the search comes to them. Pure.
 */
import type { Point } from '../records/new-node';
import type { LinesOfSight, NamedBox } from './lines-of-sight';

/** What a bend costs, in pixels of length. */
const BEND = 60;
const MOST_STEPS = 160;
const MOST_BOXES_A_STEP = 20;

interface Ends {
  from: Point;
  to: Point;
  /** Ids of the boxes that the ends are in. */
  a: string;
  b: string;
}

interface Step {
  at: Point;
  cost: number;
  guess: number;
  before: Step | null;
}

const distance = (one: Point, other: Point) => Math.hypot(one.x - other.x, one.y - other.y);

function cornersOf({ x, y, width, height }: NamedBox, room: number): Point[] {
  const [left, right] = [Math.round(x - room), Math.round(x + width + room)];
  const [top, bottom] = [Math.round(y - room), Math.round(y + height + room)];
  return [left, right].flatMap((column) => [top, bottom].map((row) => ({ x: column, y: row })));
}

/** The corners that can be gone to from here, of what is in the way and of what is in the way to those. */
function nextCorners(
  at: Point,
  blocking: NamedBox[],
  own: string[],
  sight: LinesOfSight,
  room: number,
) {
  const seen = new Set(blocking);
  const reached: Point[] = [];
  // A set is gone through to the boxes that are added meanwhile.
  for (const box of seen) {
    for (const corner of cornersOf(box, room)) {
      const inWay = sight.behind(at, corner, own);
      if (inWay.length === 0) reached.push(corner);
      else if (seen.size < MOST_BOXES_A_STEP) for (const other of inWay) seen.add(other);
    }
  }
  return reached;
}

function pathTo(step: Step): Point[] {
  const path: Point[] = [];
  for (let at: Step = step; at.before !== null; at = at.before) path.unshift(at.at);
  return path;
}

/** The open step from which the end seems nearest; it is taken out. */
function takeBest(open: Step[]): Step {
  let best = 0;
  open.forEach((step, index) => {
    if (step.guess < open[best]!.guess) best = index;
  });
  return open.splice(best, 1)[0]!;
}

/** How many steps all searches of one drawing may take together. */
export interface Effort {
  steps: number;
}

/**
 * The corners of the way; null where none is found within reasonable work.
 *
 * @param room how far from the boxes it goes, in pixels
 * @param effort what is left of it; it gets less
 */
export function wayAround(
  ends: Ends,
  sight: LinesOfSight,
  room: number,
  effort: Effort,
): Point[] | null {
  const { from, to, a, b } = ends;
  const known = new Map<string, number>();
  const open: Step[] = [{ at: from, cost: 0, guess: distance(from, to), before: null }];
  for (let steps = 0; open.length > 0 && steps < MOST_STEPS && effort.steps > 0; steps++) {
    effort.steps--;
    const step = takeBest(open);
    const leaving = step.before === null ? [a] : [];
    const blocking = sight.behind(step.at, to, [...leaving, b]);
    if (blocking.length === 0) return pathTo(step);
    for (const corner of nextCorners(step.at, blocking, leaving, sight, room)) {
      const cost = step.cost + distance(step.at, corner) + BEND;
      const key = `${corner.x} ${corner.y}`;
      if (cost >= (known.get(key) ?? Number.POSITIVE_INFINITY)) continue;
      known.set(key, cost);
      open.push({ at: corner, cost, guess: cost + distance(corner, to), before: step });
    }
  }
  return null;
}
