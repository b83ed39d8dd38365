/**
 * A switch with its machines around it, as one body among others: evenly, and with a gap towards each of its other
 * neighbours, so that cables from there are not hidden. Pure.
 */
import type { Point } from '../records/new-node';
import { GAP, type LayoutNode } from './layout-graph';

/** So many stand in one ring; more in two, those of the outer one behind the gaps of the inner one. */
const FEW_LEAVES = 12;
const FULL_TURN = 2 * Math.PI;
/** For machines that stand nearer to each other than on average, between two neighbours of the switch. */
const SLACK = 1.12;

export interface Flower {
  hub: LayoutNode;
  leaves: readonly LayoutNode[];
  /** From the middle to the inner ring, and from that to the outer one; 0 if there is none. */
  inner: number;
  ring: number;
  /** From the middle to the outermost corner. */
  radius: number;
}

function diagonal({ width, height }: LayoutNode): number {
  return Math.hypot(width, height) + GAP / 2;
}

/** @param others how many neighbours the switch has besides its machines */
export function flowerOf(hub: LayoutNode, leaves: readonly LayoutNode[], others: number): Flower {
  const size = Math.max(...leaves.map(diagonal));
  const slots = leaves.length + others;
  const isDouble = leaves.length > FEW_LEAVES;
  const least = (diagonal(hub) + size) / 2;
  const chord = isDouble
    ? (size / 2 + GAP / 4) / Math.sin(FULL_TURN / (slots + 1))
    : size / (2 * Math.sin(Math.PI / Math.max(2, slots)));
  const inner = Math.max(least, chord * SLACK);
  const ring = isDouble ? size : 0;
  return { hub, leaves, inner, ring, radius: inner + ring + size / 2 };
}

/** How many of the machines stand in each part of the turn between two neighbours, by the parts' angles. */
function shares(count: number, arcs: readonly number[]): number[] {
  const given = arcs.map(() => 0);
  for (let left = count; left > 0; left--) {
    let best = 0;
    arcs.forEach((arc, index) => {
      if (arc / (given[index]! + 2) > arcs[best]! / (given[best]! + 2)) best = index;
    });
    given[best]!++;
  }
  return given;
}

/** The directions of machines, in radians, between those of the other neighbours. */
function directions(count: number, others: readonly number[]): number[] {
  if (others.length === 0) {
    const slots = count > FEW_LEAVES && count % 2 === 1 ? count + 1 : count;
    return Array.from({ length: count }, (_, at) => (at * FULL_TURN) / slots - Math.PI / 2);
  }
  const sorted = [...others].sort((one, other) => one - other);
  const arcs = sorted.map((from, index) => (sorted[index + 1] ?? sorted[0]! + FULL_TURN) - from);
  return shares(count, arcs).flatMap((share, index) =>
    Array.from(
      { length: share },
      (_, at) => sorted[index]! + (arcs[index]! * (at + 1)) / (share + 1),
    ),
  );
}

/** The middles of the machines around the middle of their switch; `others` are those of its other neighbours. */
export function leafMiddles(
  { leaves, inner, ring }: Flower,
  middle: Point,
  others: readonly Point[],
): Map<string, Point> {
  const towards = others.map(({ x, y }) => Math.atan2(y - middle.y, x - middle.x));
  const angles = directions(leaves.length, towards);
  return new Map(
    leaves.map(({ id }, index) => {
      const radius = inner + (index % 2) * ring;
      const angle = angles[index]!;
      return [
        id,
        { x: middle.x + radius * Math.cos(angle), y: middle.y + radius * Math.sin(angle) },
      ];
    }),
  );
}
