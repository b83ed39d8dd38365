/**
 * Layers: the most central switch on top, what hangs on it below. Machines of a switch that has many
 * stand below it in rows, so that the drawing does not become a ribbon. Pure.
 */
import { Graph, layout } from '@dagrejs/dagre';
import { fanHeight, screenComb, teethOf } from './comb';
import {
  centralNode,
  depthsFrom,
  GAP,
  type Layout,
  type LayoutGraph,
  type LayoutNode,
  leafGroups,
  type Neighbours,
  neighboursOf,
  type Places,
  ROW_GAP,
  shiftLayout,
} from './layout-graph';

/** So many machines of one switch stand beside each other without being a block; of several, fewer each. */
const FEW_LEAVES = 12;
const FEW_OF_SEVERAL = 4;
const BLOCK_ASPECT = 2;
/** From here on the best ranks would take half a minute; good ones take a few seconds. */
const MANY_NODES = 300;
/** A drawing is not made higher than this part of its width for the sake of straight cables. */
const MOST_STRETCH = 1 / 3;

/** Between a cable and the neighbour that it goes past. */
const MARGIN = 14;

interface Block extends LayoutNode {
  parent: string;
  layout: Layout;
}

/** Many machines below their switch, with room for the cables that fan out to them. */
function blockOf(parent: string, leaves: LayoutNode[], graph: LayoutGraph): Block {
  const comb = screenComb(leaves, teethOf(graph, leaves), BLOCK_ASPECT);
  const fan = fanHeight(comb);
  const layout = shiftLayout(comb, { x: 0, y: fan });
  const { width, height } = comb;
  return { id: `${parent} leaves`, role: 'plain', parent, layout, width, height: height + fan };
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

/** How far the lower one of two linked nodes must be below the other so that the cable goes past its neighbours. */
function neededGap(upper: LayoutNode, lower: LayoutNode, across: number, ends: Drop): number {
  const free = lower.width / 2 + GAP - MARGIN;
  return (ends.into * across) / free - ends.into - (upper.height - ends.out);
}

/** Where a cable begins in the upper node and ends in the lower one, in pixels from their tops. */
interface Drop {
  out: number;
  into: number;
}

/** For links from rank to rank: how much room their cables need between the two. */
function gapsWanted(graph: LayoutGraph, places: Places, ranks: ReadonlyMap<string, number>) {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const wanted = new Map<number, number>();
  for (const [a, b, ends] of graph.links) {
    const [one, other] = [ranks.get(a), ranks.get(b)];
    if (one === undefined || other === undefined || Math.abs(one - other) !== 1) continue;
    const [upper, lower] =
      one < other ? [nodes.get(a)!, nodes.get(b)!] : [nodes.get(b)!, nodes.get(a)!];
    const [from, to] = one < other ? [ends?.one, ends?.other] : [ends?.other, ends?.one];
    const middle = ({ width, height }: LayoutNode) => ({ x: width / 2, y: height / 2 });
    const [out, into] = [from ?? middle(upper), to ?? middle(lower)];
    const across = Math.abs(places.get(upper.id)!.x + out.x - places.get(lower.id)!.x - into.x);
    const gap = neededGap(upper, lower, across, { out: out.y, into: into.y });
    const rank = Math.max(one, other);
    wanted.set(rank, Math.max(wanted.get(rank) ?? 0, gap));
  }
  return wanted;
}

/** Moves ranks apart until cables go past the neighbours of the nodes that they lead to. */
function spread(graph: LayoutGraph, nodes: readonly LayoutNode[], places: Places): void {
  const tops = [...new Set(nodes.map(({ id }) => Math.round(places.get(id)!.y)))].sort(
    (one, other) => one - other,
  );
  const rankOf = ({ id }: LayoutNode) => tops.indexOf(Math.round(places.get(id)!.y));
  const ranks = new Map(nodes.map((node) => [node.id, rankOf(node)]));
  const wanted = gapsWanted(graph, places, ranks);
  const lefts = nodes.map(({ id }) => places.get(id)!.x);
  const rights = nodes.map(({ id, width }) => places.get(id)!.x + width);
  const most = Math.max(ROW_GAP, (Math.max(...rights) - Math.min(...lefts)) * MOST_STRETCH);
  let shift = 0;
  const shifts = tops.map((_, rank) => {
    shift += Math.max(0, Math.min(most, wanted.get(rank) ?? 0) - ROW_GAP);
    return shift;
  });
  for (const { id } of nodes) {
    const { x, y } = places.get(id)!;
    places.set(id, { x, y: y + shifts[ranks.get(id)!]! });
  }
}

/** Puts machines of one switch that stand in one row into their order: nothing else tells them apart. */
function sortRows(graph: LayoutGraph, neighbours: Neighbours, places: Places): void {
  for (const { leaves } of leafGroups(graph, neighbours, 1)) {
    const inRows = leaves.filter(({ id }) => places.has(id));
    const [first] = inRows;
    if (first === undefined || inRows.some(({ width }) => width !== first.width)) continue;
    const corners = inRows.map(({ id }) => places.get(id)!);
    if (corners.some(({ y }) => Math.abs(y - corners[0]!.y) > 1)) continue;
    corners.sort((one, other) => one.x - other.x);
    inRows.forEach(({ id }, index) => {
      places.set(id, corners[index]!);
    });
  }
}

/** Turns a drawing around that stands the wrong way: what comes first is to stand at the left. */
function readFromLeft(nodes: readonly LayoutNode[], places: Places): void {
  let turned = 0;
  nodes.forEach(({ id }, index) => {
    const next = nodes[index + 1];
    const [one, other] = [places.get(id)!, next && places.get(next.id)];
    if (other !== undefined && Math.abs(one.y - other.y) < 1) turned += Math.sign(one.x - other.x);
  });
  if (turned <= 0) return;
  for (const { id, width } of nodes) {
    const { x, y } = places.get(id)!;
    places.set(id, { x: -x - width, y });
  }
}

/** Lays out a graph whose nodes are all linked. */
export function layeredLayout(graph: LayoutGraph): Layout {
  const neighbours = neighboursOf(graph);
  const several = leafGroups(graph, neighbours, FEW_OF_SEVERAL);
  const groups = several.length > 1 ? several : leafGroups(graph, neighbours, FEW_LEAVES);
  const blocks = groups.map(({ parent, leaves }) => blockOf(parent, leaves, graph));
  const inBlock = new Set(blocks.flatMap(({ layout }) => [...layout.places.keys()]));
  const alone = graph.nodes.filter(({ id }) => !inBlock.has(id));
  const target = dagreGraph([...alone, ...blocks]);
  setLinks(target, graph, levelsOf(graph, neighbours));
  for (const { id, parent } of blocks) target.setEdge(parent, id, {});
  layout(target);
  const all = [...alone, ...blocks];
  const places: Places = new Map(all.map((node) => [node.id, cornerOf(target, node)]));
  readFromLeft(all, places);
  sortRows(graph, neighbours, places);
  spread(graph, all, places);
  const whole: Layout = { places, ways: new Map() };
  for (const block of blocks) {
    const { places: inside, ways } = shiftLayout(block.layout, places.get(block.id)!);
    places.delete(block.id);
    for (const [id, at] of inside) places.set(id, at);
    for (const [id, points] of ways) whole.ways.set(id, points);
  }
  return whole;
}
