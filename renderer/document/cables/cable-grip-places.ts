/** Where a cable can be taken hold of: at its points, and in the middle of each piece between them. Pure. */

import { distanceToPiece, placeAt } from '../geometry/polyline';
import type { Point } from '../records/new-node';
import type { CableDrawing } from './cable-layout';
import { routePoints } from './cable-route';

/** Pieces shorter than this have no grip of their own. */
const LEAST_PIECE = 48;

export interface Grips {
  /** The points of the cable. */
  points: readonly Point[];
  /** Places that become points when they are dragged, and before which point each would come. */
  middles: readonly (Point & { before: number })[];
}

/** How far along the line each point is; the points are corners of the line, in order. */
function distancesOf({ line, cable }: CableDrawing): number[] {
  const points = routePoints(cable);
  const found: number[] = [];
  let along = 0;
  for (const [index, corner] of line.entries()) {
    const last = line[index - 1];
    if (last !== undefined) along += Math.hypot(corner.x - last.x, corner.y - last.y);
    const wanted = points[found.length];
    if (index > 0 && wanted?.x === corner.x && wanted.y === corner.y) found.push(along);
  }
  return found;
}

export function gripsOf(drawing: CableDrawing): Grips {
  const { line, cable, visible } = drawing;
  const stops = [visible[0], ...distancesOf(drawing), visible[1]];
  const middles = stops.slice(1).flatMap((end, before) => {
    const start = stops[before]!;
    if (end - start < LEAST_PIECE) return [];
    const { x, y } = placeAt(line, (start + end) / 2);
    return [{ x, y, before }];
  });
  return { points: routePoints(cable), middles };
}

/** Which grip is at a place. */
export interface Grip {
  /** The point that is moved, or the one that a new one comes before. */
  index: number;
  isNew: boolean;
}

function nearest(places: readonly Point[], { x, y }: Point, within: number): number {
  let best = -1;
  let least = within;
  for (const [index, place] of places.entries()) {
    const distance = Math.hypot(place.x - x, place.y - y);
    if (distance <= least) [best, least] = [index, distance];
  }
  return best;
}

/** The grip at a place; null where there is none. @param within pixels of the drawing */
export function gripAt({ points, middles }: Grips, at: Point, within: number): Grip | null {
  const point = nearest(points, at, within);
  if (point >= 0) return { index: point, isNew: false };
  const middle = middles[nearest(middles, at, within)];
  return middle === undefined ? null : { index: middle.before, isNew: true };
}

/** The points with the one of the grip at a place. */
export function dragged(points: readonly Point[], { index, isNew }: Grip, at: Point): Point[] {
  return [...points.slice(0, index), at, ...points.slice(isNew ? index : index + 1)];
}

/** The nearest place on the straight way between two others. */
function onto(at: Point, from: Point, to: Point): Point {
  const length = (to.x - from.x) ** 2 + (to.y - from.y) ** 2 || 1;
  const part = ((at.x - from.x) * (to.x - from.x) + (at.y - from.y) * (to.y - from.y)) / length;
  return { x: from.x + part * (to.x - from.x), y: from.y + part * (to.y - from.y) };
}

/**
 * Puts a point into line with its neighbours when it is near: below or beside one of them, or on the
 * straight way between both.
 */
export function snapped(at: Point, before: Point, after: Point, within: number): Point {
  const into = (axis: 'x' | 'y') =>
    [before, after]
      .map((other) => other[axis])
      .find((value) => Math.abs(value - at[axis]) <= within);
  const [x, y] = [into('x'), into('y')];
  if (x !== undefined || y !== undefined) return { x: x ?? at.x, y: y ?? at.y };
  return distanceToPiece(at, before, after) <= within ? onto(at, before, after) : at;
}
