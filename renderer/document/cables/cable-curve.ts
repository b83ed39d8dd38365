/** A cable as a smooth curve, from jack to jack or through points. Pure. */

import type { PlacedEnd } from '../geometry/cable-ends';
import type { Point } from '../records/new-node';

/** A piece of a curve with its two handles, as SVG's `C` has them. */
export type CubicPiece = readonly [from: Point, one: Point, other: Point, to: Point];

const LEAST_REACH = 30;
const MOST_REACH = 180;
const PIECES_OF_CUBIC = 14;

/** Which way a curve leaves each end: towards the other, or hanging down when they are side by side. */
function directions({ box: a }: PlacedEnd, { box: b }: PlacedEnd): [number, number] {
  if (b.y >= a.y + a.height) return [1, -1];
  if (b.y + b.height <= a.y) return [-1, 1];
  return [1, 1];
}

function hanging(a: PlacedEnd, b: PlacedEnd, aside: number): CubicPiece {
  const [from, to] = [a.jack, b.jack];
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const reach = Math.min(MOST_REACH, Math.max(LEAST_REACH, length * 0.45));
  const [down, up] = directions(a, b);
  // A handle moves the middle of the curve by three quarters of what it is moved itself.
  const bow = (aside * 4) / 3;
  const across = {
    x: (-(to.y - from.y) / (length || 1)) * bow,
    y: ((to.x - from.x) / (length || 1)) * bow,
  };
  return [
    from,
    { x: from.x + across.x, y: from.y + down * reach + across.y },
    { x: to.x + across.x, y: to.y + up * reach + across.y },
    to,
  ];
}

/** Through all points, with the tangent of each along its neighbours (Catmull-Rom). */
function through(points: readonly Point[]): CubicPiece[] {
  const tangent = (index: number): Point => {
    const before = points[Math.max(0, index - 1)]!;
    const after = points[Math.min(points.length - 1, index + 1)]!;
    return { x: (after.x - before.x) / 6, y: (after.y - before.y) / 6 };
  };
  return points.slice(1).map((to, index) => {
    const from = points[index]!;
    const [leave, arrive] = [tangent(index), tangent(index + 1)];
    const one = { x: from.x + leave.x, y: from.y + leave.y };
    return [from, one, { x: to.x - arrive.x, y: to.y - arrive.y }, to];
  });
}

/** The curve. @param aside how far it bows to the side without points, in pixels */
export function curve(
  a: PlacedEnd,
  b: PlacedEnd,
  points: readonly Point[],
  aside = 0,
): CubicPiece[] {
  if (points.length === 0) return [hanging(a, b, aside)];
  return through([a.jack, ...points, b.jack]);
}

function onCubic([from, one, other, to]: CubicPiece, part: number): Point {
  const rest = 1 - part;
  const weights = [rest ** 3, 3 * rest ** 2 * part, 3 * rest * part ** 2, part ** 3] as const;
  const mix = (axis: 'x' | 'y') =>
    weights[0] * from[axis] +
    weights[1] * one[axis] +
    weights[2] * other[axis] +
    weights[3] * to[axis];
  return { x: mix('x'), y: mix('y') };
}

/** Straight pieces that follow the curve closely enough for what stands and moves on it. */
export function flattened(pieces: readonly CubicPiece[]): Point[] {
  const line = [pieces[0]![0]];
  for (const piece of pieces) {
    for (let step = 1; step <= PIECES_OF_CUBIC; step++) {
      line.push(onCubic(piece, step / PIECES_OF_CUBIC));
    }
  }
  return line;
}

const shown = (value: number) => Math.round(value * 100) / 100;
const place = ({ x, y }: Point) => `${shown(x)} ${shown(y)}`;

export function curvePath(pieces: readonly CubicPiece[]): string {
  const [first] = pieces;
  const parts = pieces.map(([, one, other, to]) => `C${place(one)} ${place(other)} ${place(to)}`);
  return `M${place(first![0])}${parts.join('')}`;
}
