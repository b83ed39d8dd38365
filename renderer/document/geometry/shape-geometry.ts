/** Lines and arrows: their ends, their heads, and the box that says where they are. Pure. */
import type { ShapeNode } from '../../../shared/document/topology';
import type { Point } from '../records/new-node';
import type { Box } from './geometry';

type LineFields = Pick<ShapeNode, 'x' | 'y' | 'width' | 'height' | 'rising' | 'backwards'>;

export interface LineEnds {
  /** Where the line begins. */
  tail: Point;
  /** Where the arrow points to. */
  head: Point;
}

export function isLine({ form }: Pick<ShapeNode, 'form'>): boolean {
  return form === 'line' || form === 'arrow';
}

/** The ends of a line, relative to its corner. */
export function lineEnds(shape: Omit<LineFields, 'x' | 'y'>): LineEnds {
  const { width, height, rising, backwards } = shape;
  const left = { x: 0, y: rising ? height : 0 };
  const right = { x: width, y: rising ? 0 : height };
  return backwards ? { tail: right, head: left } : { tail: left, head: right };
}

/** What a shape says about a line between two points of the canvas. */
export function lineBetween({ tail, head }: LineEnds): LineFields {
  const backwards = head.x < tail.x;
  const [left, right] = backwards ? [head, tail] : [tail, head];
  return {
    ...boxBetween(tail, head, 1),
    rising: right.y < left.y,
    backwards,
  };
}

/** The box between two of its corners, in whole pixels. */
export function boxBetween(one: Point, other: Point, least: number): Box {
  return {
    x: Math.round(Math.min(one.x, other.x)),
    y: Math.round(Math.min(one.y, other.y)),
    width: Math.max(least, Math.round(Math.abs(other.x - one.x))),
    height: Math.max(least, Math.round(Math.abs(other.y - one.y))),
  };
}

const HEAD_LENGTH = 14;
const HEAD_HALF = 6;

/** The filled triangle at the head of an arrow, as an SVG path. */
export function arrowHead({ tail, head }: LineEnds): string {
  const length = Math.hypot(head.x - tail.x, head.y - tail.y) || 1;
  const [dx, dy] = [(head.x - tail.x) / length, (head.y - tail.y) / length];
  const foot = { x: head.x - dx * HEAD_LENGTH, y: head.y - dy * HEAD_LENGTH };
  const corner = (side: number) =>
    `${round(foot.x - dy * HEAD_HALF * side)} ${round(foot.y + dx * HEAD_HALF * side)}`;
  return `M${round(head.x)} ${round(head.y)}L${corner(1)}L${corner(-1)}z`;
}

/** The line as an SVG path; an arrow's ends within its head, which is sharper so. */
export function linePath({ tail, head }: LineEnds, isArrow: boolean): string {
  const length = Math.hypot(head.x - tail.x, head.y - tail.y) || 1;
  const part = isArrow ? Math.max(0, 1 - (HEAD_LENGTH - 2) / length) : 1;
  const x = tail.x + (head.x - tail.x) * part;
  const y = tail.y + (head.y - tail.y) * part;
  return `M${round(tail.x)} ${round(tail.y)}L${round(x)} ${round(y)}`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
