/**
 * All cables of a drawing: their ways and the places of their labels. The result depends only on the
 * drawing, but it is built on the one before: a cable whose nodes stand still, and near whose labels
 * nothing moved, keeps what it had, so that a drag costs no more than the cables about it. Pure.
 */
import type { Cable, TopologyDocument } from '../../shared/topology';
import { movedPoints } from '../document/cable-route-edits';
import { cableConditionLines, towards } from '../document/conditions-text';
import { isObstacle } from '../document/drawn-nodes';
import type { Point } from '../document/new-node';
import { BoxGrid } from './box-grid';
import { type PlacedEnd, type Places, placeEnd } from './cable-ends';
import {
  boxOfLabel,
  type CableLabelBox,
  type Pill,
  pillBox,
  placeLabel,
  placePills,
  signPlace,
} from './cable-labels';
import { cableBundles, lanesOf } from './cable-lanes';
import {
  ALONE,
  type CableRoute,
  type Lane,
  routeCable,
  routePoints,
  visiblePart,
} from './cable-route';
import { showsCable } from './cables-shown';
import { type Box, nodeBox } from './geometry';
import { lengthOf, placeAt, reversed } from './polyline';

export interface CableDrawing extends CableRoute {
  /** As it is drawn: with the points of a drag that goes on. */
  cable: Cable;
  /** The jacks. */
  a: Point;
  b: Point;
  /** Port labels; null where they are hidden or have no room. */
  pills: { a: Pill | null; b: Pill | null };
  /** Where a sign about an end stands: past its label. */
  signs: { a: Point; b: Point };
  /** Where the line comes out from beneath its nodes, in pixels from its start. */
  visible: readonly [number, number];
  /** The label with its conditions; null for a perfect cable. */
  label: CableLabelBox | null;
}

export interface LayoutInput {
  nodes: TopologyDocument['nodes'];
  cables: TopologyDocument['cables'];
  /** Nodes that are being dragged. */
  places: Places;
  /** Points of a cable that are being dragged. */
  draft: Pick<Cable, 'id' | 'route' | 'points'> | null;
  /** Whether ports are labelled at all. */
  labels: boolean;
}

interface Known {
  record: Cable;
  a: PlacedEnd;
  b: PlacedEnd;
  lane: Lane;
  labels: boolean;
  drawing: CableDrawing;
  /** Where changes would matter to its labels. */
  looked: readonly Box[];
  /** What its labels take from others. */
  taken: readonly Box[];
}

interface KnownLanes {
  ends: readonly Ends[];
  lanes: ReadonlyMap<string, Lane>;
}

export interface CableLayout {
  drawings: ReadonlyMap<string, CableDrawing>;
  /** All boxes that labels evade: nodes and labels. */
  taken: BoxGrid;
  known: ReadonlyMap<string, Known>;
  boxes: ReadonlyMap<string, Box>;
  ends: ReadonlyMap<string, Ends>;
  /** By the bundle that they are of. */
  lanes: ReadonlyMap<readonly Cable[], KnownLanes>;
  input: LayoutInput;
}

export const emptyLayout: CableLayout = {
  drawings: new Map(),
  taken: new BoxGrid(),
  known: new Map(),
  boxes: new Map(),
  ends: new Map(),
  lanes: new Map(),
  input: { nodes: {}, cables: {}, places: new Map(), draft: null, labels: true },
};

const sameBox = (one: Box, other: Box) =>
  one.x === other.x &&
  one.y === other.y &&
  one.width === other.width &&
  one.height === other.height;

function sameEnd(one: PlacedEnd, other: PlacedEnd): boolean {
  if (one === other) return true;
  const sameJack = one.jack.x === other.jack.x && one.jack.y === other.jack.y;
  return sameJack && one.label === other.label && sameBox(one.box, other.box);
}

function sameLane(one: Lane, other: Lane): boolean {
  if (one === other) return true;
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Whether a node stands where it stood; a group tells also of its members. */
function stillNodes(now: LayoutInput, before: LayoutInput): (id: string) => boolean {
  const same = (id: string) =>
    now.nodes[id] === before.nodes[id] && now.places.get(id) === before.places.get(id);
  const isGroup = (id: string) => (now.nodes[id] ?? before.nodes[id])?.kind === 'group';
  const ids = new Set([...Object.keys(now.nodes), ...Object.keys(before.nodes)]);
  const moved = new Set([...ids].filter((id) => !same(id)));
  return [...moved].some(isGroup) ? () => false : (id) => !moved.has(id);
}

type Stands = ReturnType<typeof stillNodes>;

function obstacles(input: LayoutInput, stands: Stands, before: CableLayout) {
  const { nodes, places } = input;
  const boxes = new Map<string, Box>();
  for (const node of Object.values(nodes)) {
    const kept = stands(node.id) ? before.boxes.get(node.id) : undefined;
    if (kept !== undefined) boxes.set(node.id, kept);
    else if (isObstacle(input, node)) {
      boxes.set(node.id, nodeBox(node, places.get(node.id)?.at));
    }
  }
  return boxes;
}

/** Where nodes came, went or moved since the layout before. */
function changedPlaces(before: ReadonlyMap<string, Box>, now: ReadonlyMap<string, Box>): BoxGrid {
  const changes = new BoxGrid();
  for (const [id, box] of now) {
    const old = before.get(id);
    if (old === box || (old !== undefined && sameBox(old, box))) continue;
    changes.add(box);
    if (old !== undefined) changes.add(old);
  }
  for (const [id, box] of before) if (!now.has(id)) changes.add(box);
  return changes;
}

interface Ends {
  record: Cable;
  a: PlacedEnd;
  b: PlacedEnd;
}

/** The record as it is drawn now; the very same one while nothing of it is dragged. */
function shownRecord(cable: Cable, { nodes, places, draft }: LayoutInput): Cable {
  if (draft?.id === cable.id) return { ...cable, route: draft.route, points: draft.points };
  if (cable.points.length === 0) return cable;
  const shift = (id: string) => {
    const [node, place] = [nodes[id], places.get(id)];
    if (node === undefined || place === undefined) return null;
    return { x: place.at.x - node.x, y: place.at.y - node.y };
  };
  return movedPoints(cable, shift(cable.a.node), shift(cable.b.node));
}

function endsOf(cable: Cable, input: LayoutInput): Ends | null {
  const { nodes, places } = input;
  if (!showsCable(input, cable)) return null;
  const a = placeEnd(nodes, places, cable.a);
  const b = placeEnd(nodes, places, cable.b);
  return a === null || b === null ? null : { record: shownRecord(cable, input), a, b };
}

function findEnds(input: LayoutInput, stands: Stands, before: CableLayout): Map<string, Ends> {
  const found = new Map<string, Ends>();
  for (const cable of Object.values(input.cables)) {
    const kept = before.ends.get(cable.id);
    const still = kept?.record === cable && stands(cable.a.node) && stands(cable.b.node);
    const ends = still && input.draft?.id !== cable.id ? kept : endsOf(cable, input);
    if (ends !== null) found.set(cable.id, ends);
  }
  return found;
}

/** The lane of one end order, for a cable that goes the other way. */
function turned({ aside, between }: Lane, { route }: Cable): Lane {
  const other = route === 'curved' ? -aside : aside;
  return between === undefined
    ? { aside: other }
    : { aside: other, between: [between[1], between[0]] };
}

function lanesOfBundle(bundle: readonly Cable[], ends: ReadonlyMap<string, Ends>) {
  const lanes = new Map<string, Lane>();
  const first = bundle[0]!;
  const isTurned = (cable: Cable) => cable.a.node !== first.a.node;
  const lain = bundle.flatMap((cable) => {
    const end = ends.get(cable.id);
    // The one whose first point is being drawn out of it has left the bundle.
    if (end === undefined || routePoints(end.record).length > 0) return [];
    return [isTurned(cable) ? { id: cable.id, a: end.b, b: end.a } : { id: cable.id, ...end }];
  });
  if (lain.length < 2) return lanes;
  const found = lanesOf(lain, first.route === 'straight');
  for (const cable of bundle) {
    const lane = found.get(cable.id);
    if (lane !== undefined) lanes.set(cable.id, isTurned(cable) ? turned(lane, cable) : lane);
  }
  return lanes;
}

/** The lanes of all cables that have company; those of a bundle that stands still are kept. */
function findLanes(input: LayoutInput, ends: ReadonlyMap<string, Ends>, before: CableLayout) {
  const found = new Map<readonly Cable[], KnownLanes>();
  for (const bundle of new Set(cableBundles(input.cables).values())) {
    const own = bundle.map(({ id }) => ends.get(id)).filter((end) => end !== undefined);
    const known = before.lanes.get(bundle);
    const kept =
      known?.ends.length === own.length && own.every((end, at) => known.ends[at] === end);
    found.set(bundle, kept ? known : { ends: own, lanes: lanesOfBundle(bundle, ends) });
  }
  return found;
}

interface Wanted extends Ends {
  lane: Lane;
  labels: boolean;
}

function isSame(known: Known, { record, a, b, lane, labels }: Wanted): boolean {
  return (
    known.record === record &&
    known.labels === labels &&
    sameEnd(known.a, a) &&
    sameEnd(known.b, b) &&
    sameLane(known.lane, lane)
  );
}

const NO_PILLS = { a: { pill: null, looked: null }, b: { pill: null, looked: null } };

function placeAll({ path, line }: CableRoute, wanted: Wanted, taken: BoxGrid): Known {
  const { record, a, b, lane, labels } = wanted;
  const visible = visiblePart(line, a, b);
  const { a: one, b: other } = labels ? placePills(line, a, b, taken) : NO_PILLS;
  const lines = cableConditionLines(record, towards(a.jack, b.jack));
  const middle = lines.length === 0 ? null : placeLabel(line, visible, lines, taken);
  const labelBox = middle === null ? null : boxOfLabel(middle.label);
  if (labelBox !== null) taken.add(labelBox);
  const length = lengthOf(line);
  const drawing: CableDrawing = {
    path,
    line,
    cable: record,
    a: a.jack,
    b: b.jack,
    pills: { a: one.pill, b: other.pill },
    signs: {
      a: signPlace(line, one.pill, visible[0]),
      b: signPlace(reversed(line), other.pill, length - visible[1]),
    },
    visible,
    label: middle?.label ?? null,
  };
  const boxes = [one.pill, other.pill].filter((pill) => pill !== null).map(pillBox);
  return {
    record,
    a,
    b,
    lane,
    labels,
    drawing,
    looked: [one.looked, other.looked, middle?.looked ?? null].filter((box) => box !== null),
    taken: labelBox === null ? boxes : [...boxes, labelBox],
  };
}

function addAll(grid: BoxGrid, boxes: readonly Box[]): void {
  for (const box of boxes) grid.add(box);
}

/** Lays out one cable, or keeps it; tells those after it what changed. */
function layOutOne(before: Known | undefined, wanted: Wanted, taken: BoxGrid, changes: BoxGrid) {
  const same = before !== undefined && isSame(before, wanted);
  if (same && !before.looked.some((box) => changes.hit(box) !== undefined)) {
    addAll(taken, before.taken);
    return before;
  }
  const { record, a, b, lane } = wanted;
  const route = same ? before.drawing : routeCable(record, a, b, lane);
  const placed = placeAll(route, wanted, taken);
  if (same && JSON.stringify(placed.drawing) === JSON.stringify(before.drawing)) {
    return { ...placed, drawing: before.drawing };
  }
  addAll(changes, before?.taken ?? []);
  addAll(changes, placed.taken);
  return placed;
}

/** The layout of what is drawn now, built on the one before it. */
export function layOutCables(input: LayoutInput, before: CableLayout): CableLayout {
  const stands = stillNodes(input, before.input);
  const boxes = obstacles(input, stands, before);
  const changes = changedPlaces(before.boxes, boxes);
  const ends = findEnds(input, stands, before);
  const lanes = findLanes(input, ends, before);
  const bundles = cableBundles(input.cables);
  const laneOf = (id: string) => lanes.get(bundles.get(id) ?? [])?.lanes.get(id) ?? ALONE;
  for (const [id, { taken }] of before.known) if (!ends.has(id)) addAll(changes, taken);
  const taken = new BoxGrid();
  addAll(taken, [...boxes.values()]);
  const known = new Map<string, Known>();
  for (const [id, { record, a, b }] of ends) {
    const labels = input.labels && record.labels;
    // Not by spreading the end: for thousands of cables that is most of a frame.
    const wanted = { record, a, b, lane: laneOf(id), labels };
    known.set(id, layOutOne(before.known.get(id), wanted, taken, changes));
  }
  const drawings = new Map<string, CableDrawing>();
  for (const [id, { drawing }] of known) drawings.set(id, drawing);
  return { drawings, taken, known, boxes, ends, lanes, input };
}

/** A place on the line of a drawing, and the way that the line goes there. */
export function middleOf({ line, visible: [start, end] }: CableDrawing) {
  return placeAt(line, (start + end) / 2);
}
