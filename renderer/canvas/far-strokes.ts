/**
 * The cables of a large drawing from afar: those that look alike are one line with many pieces, so that
 * thousands of cables cost a handful of elements. Pure.
 */
import type { LabStatus } from '../../shared/service';
import type { TopologyDocument } from '../../shared/topology';
import type { Point } from '../document/new-node';
import { cableLook, isTrunkLook, stripesOf, vlanSlots } from '../document/vlan-use';
import type { CableDrawing } from './cable-layout';
import { isBlocked, isUp } from './cable-state';
import { distanceToLine } from './polyline';
import type { VlanColours } from './vlan-colours';

/** How a cable looks from afar. */
interface FarLook {
  selected: boolean;
  /** Beside a selected node. */
  joined: boolean;
  up: boolean;
  cut: boolean;
  blocked: boolean;
  colours: VlanColours | null;
}

export interface FarStroke extends FarLook {
  /** Tells it from all others, and stays the same. */
  key: string;
  path: string;
}

export interface FarState {
  document: TopologyDocument;
  ids: ReadonlySet<string>;
  lab: LabStatus;
}

function coloursOf(document: TopologyDocument, { cable }: CableDrawing): VlanColours | null {
  const slots = vlanSlots(document.nodes);
  const look = slots.size === 0 ? null : cableLook(document, cable);
  return look === null ? null : { stripes: stripesOf(look, slots), trunk: isTrunkLook(look) };
}

function lookOf(drawing: CableDrawing, { document, ids, lab }: FarState): FarLook {
  const { cable } = drawing;
  return {
    selected: ids.has(cable.id),
    joined: ids.has(cable.a.node) || ids.has(cable.b.node),
    up: isUp(lab, cable),
    cut: !cable.up,
    blocked: isBlocked(lab, cable),
    colours: coloursOf(document, drawing),
  };
}

/** The same text for the same look. It is asked for thousands of cables at once, so that it is put together by hand. */
function keyOf({ selected, joined, up, cut, blocked, colours }: FarLook): string {
  const flags = [selected, joined, up, cut, blocked];
  const marks = flags.reduce((sum, flag, at) => sum + (flag ? 1 << at : 0), 0);
  if (colours === null) return String(marks);
  return `${marks} ${colours.stripes.join(',')}${colours.trunk ? 't' : ''}`;
}

/**
 * Side of the squares that have strokes of their own. The browser paints in tiles, and in each of them a
 * stroke with all of its pieces: one of the whole drawing would be worked out for every tile.
 */
const SQUARE = 1300;

function squareOf({ a, b }: CableDrawing): string {
  const column = Math.floor((a.x + b.x) / 2 / SQUARE);
  const row = Math.floor((a.y + b.y) / 2 / SQUARE);
  return `${column} ${row}`;
}

/** A stroke for each look that there is in each square; what is selected is drawn last. */
export function farStrokes(drawings: Iterable<CableDrawing>, state: FarState): FarStroke[] {
  const strokes = new Map<string, { look: FarLook; paths: string[] }>();
  for (const drawing of drawings) {
    const look = lookOf(drawing, state);
    const key = `${keyOf(look)} at ${squareOf(drawing)}`;
    const stroke = strokes.get(key);
    if (stroke === undefined) strokes.set(key, { look, paths: [drawing.path] });
    else stroke.paths.push(drawing.path);
  }
  return [...strokes]
    .map(([key, { look, paths }]) => ({ ...look, key, path: paths.join('') }))
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
