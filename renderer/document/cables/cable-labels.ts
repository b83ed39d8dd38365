/**
 * Where the labels of cables stand: each on its line, as near to its node as there is room, over no node
 * and no other label. One that finds no room is left out until there is. The place depends only on what
 * is drawn, so that a picture and the screen have the same. Pure.
 */

import { around, type BoxGrid } from '../geometry/box-grid';
import { type Box, boxAt, type Size } from '../geometry/boxes';
import type { PlacedEnd } from '../geometry/cable-ends';
import { lengthOf, type PlaceOnLine, type Polyline, placeAt, reversed } from '../geometry/polyline';
import type { Point } from '../records/new-node';
import { visiblePart } from './cable-route';

export interface Pill extends Point {
  width: number;
  text: string;
  /** How far along the line it stands, in pixels from its end. */
  along: number;
}

export const PILL_HEIGHT = 18;
const PILL_GAP = 5;
const CHARACTER_WIDTH = 6.4;
const PILL_PADDING = 22;
/** A label never goes past this part of the visible line. */
const MOST_OF_LINE = 0.62;
const MOST_TRIES = 24;
/** Between a label and whatever it evades. */
const CLEAR = 1;

export function pillBox(pill: Pill): Box {
  return boxAt(pill, { width: pill.width, height: PILL_HEIGHT });
}

/** How far a box has to go along the line until it is clear of another one. */
function untilClear(box: Box, other: Box, { dx, dy }: PlaceOnLine): number {
  const axis = (way: number, low: number, high: number, otherLow: number, otherHigh: number) => {
    if (Math.abs(way) < 1e-6) return Number.POSITIVE_INFINITY;
    return way > 0 ? (otherHigh - low) / way : (high - otherLow) / -way;
  };
  const { x, y, width, height } = box;
  const right = other.x + other.width;
  const bottom = other.y + other.height;
  const least = Math.min(
    axis(dx, x, x + width, other.x, right),
    axis(dy, y, y + height, other.y, bottom),
  );
  return Math.max(2, least + CLEAR);
}

interface Slot {
  /** Null where there is no room. */
  place: (Point & { along: number }) | null;
  /** All that was looked at: while nothing changes there, the answer stays. */
  looked: Box;
}

/** The first free place for a box of this size on the line, between two distances from its start. */
function slide(
  line: Polyline,
  [start, end]: readonly [number, number],
  size: Size,
  taken: BoxGrid,
): Slot {
  let along = start;
  let looked: Box | null = null;
  for (let tries = 0; tries < MOST_TRIES && along <= end; tries++) {
    const place = placeAt(line, along);
    const box = boxAt(place, size);
    looked = looked === null ? box : around(looked, box);
    const hit = taken.hit(box);
    if (hit === undefined) return { place: { x: place.x, y: place.y, along }, looked };
    along += untilClear(box, hit, place);
  }
  return { place: null, looked: looked ?? boxAt(placeAt(line, start), size) };
}

function pillSize(text: string): Size {
  return { width: PILL_PADDING + text.length * CHARACTER_WIDTH, height: PILL_HEIGHT };
}

export interface PlacedPill {
  pill: Pill | null;
  looked: Box;
}

/** The label of the line's first end; the node there is among what is taken. */
function placePill(
  line: Polyline,
  a: PlacedEnd,
  [start, end]: readonly [number, number],
  taken: BoxGrid,
): PlacedPill {
  const size = pillSize(a.label);
  const spaced = { width: size.width + 2 * PILL_GAP, height: size.height + 2 * PILL_GAP };
  const most = start + (end - start) * MOST_OF_LINE;
  const { place, looked } = slide(line, [start, most], spaced, taken);
  if (place === null) return { pill: null, looked };
  return { pill: { ...place, width: size.width, text: a.label }, looked };
}

const CHARACTER_OF_LABEL = 6.2;
const LABEL_PADDING = 12;
export const LABEL_LINE = 14;

export interface CableLabelBox extends Point, Size {
  lines: readonly string[];
}

export function boxOfLabel(label: CableLabelBox): Box {
  return boxAt(label, label);
}

/** How large the label in the middle of a cable is. */
export function labelSize(lines: readonly string[]): Size {
  const longest = Math.max(...lines.map((line) => line.length));
  return {
    width: LABEL_PADDING + longest * CHARACTER_OF_LABEL,
    height: lines.length * LABEL_LINE + 4,
  };
}

const TRIES_OF_LABEL = 9;
const STEP_OF_LABEL = 22;

/** Between a line and a label beside it; further off where labels of ports take that room. */
const BESIDE = 6;
const FURTHER = [12, 26, 42];

/** Places for the label in the middle: there, beside the line, and ever further along it. */
function* middlePlaces(
  line: Polyline,
  [start, end]: readonly [number, number],
  size: Size,
  gap: number,
) {
  const middle = (start + end) / 2;
  for (let step = 0; step < TRIES_OF_LABEL; step++) {
    const shift = Math.ceil(step / 2) * STEP_OF_LABEL * (step % 2 === 0 ? 1 : -1);
    if (Math.abs(shift) > (end - start) / 2) continue;
    const { x, y, dx, dy } = placeAt(line, middle + shift);
    const half = Math.abs(dy) * (size.width / 2) + Math.abs(dx) * (size.height / 2) + gap;
    // On a steep line, beside a flat one, so that it hides as little of the line as can be.
    const flat = Math.abs(dx) >= 2 * Math.abs(dy);
    const side = dx >= 0 ? 1 : -1;
    const beside = [half * side, -half * side].map((by) => ({ x: x - dy * by, y: y + dx * by }));
    yield* flat ? [...beside, { x, y }] : [{ x, y }, ...beside];
  }
}

/**
 * The first free place about the middle of a line; null where there is no room.
 *
 * @param gap between the line and what is beside it, in pixels
 */
export function freeMiddle(
  line: Polyline,
  visible: readonly [number, number],
  size: Size,
  taken: Pick<BoxGrid, 'hit'>,
  gap = BESIDE,
): { place: Point | null; first: Point; looked: Box } {
  let first: Point | null = null;
  let looked: Box | null = null;
  for (const place of middlePlaces(line, visible, size, gap)) {
    const box = boxAt(place, size);
    first ??= place;
    looked = looked === null ? box : around(looked, box);
    if (taken.hit(box) === undefined) return { place, first, looked };
  }
  first ??= placeAt(line, visible[0]);
  return { place: null, first, looked: looked ?? boxAt(first, size) };
}

/** The label in the middle of a cable; where there is no room it covers something. */
export function placeLabel(
  line: Polyline,
  visible: readonly [number, number],
  lines: readonly string[],
  taken: BoxGrid,
): { label: CableLabelBox; looked: Box } {
  const size = labelSize(lines);
  const nearest = freeMiddle(line, visible, size, taken);
  let { place, looked } = nearest;
  for (const gap of FURTHER) {
    if (place !== null) break;
    const next = freeMiddle(line, visible, size, taken, gap);
    place = next.place;
    looked = around(looked, next.looked);
  }
  const { x, y } = place ?? nearest.first;
  return { label: { x, y, ...size, lines }, looked };
}

const SIGN_GAP = 12;

/** Where a sign about the line's first end stands: past its label, or past its node without one. */
export function signPlace(line: Polyline, pill: Pill | null, exit: number): Point {
  const from = pill?.along ?? exit;
  const { dx, dy } = placeAt(line, from);
  const half = pill === null ? 0 : (Math.abs(dx) * pill.width + Math.abs(dy) * PILL_HEIGHT) / 2;
  const { x, y } = placeAt(line, Math.min(lengthOf(line) * 0.6, from + half + SIGN_GAP));
  return { x, y };
}

/** Both labels of a cable. */
export function placePills(
  line: Polyline,
  a: PlacedEnd,
  b: PlacedEnd,
  taken: BoxGrid,
): { a: PlacedPill; b: PlacedPill } {
  const [start, end] = visiblePart(line, a, b);
  const length = lengthOf(line);
  const one = placePill(line, a, [start, end], taken);
  if (one.pill !== null) taken.add(pillBox(one.pill));
  const other = placePill(reversed(line), b, [length - end, length - start], taken);
  if (other.pill !== null) taken.add(pillBox(other.pill));
  return { a: one, b: other };
}
