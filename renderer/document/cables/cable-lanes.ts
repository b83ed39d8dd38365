/**
 * Several cables between the same two nodes lie side by side. Straight ones only where they would
 * otherwise cover each other; curved ones bow differently, bent ones turn at different places. Pure.
 */
import type { Cable, TopologyDocument } from '../../../shared/document/topology';
import type { PlacedEnd } from '../geometry/cable-ends';
import type { Box } from '../geometry/geometry';
import { exitOf, lengthOf, placeAt, reversed } from '../geometry/polyline';
import type { Point } from '../records/new-node';
import { type Lane, routePoints } from './cable-route';

const LANE_WIDTH = 14;
const LEAST_LANE_WIDTH = 5;
/** Straight cables that are nearer to each other than this cannot be told apart. */
const TOO_NEAR = 9;

export interface PlacedCable {
  id: string;
  a: PlacedEnd;
  b: PlacedEnd;
}

/** The cables that share both nodes and the way with another one. */
export interface CableBundles {
  all: readonly (readonly Cable[])[];
  /** By the id of each cable. */
  byCable: ReadonlyMap<string, readonly Cable[]>;
}

const bundles = new WeakMap<TopologyDocument['cables'], CableBundles>();

function findBundles(cables: TopologyDocument['cables']): CableBundles {
  const found = new Map<string, Cable[]>();
  for (const cable of Object.values(cables)) {
    if (routePoints(cable).length > 0) continue;
    const [a, b] = [cable.a.node, cable.b.node];
    const key = a < b ? `${cable.route} ${a} ${b}` : `${cable.route} ${b} ${a}`;
    const others = found.get(key);
    if (others === undefined) found.set(key, [cable]);
    else others.push(cable);
  }
  const all = [...found.values()].filter((bundle) => bundle.length > 1);
  const byCable = new Map<string, readonly Cable[]>();
  for (const bundle of all) for (const { id } of bundle) byCable.set(id, bundle);
  return { all, byCable };
}

/** The bundles of a drawing, looked for once for each state of its cables. */
export function cableBundles(cables: TopologyDocument['cables']): CableBundles {
  const known = bundles.get(cables);
  if (known !== undefined) return known;
  const found = findBundles(cables);
  bundles.set(cables, found);
  return found;
}

const mean = (points: readonly Point[]): Point => ({
  x: points.reduce((sum, { x }) => sum + x, 0) / points.length,
  y: points.reduce((sum, { y }) => sum + y, 0) / points.length,
});

const middleOf = ({ a, b }: PlacedCable): Point => mean([a.jack, b.jack]);

/** Across the way from `from` to `to`, of length 1. */
function across(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return { x: -(to.y - from.y) / length, y: (to.x - from.x) / length };
}

interface Bundle {
  from: Point;
  to: Point;
  normal: Point;
  /** In the order in which they lie, from one side to the other. */
  ordered: readonly { one: PlacedCable; aside: number }[];
}

function order(bundle: readonly PlacedCable[]): Bundle {
  const from = mean(bundle.map(({ a }) => a.jack));
  const to = mean(bundle.map(({ b }) => b.jack));
  const normal = across(from, to);
  const ordered = bundle
    .map((one) => {
      const { x, y } = middleOf(one);
      return { one, aside: x * normal.x + y * normal.y };
    })
    .sort((one, other) => one.aside - other.aside || (one.one.id < other.one.id ? -1 : 1));
  return { from, to, normal, ordered };
}

function isCrowded({ ordered }: Bundle): boolean {
  return ordered.some(({ aside }, at) => at > 0 && aside - ordered[at - 1]!.aside < TOO_NEAR);
}

const breadth = ({ width, height }: Box, { x, y }: Point) =>
  Math.abs(x) * width + Math.abs(y) * height;

/** Narrower where many would not fit beside each other within the smaller node. */
function laneWidth({ ordered, normal }: Bundle): number {
  const { one } = ordered[0]!;
  const room = 0.8 * Math.min(breadth(one.a.box, normal), breadth(one.b.box, normal));
  return Math.min(LANE_WIDTH, Math.max(LEAST_LANE_WIDTH, room / ordered.length));
}

function straightLane({ from, to, normal }: Bundle, { a, b }: PlacedCable, aside: number): Lane {
  const shift = ({ x, y }: Point) => ({ x: x + normal.x * aside, y: y + normal.y * aside });
  const line = [shift(from), shift(to)];
  const start = exitOf(line, a.box);
  const end = lengthOf(line) - exitOf(reversed(line), b.box);
  if (end - start < LANE_WIDTH) return { aside };
  const place = (along: number) => {
    const { x, y } = placeAt(line, along);
    return { x, y };
  };
  return { aside, between: [place(start), place(end)] };
}

/**
 * The lane of each cable of a bundle, whose a-ends are all at the same node.
 *
 * @param straight whether they go from jack to jack without a bend
 */
export function lanesOf(cables: readonly PlacedCable[], straight: boolean): Map<string, Lane> {
  const bundle = order(cables);
  if (straight && !isCrowded(bundle)) return new Map();
  const width = laneWidth(bundle);
  const middle = (bundle.ordered.length - 1) / 2;
  return new Map(
    bundle.ordered.map(({ one }, at) => {
      const aside = (at - middle) * width;
      return [one.id, straight ? straightLane(bundle, one, aside) : { aside }];
    }),
  );
}
