/** An automatic layout from its request to new places. Pure, so that a worker can do it. */
import { type Box, boundsOf } from '../geometry/boxes';
import type { Point } from '../records/new-node';
import { type CableLook, clearCables, type Scene } from './clear-cables';
import { forcePlaces } from './force';
import { gridPlaces } from './grid';
import { griddedLayout } from './gridded';
import { layeredLayout } from './layered';
import {
  componentsOf,
  GAP,
  type Layout,
  type LayoutGraph,
  type Places,
  shiftLayout,
} from './layout-graph';
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
  /** What the cables go between; without it none is led around anything. */
  scene?: Scene;
}

export interface LaidOut {
  /** New corners of all nodes of the request, in whole pixels. */
  places: Places;
  /** How cables are drawn now, where that may have changed. */
  looks: Map<string, CableLook>;
}

const SEARCH_STEP = 48;
const MOST_RINGS = 200;

const straight = (places: Places): Layout => ({ places, ways: new Map() });

function partLayout(kind: LayoutKind, graph: LayoutGraph, middle: string | null): Layout {
  switch (kind) {
    case 'layers':
      return layeredLayout(graph);
    case 'forces':
      return straight(forcePlaces(graph));
    case 'rings':
      return straight(radialPlaces(graph, middle));
    case 'grid':
      return griddedLayout(graph);
  }
}

/** Places around any origin: each linked part by itself, single nodes as a grid, side by side. */
function looseLayout({ kind, graph, middle }: LayoutRequest): Layout {
  if (kind === 'grid') return griddedLayout(graph);
  const parts = componentsOf(graph);
  const linked = parts.filter(({ nodes }) => nodes.length > 1);
  const single = parts.filter(({ nodes }) => nodes.length === 1).flatMap(({ nodes }) => nodes);
  return packParts([
    ...linked.map((part) => ({ nodes: part.nodes, ...partLayout(kind, part, middle) })),
    { nodes: single, ...straight(gridPlaces(single)) },
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

const wholePixels = (places: Places): Places =>
  new Map([...places].map(([id, { x, y }]) => [id, { x: Math.round(x), y: Math.round(y) }]));

/** Around the wanted middle, or as near to it as nothing is covered. */
function settle(loose: Layout, { graph, centre, obstacles }: LayoutRequest): Layout {
  const bounds = boundsOf(boxesOf(graph.nodes, loose.places));
  if (bounds === null) return loose;
  const x = Math.round(centre.x - bounds.x - bounds.width / 2);
  const y = Math.round(centre.y - bounds.y - bounds.height / 2);
  const moved = shiftLayout({ ...loose, places: wholePixels(loose.places) }, { x, y });
  const wanted = { ...bounds, x: bounds.x + x, y: bounds.y + y };
  const by = freeShift(boxesOf(graph.nodes, moved.places), wanted, obstacles);
  return shiftLayout(moved, { x: Math.round(by.x), y: Math.round(by.y) });
}

/** The whole answer to a request. The same request gives the same one. */
export function layOut(request: LayoutRequest): LaidOut {
  const { places, ways } = settle(looseLayout(request), request);
  const looks = request.scene === undefined ? [] : clearCables(request.scene, places, ways);
  return { places, looks: new Map(looks) };
}
