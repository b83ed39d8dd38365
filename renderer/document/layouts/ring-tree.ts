/**
 * The tree that rings are made of: what is in the middle, what is one cable away, and so on. A graph whose
 * switches form a circle, or are all joined with each other, has nothing in the middle. Pure.
 */
import { centralNode, type LayoutGraph, type LayoutNode, type Neighbours } from './layout-graph';

/** A node of the tree; at the root, nothing may be in the middle. */
export interface Branch {
  node: LayoutNode | null;
  depth: number;
  children: Branch[];
}

/** More switches in a circle would leave too much room in its middle. */
const MOST_IN_CIRCLE = 12;
const LEAST_IN_CIRCLE = 3;

/** The nodes that are left when what hangs on one cable is taken away, again and again, with who is linked. */
function coreOf(neighbours: Neighbours): Map<string, Set<string>> {
  const core = new Map([...neighbours].map(([id, others]) => [id, new Set(others)]));
  const loose = [...core.keys()].filter((id) => (core.get(id)?.size ?? 0) < 2);
  for (const id of loose) {
    for (const other of core.get(id) ?? []) {
      const left = core.get(other);
      left?.delete(id);
      if (left?.size === 1) loose.push(other);
    }
    core.delete(id);
  }
  return core;
}

/** A walk along the core, each next one a neighbour of the last where there is one. */
function walk(core: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const order: string[] = [];
  const left = new Set(core.keys());
  for (let at = [...left][0]; at !== undefined; ) {
    order.push(at);
    left.delete(at);
    at = [...(core.get(at) ?? [])].find((id) => left.has(id)) ?? [...left][0];
  }
  return order;
}

/** The nodes of the circle in their order; null where one of them, or another, is better in the middle. */
function circleOf(graph: LayoutGraph, neighbours: Neighbours): string[] | null {
  const core = coreOf(neighbours);
  if (core.size < LEAST_IN_CIRCLE || core.size > MOST_IN_CIRCLE) return null;
  const middle = core.get(centralNode(graph, neighbours));
  const isMesh = [...core.values()].every(({ size }) => size === core.size - 1);
  const hasMiddle = middle !== undefined && middle.size === core.size - 1;
  return isMesh || !hasMiddle ? walk(core) : null;
}

function grow(
  root: Branch,
  first: readonly Branch[],
  nodes: readonly LayoutNode[],
  neighbours: Neighbours,
) {
  const order = new Map(nodes.map((node, index) => [node.id, index]));
  const known = new Set([root, ...first].flatMap(({ node }) => node?.id ?? []));
  const branches = [...first];
  // It is gone through to what is added meanwhile.
  for (const branch of branches) {
    const next = [...(neighbours.get(branch.node?.id ?? '') ?? [])].filter((id) => !known.has(id));
    next.sort((one, other) => order.get(one)! - order.get(other)!);
    for (const id of next) {
      known.add(id);
      const child = { node: nodes[order.get(id)!]!, depth: branch.depth + 1, children: [] };
      branch.children.push(child);
      branches.push(child);
    }
  }
}

/**
 * The tree of shortest ways from the middle.
 *
 * @param middle id of the node in the middle; null for a circle, or the most central switch
 */
export function ringTree(
  graph: LayoutGraph,
  neighbours: Neighbours,
  middle: string | null,
): Branch {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const circle = middle === null ? circleOf(graph, neighbours) : null;
  if (circle !== null) {
    const children = circle.map((id) => ({ node: nodes.get(id)!, depth: 1, children: [] }));
    const root: Branch = { node: null, depth: 0, children };
    grow(root, children, graph.nodes, neighbours);
    return root;
  }
  const node = nodes.get(middle ?? centralNode(graph, neighbours)) ?? null;
  const root: Branch = { node, depth: 0, children: [] };
  grow(root, [root], graph.nodes, neighbours);
  return root;
}

/** All branches, from the root outwards. */
export function branchesOf(root: Branch): Branch[] {
  const all = [root];
  for (const branch of all) all.push(...branch.children);
  return all;
}
