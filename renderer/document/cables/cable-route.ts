/** The way that a cable takes from jack to jack. Pure; shared with the SVG export. */
import { type Cable, MAX_CABLE_POINTS } from '../../../shared/document/topology';
import type { PlacedEnd } from '../geometry/cable-ends';
import {
  exitOf,
  lengthOf,
  type Polyline,
  pathOf,
  reversed,
  roundedPath,
} from '../geometry/polyline';
import type { Point } from '../records/new-node';
import { bentLine } from './cable-bends';
import { curve, curvePath, flattened } from './cable-curve';

const CORNER_RADIUS = 10;

export interface CableRoute {
  /** The line as SVG draws it. */
  path: string;
  /** The same line in straight pieces, for what stands on it. */
  line: Polyline;
}

/** How a cable that has company between its two nodes keeps apart from it. */
export interface Lane {
  /** Pixels beside the way that it would take alone. */
  aside: number;
  /** For straight ones: the two places outside of its nodes between which it lies beside the others. */
  between?: readonly [Point, Point];
}

export const ALONE: Lane = { aside: 0 };

/** Whether the points of a cable count: a straight one goes from end to end. */
export function routePoints({ route, points }: Pick<Cable, 'route' | 'points'>): readonly Point[] {
  return route === 'straight' ? [] : points;
}

/** The line from one end to the other. */
export function routeCable(
  cable: Pick<Cable, 'route' | 'points'>,
  a: PlacedEnd,
  b: PlacedEnd,
  lane: Lane = ALONE,
): CableRoute {
  const points = routePoints(cable);
  if (cable.route === 'curved') {
    const pieces = curve(a, b, points, lane.aside);
    return { path: curvePath(pieces), line: flattened(pieces) };
  }
  if (cable.route === 'bent') {
    const aside = lane === ALONE ? null : lane.aside;
    const line = points.length > 0 ? [a.jack, ...points, b.jack] : bentLine(a, b, aside);
    return { path: roundedPath(line, CORNER_RADIUS), line };
  }
  const line = [a.jack, ...(lane.between ?? []), b.jack];
  return { path: pathOf(line), line };
}

/** Where the line can be seen, in pixels from its start: not beneath the nodes at its ends. */
export function visiblePart(line: Polyline, a: PlacedEnd, b: PlacedEnd): [number, number] {
  const length = lengthOf(line);
  const start = Math.min(length, exitOf(line, a.box));
  const end = length - exitOf(reversed(line), b.box);
  return end >= start ? [start, end] : [length / 2, length / 2];
}

const rounded = ({ x, y }: Point): Point => ({ x: Math.round(x), y: Math.round(y) });

/** What a cable becomes with points: a straight one could not have any. */
export function withPoints(cable: Cable, points: readonly Point[]): Cable {
  const kept = points.slice(0, MAX_CABLE_POINTS).map(rounded);
  return { ...cable, route: cable.route === 'straight' ? 'bent' : cable.route, points: kept };
}

/** A cable whose points are all moved by as much. */
function shiftPoints(cable: Cable, { x, y }: Point): Cable {
  if (cable.points.length === 0 || (x === 0 && y === 0)) return cable;
  return { ...cable, points: cable.points.map((point) => ({ x: point.x + x, y: point.y + y })) };
}

/** A cable after its two nodes moved: its points go with them where both go the same way. */
export function movedPoints(cable: Cable, a: Point | null, b: Point | null): Cable {
  if (a === null || b === null) return cable;
  if (Math.abs(a.x - b.x) > 1 || Math.abs(a.y - b.y) > 1) return cable;
  return shiftPoints(cable, a);
}
