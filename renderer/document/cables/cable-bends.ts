/**
 * A cable at right angles: of a few sensible ways from jack to jack the shortest, with few corners, that
 * crosses neither of its own nodes. Pure.
 */

import type { PlacedEnd } from '../geometry/cable-ends';
import type { Box } from '../geometry/geometry';
import { lengthOf } from '../geometry/polyline';
import type { Point } from '../records/new-node';

/** How far past a node a cable turns. */
const STUB = 18;
/** What a corner costs, in pixels of length. */
const CORNER = 24;
/** What a pixel across one of its own nodes costs: hidden, it could not be followed. */
const CROSSING = 40;
/** Jacks are at the lower side: to leave through the rest of the node is a little worse. */
const BENEATH = 0.6;

/** The ways from above to below and from left to right, where the nodes leave room between them. */
function between(low: number, high: number): number[] {
  return high - low >= 2 ? [(low + high) / 2] : [];
}

/** Heights or sides at which a cable can cross over: between the nodes, before and behind both. */
function channels(oneLow: number, oneHigh: number, otherLow: number, otherHigh: number): number[] {
  return [
    ...between(oneHigh, otherLow),
    ...between(otherHigh, oneLow),
    Math.max(oneHigh, otherHigh) + STUB,
    Math.min(oneLow, otherLow) - STUB,
  ];
}

/** Ways that leave both jacks upwards or downwards. Jacks are in rows: no two such ways cover each other. */
function upright({ box: a, jack: from }: PlacedEnd, { box: b, jack: to }: PlacedEnd): Point[][] {
  return channels(a.y, a.y + a.height, b.y, b.y + b.height).map((y) => [
    from,
    { x: from.x, y },
    { x: to.x, y },
    to,
  ]);
}

/** Ways that leave a jack, or both, to a side. */
function level({ box: a, jack: from }: PlacedEnd, { box: b, jack: to }: PlacedEnd): Point[][] {
  const sides = channels(a.x, a.x + a.width, b.x, b.x + b.width);
  return [
    ...sides.map((x) => [from, { x, y: from.y }, { x, y: to.y }, to]),
    [from, { x: from.x, y: to.y }, to],
    [from, { x: to.x, y: from.y }, to],
  ];
}

/** The length of a level or upright piece that lies in a box. */
function within(from: Point, to: Point, { x, y, width, height }: Box): number {
  const left = Math.max(x, Math.min(from.x, to.x));
  const right = Math.min(x + width, Math.max(from.x, to.x));
  const top = Math.max(y, Math.min(from.y, to.y));
  const bottom = Math.min(y + height, Math.max(from.y, to.y));
  return right < left || bottom < top ? 0 : right - left + (bottom - top);
}

function cost(line: readonly Point[], { box: a }: PlacedEnd, { box: b }: PlacedEnd): number {
  let sum = lengthOf(line) + (line.length - 2) * CORNER;
  const last = line.length - 1;
  for (let index = 1; index <= last; index++) {
    const [from, to] = [line[index - 1]!, line[index]!];
    sum += within(from, to, a) * (index === 1 ? BENEATH : CROSSING);
    sum += within(from, to, b) * (index === last ? BENEATH : CROSSING);
  }
  return sum;
}

/** Without points that change nothing: doubled ones, and ones in the middle of a straight piece. */
function simple(line: readonly Point[]): Point[] {
  const kept = line.filter(
    ({ x, y }, index) => index === 0 || x !== line[index - 1]!.x || y !== line[index - 1]!.y,
  );
  const turns = (index: number) => {
    const [before, at, after] = [kept[index - 1]!, kept[index]!, kept[index + 1]!];
    return (at.x - before.x) * (after.y - at.y) !== (at.y - before.y) * (after.x - at.x);
  };
  const inner = kept.filter((_, index) => index > 0 && index < kept.length - 1 && turns(index));
  return [line[0]!, ...inner, line[line.length - 1]!];
}

/** Its level piece above or below, so that cables with the same nodes lie side by side. */
function shifted(line: Point[], aside: number): Point[] {
  const [from, one, other, to] = line;
  if (from === undefined || one === undefined || other === undefined || to === undefined)
    return line;
  return [from, { x: one.x, y: one.y + aside }, { x: other.x, y: other.y + aside }, to];
}

/**
 * The way from jack to jack.
 *
 * @param aside how far its long piece is moved, in pixels, for one with company; null for one alone
 */
export function bentLine(a: PlacedEnd, b: PlacedEnd, aside: number | null): Point[] {
  let best: Point[] = [a.jack, b.jack];
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of aside === null ? [...upright(a, b), ...level(a, b)] : upright(a, b)) {
    const line = simple(candidate);
    const worth = cost(line, a, b);
    if (worth >= least) continue;
    least = worth;
    best = line;
  }
  return aside === null ? best : shifted(best, aside);
}
