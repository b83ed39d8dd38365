/** Lines of straight pieces: lengths, places on them, where they leave a box. Pure. */
import type { Point } from '../records/new-node';
import { type Box, isInside } from './boxes';

/** From its start to its end; at least two points. */
export type Polyline = readonly Point[];

/** A place on a line and the way that the line goes there, of length 1. */
export interface PlaceOnLine extends Point {
  dx: number;
  dy: number;
}

const distance = (one: Point, other: Point) => Math.hypot(other.x - one.x, other.y - one.y);

export function lengthOf(line: Polyline): number {
  let length = 0;
  for (let index = 1; index < line.length; index++)
    length += distance(line[index - 1]!, line[index]!);
  return length;
}

function placeOn(from: Point, to: Point, part: number, length: number): PlaceOnLine {
  const dx = (to.x - from.x) / length;
  const dy = (to.y - from.y) / length;
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part, dx, dy };
}

/** The place so many pixels from the line's start, at most its end. Asked for dozens of times by each label. */
export function placeAt(line: Polyline, along: number): PlaceOnLine {
  let left = Math.max(0, along);
  let last = 0;
  for (let index = 1; index < line.length; index++) {
    const from = line[index - 1]!;
    const to = line[index]!;
    const length = distance(from, to);
    if (length === 0) continue;
    if (left <= length) return placeOn(from, to, left / length, length);
    left -= length;
    last = index;
  }
  const end = line[last]!;
  if (last === 0) return { x: end.x, y: end.y, dx: 1, dy: 0 };
  const before = line[last - 1]!;
  return placeOn(before, end, 1, distance(before, end));
}

/** The part, from 0 to 1, of a straight piece at which it leaves a box that it starts in. */
function exitPart(from: Point, to: Point, box: Box): number {
  const along = (start: number, end: number, low: number, high: number) => {
    if (end === start) return Number.POSITIVE_INFINITY;
    return ((end > start ? high : low) - start) / (end - start);
  };
  return Math.min(
    along(from.x, to.x, box.x, box.x + box.width),
    along(from.y, to.y, box.y, box.y + box.height),
  );
}

/** How far along the line leaves a box for the first time; 0 if it starts outside of it. */
export function exitOf(line: Polyline, box: Box): number {
  let along = 0;
  for (let index = 1; index < line.length; index++) {
    const [from, to] = [line[index - 1]!, line[index]!];
    if (!isInside(from, box)) return along;
    const length = distance(from, to);
    if (!isInside(to, box)) return along + length * Math.max(0, exitPart(from, to, box));
    along += length;
  }
  return along;
}

/** Whether a straight piece has a part within a box: what each of its two axes leaves of it is not nothing. */
function piecePasses(from: Point, to: Point, box: Box): boolean {
  let [first, last] = [0, 1];
  const cut = (start: number, end: number, low: number, high: number) => {
    if (start === end) return start > low && start < high;
    const [one, other] = [(low - start) / (end - start), (high - start) / (end - start)];
    first = Math.max(first, Math.min(one, other));
    last = Math.min(last, Math.max(one, other));
    return first < last;
  };
  return (
    cut(from.x, to.x, box.x, box.x + box.width) && cut(from.y, to.y, box.y, box.y + box.height)
  );
}

/** Whether the line goes through a box. */
export function passes(line: Polyline, box: Box): boolean {
  return line.some((to, index) => index > 0 && piecePasses(line[index - 1]!, to, box));
}

/** The same line beside itself: to the right of its way, by so many pixels. */
export function beside(line: Polyline, aside: number): Point[] {
  return line.map((point, index) => {
    const before = line[Math.max(0, index - 1)]!;
    const after = line[Math.min(line.length - 1, index + 1)]!;
    const length = distance(before, after) || 1;
    return {
      x: point.x - ((after.y - before.y) / length) * aside,
      y: point.y + ((after.x - before.x) / length) * aside,
    };
  });
}

export function reversed(line: Polyline): Point[] {
  return [...line].reverse();
}

/** How far a point is from the nearest place of a straight piece. */
export function distanceToPiece({ x, y }: Point, from: Point, to: Point): number {
  const length = distance(from, to);
  if (length === 0) return Math.hypot(x - from.x, y - from.y);
  const part = ((x - from.x) * (to.x - from.x) + (y - from.y) * (to.y - from.y)) / length ** 2;
  const kept = Math.min(1, Math.max(0, part));
  return Math.hypot(x - from.x - kept * (to.x - from.x), y - from.y - kept * (to.y - from.y));
}

/** How far a point is from the nearest place of a line. */
export function distanceToLine(point: Point, line: Polyline): number {
  let least = Number.POSITIVE_INFINITY;
  for (let index = 1; index < line.length; index++) {
    least = Math.min(least, distanceToPiece(point, line[index - 1]!, line[index]!));
  }
  return least;
}

const shown = (value: number) => Math.round(value * 100) / 100;

/** Straight pieces as the path of an SVG. */
export function pathOf(line: Polyline): string {
  return line
    .map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${shown(x)} ${shown(y)}`)
    .join('');
}

function towards(from: Point, to: Point, most: number): Point {
  const length = distance(from, to) || 1;
  const part = Math.min(0.5, most / length);
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

/** Straight pieces with rounded corners. @param radius in pixels; less where pieces are short */
export function roundedPath(line: Polyline, radius: number): string {
  let path = pathOf(line.slice(0, 1));
  for (let index = 1; index < line.length - 1; index++) {
    const corner = line[index]!;
    const into = towards(corner, line[index - 1]!, radius);
    const out = towards(corner, line[index + 1]!, radius);
    path += `L${shown(into.x)} ${shown(into.y)}Q${shown(corner.x)} ${shown(corner.y)} ${shown(out.x)} ${shown(out.y)}`;
  }
  const { x, y } = line[line.length - 1]!;
  return `${path}L${shown(x)} ${shown(y)}`;
}
