/** What a layout knows of a drawing: boxes and lines between them. Pure, and plain data for a worker. */
import type { Point } from '../records/new-node';

export interface LayoutNode {
  id: string;
  /** In pixels at zoom 1. */
  width: number;
  height: number;
  /** `hub`: switches, around which others stand; `above`: ways out of the lab, drawn over them. */
  role: 'hub' | 'above' | 'plain';
}

/** A cable of a link, with its jacks relative to the top left corners of what it joins. */
interface LinkEnds {
  cable: string;
  one: Point;
  other: Point;
}

export type Link = readonly [one: string, other: string, ends?: LinkEnds];

export interface LayoutGraph {
  /** In the order in which equals are placed. */
  nodes: readonly LayoutNode[];
  links: readonly Link[];
}

/** Top left corners by id. */
export type Places = Map<string, Point>;

/** Points that cables are led through, from the first end of their link to the other, by cable. */
export type Ways = Map<string, Point[]>;

/** What a layout has found: where nodes stand, and the ways of cables that would be hidden as straight lines. */
export interface Layout {
  places: Places;
  ways: Ways;
}

/** The same, shifted. */
export function shiftLayout({ places, ways }: Layout, { x, y }: Point): Layout {
  const shifted = (point: Point) => ({ x: point.x + x, y: point.y + y });
  return {
    places: new Map([...places].map(([id, at]) => [id, shifted(at)])),
    ways: new Map([...ways].map(([id, points]) => [id, points.map(shifted)])),
  };
}

/** Room between neighbours: enough for a cable and the labels at its ends. */
export const GAP = 48;
/** Between rows that cables go through. */
export const ROW_GAP = 96;

export type Neighbours = ReadonlyMap<string, ReadonlySet<string>>;

/** Who is linked with whom; links to oneself and to unknown nodes are left out. */
export function neighboursOf({ nodes, links }: LayoutGraph): Neighbours {
  const neighbours = new Map(nodes.map(({ id }) => [id, new Set<string>()]));
  for (const [one, other] of links) {
    if (one === other || !neighbours.has(one) || !neighbours.has(other)) continue;
    neighbours.get(one)?.add(other);
    neighbours.get(other)?.add(one);
  }
  return neighbours;
}

/** How many links each node is away from the start, in the order of a walk from there. */
export function depthsFrom(start: string, neighbours: Neighbours): Map<string, number> {
  const depths = new Map([[start, 0]]);
  for (const [id, depth] of depths) {
    for (const next of neighbours.get(id) ?? []) if (!depths.has(next)) depths.set(next, depth + 1);
  }
  return depths;
}

/** The parts of a graph that no link joins, in the order of their first nodes. */
export function componentsOf(graph: LayoutGraph): LayoutGraph[] {
  const neighbours = neighboursOf(graph);
  const part = new Map<string, number>();
  let count = 0;
  for (const { id } of graph.nodes) {
    if (part.has(id)) continue;
    for (const found of depthsFrom(id, neighbours).keys()) part.set(found, count);
    count++;
  }
  const parts = Array.from({ length: count }, () => ({
    nodes: [] as LayoutNode[],
    links: [] as Link[],
  }));
  for (const node of graph.nodes) parts[part.get(node.id)!]!.nodes.push(node);
  for (const link of graph.links) {
    const at = part.get(link[0]);
    if (at !== undefined && at === part.get(link[1])) parts[at]!.links.push(link);
  }
  return parts;
}

function remoteness(start: string, neighbours: Neighbours): number {
  let sum = 0;
  for (const depth of depthsFrom(start, neighbours).values()) sum += depth;
  return sum;
}

/** The hub that has the shortest ways to all others; without hubs any node may be it. */
export function centralNode({ nodes }: LayoutGraph, neighbours: Neighbours): string {
  const hubs = nodes.filter(({ role }) => role === 'hub');
  let best = '';
  let least = Number.POSITIVE_INFINITY;
  for (const { id } of hubs.length > 0 ? hubs : nodes) {
    const sum = remoteness(id, neighbours);
    if (sum < least) [best, least] = [id, sum];
  }
  return best;
}

export interface LeafGroup {
  /** The node that all of them hang on. */
  parent: string;
  leaves: LayoutNode[];
}

/** Nodes that hang on one hub and nothing else, by hub, where there are more than a few of them. */
export function leafGroups(graph: LayoutGraph, neighbours: Neighbours, few: number): LeafGroup[] {
  const hubs = new Set(graph.nodes.filter(({ role }) => role === 'hub').map(({ id }) => id));
  const groups = new Map<string, LayoutNode[]>();
  for (const node of graph.nodes) {
    const [parent, ...others] = neighbours.get(node.id) ?? [];
    if (node.role !== 'plain' || parent === undefined || others.length > 0) continue;
    if (hubs.has(parent)) groups.set(parent, [...(groups.get(parent) ?? []), node]);
  }
  return [...groups]
    .filter(([, leaves]) => leaves.length > few)
    .map(([parent, leaves]) => ({ parent, leaves }));
}
