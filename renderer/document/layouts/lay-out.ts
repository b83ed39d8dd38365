/** An automatic layout from its request to new places. Pure, so that a worker can do it. */
import { type Box, boundsOf } from '../../canvas/boxes';
import type { Point } from '../new-node';
import { forcePlaces } from './force';
import { gridPlaces } from './grid';
import { layeredPlaces } from './layered';
import { componentsOf, GAP, type LayoutGraph, type Places } from './layout-graph';
import { boxesOf, packParts } from './pack';
import { radialPlaces } from './radial';

export type LayoutKind = 'layers' | 'forces' | 'rings' | 'grid';

export interface LayoutRequest {
  kind: LayoutKind;
  graph: LayoutGraph;
  /** Id of the node that rings go around; null for the most central switch. */
  middle: string | null;
  /** Where the middle of the whole goes, if it is free there. */
  centre: Point;
  /** What stays and must not be covered. */
  obstacles: readonly Box[];
}

const SEARCH_STEP = 48;
const MOST_RINGS = 200;

function partPlaces(kind: LayoutKind, graph: LayoutGraph, middle: string | null): Places {
  switch (kind) {
    case 'layers':
      return layeredPlaces(graph);
    case 'forces':
      return forcePlaces(graph);
    case 'rings':
      return radialPlaces(graph, middle);
    case 'grid':
      return gridPlaces(graph.nodes);
  }
}

/** Places around any origin: each linked part by itself, single nodes as a grid, side by side. */
function loosePlaces({ kind, graph, middle }: LayoutRequest): Places {
  if (kind === 'grid') return gridPlaces(graph.nodes);
  const parts = componentsOf(graph);
  const linked = parts.filter(({ nodes }) => nodes.length > 1);
  const single = parts.filter(({ nodes }) => nodes.length === 1).flatMap(({ nodes }) => nodes);
  return packParts([
    ...linked.map((part) => ({ nodes: part.nodes, places: partPlaces(kind, part, middle) })),
    { nodes: single, places: gridPlaces(single) },
  ]);
}

function covers(one: Box, other: Box, by: Point): boolean {
  return (
    one.x + by.x < other.x + other.width + GAP / 2 &&
    other.x < one.x + by.x + one.width + GAP / 2 &&
    one.y + by.y < other.y + other.height + GAP / 2 &&
    other.y < one.y + by.y + one.height + GAP / 2
  );
}

/** Shifts by growing distance: those of one square around the wanted place after the other. */
function* shifts(): Generator<Point> {
  for (let ring = 0; ring < MOST_RINGS; ring++) {
    for (let row = -ring; row <= ring; row++) {
      const step = Math.abs(row) === ring ? 1 : 2 * ring;
      for (let column = -ring; column <= ring; column += Math.max(1, step)) {
        yield { x: column * SEARCH_STEP, y: row * SEARCH_STEP };
      }
    }
  }
}

/** How far the whole must move from where it is wanted so that it covers nothing that stays. */
function freeShift(boxes: readonly Box[], bounds: Box, obstacles: readonly Box[]): Point {
  for (const by of shifts()) {
    const near = obstacles.filter((obstacle) => covers(bounds, obstacle, by));
    if (!boxes.some((box) => near.some((obstacle) => covers(box, obstacle, by)))) return by;
  }
  const right = Math.max(...obstacles.map(({ x, width }) => x + width));
  return { x: right + 2 * GAP - bounds.x, y: 0 };
}

/** New corners for all nodes of the request, in whole pixels. The same request gives the same ones. */
export function layOut(request: LayoutRequest): Places {
  const { graph, centre, obstacles } = request;
  const loose = loosePlaces(request);
  const bounds = boundsOf(boxesOf(graph.nodes, loose));
  if (bounds === null) return loose;
  const dx = Math.round(centre.x - bounds.x - bounds.width / 2);
  const dy = Math.round(centre.y - bounds.y - bounds.height / 2);
  const moved: Places = new Map(
    [...loose].map(([id, { x, y }]) => [id, { x: Math.round(x) + dx, y: Math.round(y) + dy }]),
  );
  const wanted = { ...bounds, x: bounds.x + dx, y: bounds.y + dy };
  const by = freeShift(boxesOf(graph.nodes, moved), wanted, obstacles);
  return new Map(
    [...moved].map(([id, { x, y }]) => [id, { x: Math.round(x + by.x), y: Math.round(y + by.y) }]),
  );
}
