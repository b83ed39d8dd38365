/**
 * The ways of the cables after a layout, so that none is hidden behind a node: as they were drawn if that can be
 * seen, else straight, from above and below, or around what is in the way. Pure, and plain data for a worker.
 */
import { type Cable, MAX_CABLE_POINTS } from '../../../shared/document/topology';
import { routeCable } from '../cables/cable-route';
import type { Box } from '../geometry/boxes';
import type { PlacedEnd } from '../geometry/cable-ends';
import type { Point } from '../records/new-node';
import type { Places, Ways } from './layout-graph';
import { LinesOfSight, type NamedBox } from './lines-of-sight';
import { wayAround } from './way-around';

/** A box on the drawing, and what moves it: a node or group of the layout; null for what stays. */
export interface SceneBox {
  id: string;
  unit: string | null;
  box: Box;
}

interface SceneEnd {
  /** Id of the box that the jack is in. */
  box: string;
  jack: Point;
}

export interface SceneCable extends Pick<Cable, 'id' | 'route' | 'points'> {
  a: SceneEnd;
  b: SceneEnd;
}

/** What is drawn before the layout. */
export interface Scene {
  boxes: readonly SceneBox[];
  cables: readonly SceneCable[];
  /** Corners of what moves. */
  corners: Places;
}

export type CableLook = Pick<Cable, 'route' | 'points'>;

/** How near a cable may come to a node that it does not end at. */
const CLEARANCE = 3;
/** Cables with the same two nodes lie beside each other, up to this far from the middle of all. */
const LANE_REACH = 7;
const MOST_REACH = 30;
/** How far from a node a cable turns. */
const STUB = 14;
const ROOM = 13;
/** Cables that go around the same corner do so beside each other. */
const ROOM_STEP = 5;
const ROOMS = 5;
/** More would take too long, and nobody could follow so many cables that are led around something. */
const MOST_STEPS = 4000;

/** A cable between the places that its nodes have now. */
interface Ready {
  cable: SceneCable;
  a: PlacedEnd;
  b: PlacedEnd;
}

const NOWHERE: Point = { x: 0, y: 0 };

function shiftsOf({ corners }: Scene, places: Places): Map<string, Point> {
  return new Map(
    [...places].map(([id, { x, y }]) => {
      const before = corners.get(id) ?? { x, y };
      return [id, { x: x - before.x, y: y - before.y }];
    }),
  );
}

const isLevel = (from: Point, to: Point) =>
  Math.abs(from.x - to.x) < 1 || Math.abs(from.y - to.y) < 1;

/** The way of a cable without its points. One that was led from point to point, not at right angles, is straight. */
function withoutPoints({ route, points, a, b }: SceneCable): Cable['route'] {
  if (route !== 'bent' || points.length === 0) return route;
  const line = [a.jack, ...points, b.jack];
  const isBent = line.every((point, index) => index === 0 || isLevel(line[index - 1]!, point));
  return isBent ? 'bent' : 'straight';
}

const below = (end: PlacedEnd): Point => ({
  x: end.jack.x,
  y: end.box.y + end.box.height + STUB,
});
const above = (end: PlacedEnd): Point => ({ x: end.jack.x, y: end.box.y - STUB });

/** Ways that leave one node downwards and come to the other from above; none for nodes side by side. */
function upright({ a, b }: Ready): Point[][] {
  if (above(b).y >= below(a).y) return [[above(b)], [below(a)], [below(a), above(b)]];
  if (above(a).y >= below(b).y) return [[above(a)], [below(b)], [above(a), below(b)]];
  return [];
}

/** The layout's own way, and the same leaving the upper node downwards. */
function ownWays({ a, b }: Ready, way: Point[] | undefined): Point[][] {
  if (way === undefined) return [];
  return [way, a.box.y < b.box.y ? [below(a), ...way] : [...way, below(b)]];
}

function looksOf(ready: Ready, way: Point[] | undefined): CableLook[] {
  const plain = { route: withoutPoints(ready.cable), points: [] };
  const straight = plain.route === 'straight' ? [] : [{ route: 'straight' as const, points: [] }];
  const led = (points: Point[]): CableLook => ({ route: 'bent', points });
  return [...ownWays(ready, way).map(led), plain, ...straight, ...upright(ready).map(led)];
}

/** How far cables between the same two boxes reach to the side. */
function bundleReach(cables: readonly SceneCable[]): (cable: SceneCable) => number {
  const counts = new Map<string, number>();
  const key = ({ a, b }: SceneCable) => [a.box, b.box].sort().join(' ');
  for (const cable of cables) counts.set(key(cable), (counts.get(key(cable)) ?? 0) + 1);
  return (cable) => Math.min(MOST_REACH, ((counts.get(key(cable)) ?? 1) - 1) * LANE_REACH);
}

/** Several views of the same boxes, by how far a cable must keep from them. */
function sights(boxes: readonly NamedBox[]): (margin: number) => LinesOfSight {
  const known = new Map<number, LinesOfSight>();
  return (margin) => {
    const sight = known.get(margin) ?? new LinesOfSight(boxes, margin);
    known.set(margin, sight);
    return sight;
  };
}

const rounded = ({ x, y }: Point): Point => ({ x: Math.round(x), y: Math.round(y) });

/** The drawing after the layout, in which cables look for their ways one after the other. */
class Clearing {
  readonly #shifts: ReadonlyMap<string, Point>;
  readonly #units: ReadonlyMap<string, string | null>;
  readonly #boxes: ReadonlyMap<string, NamedBox>;
  readonly #sight: (margin: number) => LinesOfSight;
  readonly #reach: (cable: SceneCable) => number;
  readonly #effort = { steps: MOST_STEPS };
  #detours = 0;

  constructor(scene: Scene, places: Places) {
    this.#shifts = shiftsOf(scene, places);
    this.#units = new Map(scene.boxes.map(({ id, unit }) => [id, unit]));
    const boxes = scene.boxes.map(({ id, box }): NamedBox => {
      const { x, y } = this.#shift(id) ?? NOWHERE;
      return { id, ...box, x: box.x + x, y: box.y + y };
    });
    this.#boxes = new Map(boxes.map((box) => [box.id, box]));
    this.#sight = sights(boxes);
    this.#reach = bundleReach(scene.cables);
  }

  /** How far what a box belongs to has moved; undefined for what stays. */
  #shift(box: string): Point | undefined {
    return this.#shifts.get(this.#units.get(box) ?? '');
  }

  /** Whether a cable may be drawn otherwise now: points go with ends that move together. */
  isOpen({ a, b, points }: SceneCable): boolean {
    const [one, other] = [this.#shift(a.box), this.#shift(b.box)];
    if (one === undefined && other === undefined) return false;
    return points.length === 0 || one?.x !== other?.x || one?.y !== other?.y;
  }

  #place({ box, jack }: SceneEnd): PlacedEnd {
    const { x, y } = this.#shift(box) ?? NOWHERE;
    return { box: this.#boxes.get(box)!, jack: { x: jack.x + x, y: jack.y + y }, label: '' };
  }

  #shows({ cable, a, b }: Ready, look: CableLook): boolean {
    const margin = CLEARANCE + (look.points.length === 0 ? this.#reach(cable) : 0);
    return this.#sight(margin).shows(routeCable(look, a, b).line, [cable.a.box, cable.b.box]);
  }

  #detour({ cable, a, b }: Ready): CableLook {
    const room = ROOM + (this.#detours % ROOMS) * ROOM_STEP;
    const ends = { from: a.jack, to: b.jack, a: cable.a.box, b: cable.b.box };
    this.#detours++;
    const way = wayAround(ends, this.#sight(CLEARANCE), room, this.#effort);
    return way === null || way.length > MAX_CABLE_POINTS
      ? { route: withoutPoints(cable), points: [] }
      : { route: 'bent', points: way };
  }

  look(cable: SceneCable, way: Point[] | undefined): CableLook {
    const ready = { cable, a: this.#place(cable.a), b: this.#place(cable.b) };
    const found = looksOf(ready, way).find((look) => this.#shows(ready, look));
    const { route, points } = found ?? this.#detour(ready);
    return { route, points: points.map(rounded) };
  }
}

/**
 * How the cables of what moved are drawn now, by id. Those whose ends moved together keep the points that they have.
 *
 * @param places corners of what moved, as the layout has found them
 * @param ways of the layout's own for some cables
 */
export function clearCables(scene: Scene, places: Places, ways: Ways): Map<string, CableLook> {
  const clearing = new Clearing(scene, places);
  const open = scene.cables.filter((cable) => clearing.isOpen(cable));
  return new Map(open.map((cable) => [cable.id, clearing.look(cable, ways.get(cable.id))]));
}
