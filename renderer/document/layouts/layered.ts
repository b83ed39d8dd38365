/**
 * Layers: the most central switch on top, what hangs on it below. Machines of a switch that has many
 * stand below it in rows, so that the drawing does not become a ribbon. Pure.
 */
import { Graph, layout } from '@dagrejs/dagre';
import { gridPlaces } from './grid';
import {
  centralNode,
  depthsFrom,
  GAP,
  type LayoutGraph,
  type LayoutNode,
  leafGroups,
  type Neighbours,
  neighboursOf,
  type Places,
  ROW_GAP,
} from './layout-graph';
import { boxesOf } from './pack';

/** So many machines of one switch stand beside each other without being a block. */
const FEW_LEAVES = 4;
const MOST_IN_ROW = 8;
/** From here on the best ranks would take half a minute; good ones take a few seconds. */
const MANY_NODES = 300;

interface Block extends LayoutNode {
  parent: string;
  places: Places;
}

function blockColumns(count: number): number {
  return Math.min(MOST_IN_ROW, Math.ceil(Math.sqrt(count * 1.5)));
}

function blockOf(parent: string, leaves: LayoutNode[]): Block {
  const places = gridPlaces(leaves, blockColumns(leaves.length));
  const boxes = boxesOf(leaves, places);
  return {
    id: `${parent} leaves`,
    role: 'plain',
    parent,
    places,
    width: Math.max(...boxes.map((box) => box.x + box.width)),
    height: Math.max(...boxes.map((box) => box.y + box.height)),
  };
}

/** Depth of each node; a way out of the lab stands above what it leads into. */
function levelsOf(graph: LayoutGraph, neighbours: Neighbours): Map<string, number> {
  const levels = depthsFrom(centralNode(graph, neighbours), neighbours);
  for (const { id, role } of graph.nodes) {
    const [below, ...others] = neighbours.get(id) ?? [];
    if (role !== 'above' || below === undefined || others.length > 0) continue;
    levels.set(id, (levels.get(below) ?? 0) - 1);
  }
  return levels;
}

function dagreGraph(nodes: readonly LayoutNode[]): Graph {
  const graph = new Graph();
  const ranker = nodes.length > MANY_NODES ? 'tight-tree' : 'network-simplex';
  graph.setGraph({
    rankdir: 'TB',
    rankalign: 'top',
    ranker,
    nodesep: GAP,
    ranksep: ROW_GAP,
    edgesep: GAP / 2,
  });
  for (const { id, width, height } of nodes) graph.setNode(id, { width, height });
  return graph;
}

function setLinks(target: Graph, graph: LayoutGraph, levels: ReadonlyMap<string, number>): void {
  const order = new Map(graph.nodes.map(({ id }, index) => [id, index]));
  for (const [one, other] of graph.links) {
    if (one === other || !target.hasNode(one) || !target.hasNode(other)) continue;
    const down = (levels.get(one) ?? 0) - (levels.get(other) ?? 0);
    const isDown = down < 0 || (down === 0 && (order.get(one) ?? 0) < (order.get(other) ?? 0));
    target.setEdge(isDown ? one : other, isDown ? other : one, {});
  }
}

/** dagre's places are middles. */
function cornerOf(graph: Graph, { id, width, height }: LayoutNode) {
  const { x = 0, y = 0 } = graph.node(id) as { x?: number; y?: number };
  return { x: x - width / 2, y: y - height / 2 };
}

/** Lays out a graph whose nodes are all linked. */
export function layeredPlaces(graph: LayoutGraph): Places {
  const neighbours = neighboursOf(graph);
  const groups = leafGroups(graph, neighbours, FEW_LEAVES);
  const blocks = groups.map(({ parent, leaves }) => blockOf(parent, leaves));
  const inBlock = new Set(blocks.flatMap(({ places }) => [...places.keys()]));
  const alone = graph.nodes.filter(({ id }) => !inBlock.has(id));
  const target = dagreGraph([...alone, ...blocks]);
  setLinks(target, graph, levelsOf(graph, neighbours));
  for (const { id, parent } of blocks) target.setEdge(parent, id, {});
  layout(target);
  const places: Places = new Map(alone.map((node) => [node.id, cornerOf(target, node)]));
  for (const block of blocks) {
    const corner = cornerOf(target, block);
    for (const [id, { x, y }] of block.places) places.set(id, { x: corner.x + x, y: corner.y + y });
  }
  return places;
}
