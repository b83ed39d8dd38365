/**
 * All cables of a drawing: their ways and the places of their labels. The result depends only on the
 * drawing, but it is built on the one before: a cable whose nodes stand still, and near whose labels
 * nothing moved, keeps what it had, so that a drag costs no more than the cables about it. Pure.
 */
import type { Cable, TopologyDocument } from '../../../shared/document/topology';
import { BoxGrid } from '../geometry/box-grid';
import { type CableEnds, type PlacedEnd, type Places, placeEnd } from '../geometry/cable-ends';
import { type Box, nodeBox } from '../geometry/geometry';
import { lengthOf, placeAt, reversed } from '../geometry/polyline';
import { cableConditionLines, towards } from '../records/conditions-text';
import { isObstacle } from '../records/drawn-nodes';
import type { Point } from '../records/new-node';
import { findLanes, type KnownLanes } from './bundle-lanes';
import {
  boxOfLabel,
  type CableLabelBox,
  type Pill,
  pillBox,
  placeLabel,
  placePills,
  signPlace,
} from './cable-labels';
import { cableBundles } from './cable-lanes';
import {
  ALONE,
  type CableRoute,
  type Lane,
  movedPoints,
  routeCable,
  visiblePart,
} from './cable-route';
import { showsCable } from './cables-shown';

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
  ends: CableEnds;
  lane: Lane;
  labels: boolean;
  drawing: CableDrawing;
  /** Where changes would matter to its labels. */
  looked: readonly Box[];
  /** What its labels take from others. */
  taken: readonly Box[];
}

export interface CableLayout {
  drawings: ReadonlyMap<string, CableDrawing>;
  /** All boxes that labels evade: nodes and labels. */
  taken: BoxGrid;
  known: ReadonlyMap<string, Known>;
  boxes: ReadonlyMap<string, Box>;
  ends: ReadonlyMap<string, CableEnds>;
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

/** Nodes of which something may have changed. */
function touchedNodes(now: LayoutInput, before: LayoutInput): Set<string> {
  const touched = new Set([...now.places.keys(), ...before.places.keys()]);
  if (now.nodes === before.nodes) return touched;
  for (const id of Object.keys(now.nodes)) touched.add(id);
  for (const id of Object.keys(before.nodes)) touched.add(id);
  return touched;
}

/** Whether a node stands where it stood; a group tells also of its members. */
function stillNodes(now: LayoutInput, before: LayoutInput): (id: string) => boolean {
  const moved = touchedNodes(now, before);
  let anyGroup = false;
  for (const id of moved) {
    const [node, old] = [now.nodes[id], before.nodes[id]];
    if (node === old && now.places.get(id) === before.places.get(id)) moved.delete(id);
    else anyGroup ||= (node ?? old)?.kind === 'group';
  }
  return anyGroup ? () => false : (id) => !moved.has(id);
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

function endsOf(cable: Cable, input: LayoutInput): CableEnds | null {
  const { nodes, places } = input;
  if (!showsCable(input, cable)) return null;
  const a = placeEnd(nodes, places, cable.a);
  const b = placeEnd(nodes, places, cable.b);
  return a === null || b === null ? null : { record: shownRecord(cable, input), a, b };
}

function findEnds(input: LayoutInput, stands: Stands, before: CableLayout): Map<string, CableEnds> {
  const found = new Map<string, CableEnds>();
  for (const cable of Object.values(input.cables)) {
    const kept = before.ends.get(cable.id);
    const still = kept?.record === cable && stands(cable.a.node) && stands(cable.b.node);
    const ends = still && input.draft?.id !== cable.id ? kept : endsOf(cable, input);
    if (ends !== null) found.set(cable.id, ends);
  }
  return found;
}

/** How a cable shall be laid out. */
interface Wanted {
  ends: CableEnds;
  lane: Lane;
  labels: boolean;
}

function isSame({ ends, lane, labels }: Known, wanted: Wanted): boolean {
  if (labels !== wanted.labels || !sameLane(lane, wanted.lane)) return false;
  if (ends === wanted.ends) return true;
  const { record, a, b } = wanted.ends;
  return ends.record === record && sameEnd(ends.a, a) && sameEnd(ends.b, b);
}

const NO_PILLS = { a: { pill: null, looked: null }, b: { pill: null, looked: null } };

function placeAll({ path, line }: CableRoute, wanted: Wanted, taken: BoxGrid): Known {
  const { ends, lane, labels } = wanted;
  const { record, a, b } = ends;
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
    ends,
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
  const { record, a, b } = wanted.ends;
  const route = same ? before.drawing : routeCable(record, a, b, wanted.lane);
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
  const bundles = cableBundles(input.cables);
  const lanes = findLanes(bundles, ends, before.lanes);
  const laneOf = (id: string) => lanes.get(bundles.byCable.get(id) ?? [])?.lanes.get(id) ?? ALONE;
  for (const [id, { taken }] of before.known) if (!ends.has(id)) addAll(changes, taken);
  const taken = new BoxGrid();
  for (const box of boxes.values()) taken.add(box);
  const known = new Map<string, Known>();
  for (const [id, end] of ends) {
    const wanted = { ends: end, lane: laneOf(id), labels: input.labels && end.record.labels };
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
