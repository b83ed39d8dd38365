/**
 * Where the rates of cables stand: about the middle of their lines, over no node, no label, no other rate and no cable
 * beside theirs; or below the conditions of their cable. One that finds no room is left out. Rates come and go while
 * a lab runs: those that stand stay, and only a change of the drawing moves them. Pure.
 */

import { BoxGrid } from '../geometry/box-grid';
import { type Box, boxAt } from '../geometry/boxes';
import { type Polyline, passes } from '../geometry/polyline';
import type { Point } from '../records/new-node';
import { freeMiddle, LABEL_LINE, labelSize, PILL_HEIGHT } from './cable-labels';
import { cableBundles } from './cable-lanes';
import type { CableDrawing, CableLayout } from './cable-layout';

/** Rates change every second: each has the room of the widest, so that it stays where it is. */
const ONE_LINE = labelSize(['→ 999 Mbit/s  ← 999 Mbit/s']);
const TWO_LINES = labelSize(['→ 999 Mbit/s', '← 999 Mbit/s']);

/** Between a line and rates beside it: clear of the labels of its ports, for which a short one has no room besides. */
const GAP = PILL_HEIGHT / 2 + 1;

/** The middle of the label that rates are in, and whether each direction has a line of its own. */
export interface RateSpot extends Point {
  stacked: boolean;
}

interface RatePlace {
  /** What it was placed for. */
  drawing: CableDrawing;
  /** Null where there is no room. */
  at: RateSpot | null;
}

/** By cable. */
export type RatePlaces = ReadonlyMap<string, RatePlace>;

export const noRates: RatePlaces = new Map();

/** The last line of the label with conditions. */
function belowConditions({ label }: CableDrawing): RateSpot | null {
  return label === null ? null : { x: label.x, y: label.y + LABEL_LINE / 2, stacked: false };
}

function roomOf(at: RateSpot, { label }: CableDrawing) {
  if (label === null) return boxAt(at, at.stacked ? TWO_LINES : ONE_LINE);
  const { width, height } = label;
  return boxAt(at, { width: Math.max(width, ONE_LINE.width), height: height + LABEL_LINE });
}

type Laid = Pick<CableLayout, 'drawings' | 'taken' | 'input'>;

/** The lines of the cables that lie beside one: a rate over one of them would be taken for its own. */
function besides(id: string, { drawings, input }: Laid): Polyline[] {
  const bundle = cableBundles(input.cables).byCable.get(id) ?? [];
  return bundle.flatMap((cable) => (cable.id === id ? [] : [drawings.get(cable.id)?.line ?? []]));
}

function findSpot({ cable, line, visible }: CableDrawing, laid: Laid, rates: BoxGrid) {
  const lines = besides(cable.id, laid);
  const hit = (box: Box) =>
    laid.taken.hit(box) ??
    rates.hit(box) ??
    (lines.some((other) => passes(other, box)) ? box : undefined);
  for (const stacked of [false, true]) {
    const size = stacked ? TWO_LINES : ONE_LINE;
    const { place } = freeMiddle(line, visible, size, { hit }, GAP);
    if (place !== null) return { ...place, stacked };
  }
  return null;
}

/**
 * @param rated ids of the cables that show rates
 * @param before the places until now
 */
export function placeRates(laid: Laid, rated: readonly string[], before: RatePlaces): RatePlaces {
  const rates = new BoxGrid();
  const places = new Map<string, RatePlace>();
  const settle = (id: string, place: RatePlace) => {
    places.set(id, place);
    if (place.at !== null) rates.add(roomOf(place.at, place.drawing));
  };
  const waiting: [string, CableDrawing][] = [];
  for (const id of rated) {
    const drawing = laid.drawings.get(id);
    if (drawing === undefined) continue;
    const known = before.get(id);
    const below = belowConditions(drawing);
    if (known?.drawing === drawing && known.at !== null) settle(id, known);
    else if (below !== null) settle(id, { drawing, at: below });
    else waiting.push([id, drawing]);
  }
  for (const [id, drawing] of waiting) {
    settle(id, { drawing, at: findSpot(drawing, laid, rates) });
  }
  return places;
}
