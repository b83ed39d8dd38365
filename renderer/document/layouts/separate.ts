/** Moves boxes apart that cover each other. Pure. */
import { GAP, type LayoutNode, type Places } from './layout-graph';

interface Body extends LayoutNode {
  x: number;
  y: number;
}

const MOST_ROUNDS = 120;
const GROWTH = 1.08;

/** How far two boxes reach into each other's room, by axis; null when they do not. */
function overlap(one: Body, other: Body, gap: number): { x: number; y: number } | null {
  const x = (one.width + other.width) / 2 + gap - Math.abs(one.x - other.x);
  const y = (one.height + other.height) / 2 + gap - Math.abs(one.y - other.y);
  return x > 0 && y > 0 ? { x, y } : null;
}

/** Pairs that may touch: from left to right, until the next begins beyond this one's end. */
function eachPair(bodies: readonly Body[], gap: number, visit: (a: Body, b: Body) => void): void {
  const left = (body: Body) => body.x - body.width / 2;
  const sorted = [...bodies].sort((one, other) => left(one) - left(other));
  sorted.forEach((one, index) => {
    const end = one.x + one.width / 2 + gap;
    for (let next = index + 1; next < sorted.length; next++) {
      const other = sorted[next]!;
      if (left(other) > end) break;
      visit(one, other);
    }
  });
}

function pushApart(one: Body, other: Body, { x, y }: { x: number; y: number }): void {
  const axis = x < y ? 'x' : 'y';
  const step = (axis === 'x' ? x : y) / 2 + 0.5;
  const sign = one[axis] < other[axis] || (one[axis] === other[axis] && one.id < other.id) ? 1 : -1;
  one[axis] -= sign * step;
  other[axis] += sign * step;
}

function pushAll(bodies: readonly Body[], gap: number): boolean {
  let touched = false;
  eachPair(bodies, gap, (one, other) => {
    const depth = overlap(one, other, gap);
    if (depth === null) return;
    touched = true;
    pushApart(one, other, depth);
  });
  return touched;
}

function anyOverlap(bodies: readonly Body[], gap: number): boolean {
  let found = false;
  eachPair(bodies, gap, (one, other) => {
    found ||= overlap(one, other, gap) !== null;
  });
  return found;
}

/**
 * Places without overlaps, near the given ones. Boxes push each other away for a while; should some
 * still touch, all distances grow until none does.
 *
 * @param middles of the nodes; no two may be the same point
 */
export function separate(nodes: readonly LayoutNode[], middles: Places, gap = GAP / 2): Places {
  const bodies = nodes.map((node) => ({ ...node, ...middles.get(node.id)! }));
  for (let round = 0; round < MOST_ROUNDS && pushAll(bodies, gap); round++);
  while (anyOverlap(bodies, gap)) {
    for (const body of bodies) {
      body.x *= GROWTH;
      body.y *= GROWTH;
    }
  }
  return new Map(
    bodies.map(({ id, x, y, width, height }) => [id, { x: x - width / 2, y: y - height / 2 }]),
  );
}
