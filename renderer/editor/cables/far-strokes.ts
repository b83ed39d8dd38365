/**
 * The cables of a large drawing from afar: those that look alike are one line with many pieces, so that
 * thousands of cables cost a handful of elements. Pure.
 */
import type { LabStatus } from '../../../shared/contract/service';
import type { Cable, TopologyDocument } from '../../../shared/document/topology';
import type { CableDrawing } from '../../document/cables/cable-layout';
import { distanceToLine } from '../../document/geometry/polyline';
import type { Point } from '../../document/records/new-node';
import { cableLook, isTrunkLook, stripesOf, vlanSlots } from '../../document/records/vlan-use';
import { isBlocked, isUp } from '../scene/cable-state';
import type { VlanColours } from '../scene/vlan-colours';

/**
 * What a cable looks like from afar, beside the colours of its VLANs, as one number: thousands of cables are
 * sorted by it in each frame of a drag.
 */
const SELECTED = 1;
const JOINED = 2;
const UP = 4;
const CUT = 8;
const BLOCKED = 16;
/** More than all of them together. */
const MARKS = 32;

export interface FarStroke {
  /** Tells it from all others, and stays the same. */
  key: string;
  path: string;
  selected: boolean;
  /** Beside a selected node. */
  joined: boolean;
  up: boolean;
  cut: boolean;
  blocked: boolean;
  colours: VlanColours | null;
}

export interface FarState {
  document: TopologyDocument;
  ids: ReadonlySet<string>;
  lab: LabStatus;
}

function marksOf(cable: Cable, { ids, lab }: FarState): number {
  return (
    (ids.has(cable.id) ? SELECTED : 0) +
    (ids.has(cable.a.node) || ids.has(cable.b.node) ? JOINED : 0) +
    (isUp(lab, cable) ? UP : 0) +
    (cable.up ? 0 : CUT) +
    (isBlocked(lab, cable) ? BLOCKED : 0)
  );
}

function coloursOf(document: TopologyDocument, cable: Cable): VlanColours | null {
  const slots = vlanSlots(document.nodes);
  const look = slots.size === 0 ? null : cableLook(document, cable);
  return look === null ? null : { stripes: stripesOf(look, slots), trunk: isTrunkLook(look) };
}

/**
 * Side of the squares that have strokes of their own. The browser paints in tiles, and in each of them a
 * stroke with all of its pieces: one of the whole drawing would be worked out for every tile.
 */
const SQUARE = 1300;
/** More squares than a drawing has from top to bottom. */
const COLUMN = 1 << 16;

function squareOf({ a, b }: CableDrawing): number {
  const column = Math.floor((a.x + b.x) / 2 / SQUARE);
  return column * COLUMN + Math.floor((a.y + b.y) / 2 / SQUARE);
}

/** The same for cables that are one stroke. */
function keyOf(square: number, marks: number, colours: VlanColours | null): string | number {
  const key = square * MARKS + marks;
  if (colours === null) return key;
  return `${key} ${colours.stripes.join(',')}${colours.trunk ? 't' : ''}`;
}

function strokeOf(marks: number, colours: VlanColours | null) {
  return {
    selected: (marks & SELECTED) !== 0,
    joined: (marks & JOINED) !== 0,
    up: (marks & UP) !== 0,
    cut: (marks & CUT) !== 0,
    blocked: (marks & BLOCKED) !== 0,
    colours,
  };
}

/** A stroke for each look that there is in each square; what is selected is drawn last. */
export function farStrokes(drawings: Iterable<CableDrawing>, state: FarState): FarStroke[] {
  const strokes = new Map<
    string | number,
    { marks: number; colours: VlanColours | null; paths: string[] }
  >();
  for (const drawing of drawings) {
    const { cable, path } = drawing;
    const marks = marksOf(cable, state);
    const colours = coloursOf(state.document, cable);
    const key = keyOf(squareOf(drawing), marks, colours);
    const stroke = strokes.get(key);
    if (stroke === undefined) strokes.set(key, { marks, colours, paths: [path] });
    else stroke.paths.push(path);
  }
  return [...strokes]
    .map(([key, { marks, colours, paths }]) => ({
      ...strokeOf(marks, colours),
      key: String(key),
      path: paths.join(''),
    }))
    .sort((one, other) => Number(one.selected) - Number(other.selected));
}

/** Id of the cable nearest to a point; null when none is within `reach`. */
export function cableNear(
  drawings: ReadonlyMap<string, CableDrawing>,
  point: Point,
  reach: number,
): string | null {
  let nearest: string | null = null;
  let least = reach;
  for (const [id, { line }] of drawings) {
    const distance = distanceToLine(point, line);
    if (distance > least) continue;
    least = distance;
    nearest = id;
  }
  return nearest;
}
