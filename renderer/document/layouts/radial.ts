/**
 * Rings: one node in the middle, what is one cable away around it, and so on outwards. Machines of a
 * switch that has many stand in several rings behind each other. Pure.
 */
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
} from './layout-graph';

const FEW_LEAVES = 8;
const FULL_TURN = 2 * Math.PI;

/** A node of the tree, or the leaves of one as a sheaf. */
interface Branch {
  depth: number;
  /** One node; or many leaves, which stand in rows outwards. */
  members: readonly LayoutNode[];
  rows: number;
  children: Branch[];
}

function diagonal({ width, height }: LayoutNode): number {
  return Math.hypot(width, height) + GAP / 2;
}

function sheafRows(count: number): number {
  return Math.max(2, Math.round(Math.sqrt(count / 4)));
}

/** The tree of shortest ways from the middle; leaves of one hub are one branch when they are many. */
function treeOf(graph: LayoutGraph, neighbours: Neighbours, middle: string): Branch[] {
  const depths = depthsFrom(middle, neighbours);
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const branches = new Map<string, Branch>();
  const groups = leafGroups(graph, neighbours, FEW_LEAVES).map(({ parent, leaves }) => ({
    parent,
    leaves: leaves.filter(({ id }) => id !== middle),
  }));
  const inSheaf = new Set(groups.flatMap(({ leaves }) => leaves.map(({ id }) => id)));
  for (const [id, depth] of depths) {
    if (inSheaf.has(id)) continue;
    branches.set(id, { depth, members: [nodes.get(id)!], rows: 1, children: [] });
    const up = [...(neighbours.get(id) ?? [])].find((next) => depths.get(next) === depth - 1);
    if (up !== undefined) branches.get(up)?.children.push(branches.get(id)!);
  }
  const sheaves = groups.map(({ parent, leaves }): Branch => {
    const depth = (depths.get(parent) ?? 0) + 1;
    const sheaf = { depth, members: leaves, rows: sheafRows(leaves.length), children: [] };
    branches.get(parent)?.children.push(sheaf);
    return sheaf;
  });
  return [...branches.values(), ...sheaves];
}

/** Distance of each ring from the middle, by depth; `stretch` makes the inner room larger. */
function radiiOf(branches: readonly Branch[], thickness: number, stretch: number): number[] {
  const rows: number[] = [];
  for (const { depth, rows: own } of branches) rows[depth] = Math.max(rows[depth] ?? 1, own);
  const radii = [0];
  for (let depth = 1; depth < rows.length; depth++) {
    const before = radii[depth - 1] ?? 0;
    radii.push(before + thickness * stretch + ((rows[depth - 1] ?? 1) - 1) * thickness);
  }
  return radii;
}

function ownAngle({ members, rows, depth }: Branch, radii: readonly number[]): number {
  const radius = radii[depth] ?? 0;
  if (radius === 0) return 0;
  const widest = Math.max(...members.map(diagonal));
  // The chord between two neighbours is to be as long as they are wide, not the arc.
  const each = 2 * Math.asin(Math.min(1, widest / (2 * radius)));
  return each * Math.ceil(members.length / rows);
}

function angleOf(branch: Branch, radii: readonly number[], known: Map<Branch, number>): number {
  const below = branch.children.reduce((sum, child) => sum + angleOf(child, radii, known), 0);
  const angle = Math.max(below, ownAngle(branch, radii));
  known.set(branch, angle);
  return angle;
}

interface Rings {
  radii: readonly number[];
  angles: ReadonlyMap<Branch, number>;
  thickness: number;
}

/** The smallest rings on which all have room. */
function fitRings(branches: readonly Branch[], root: Branch): Rings {
  const thickness = Math.max(...branches.flatMap(({ members }) => members.map(diagonal)));
  for (let stretch = 1; ; stretch *= 1.1) {
    const radii = radiiOf(branches, thickness, stretch);
    const angles = new Map<Branch, number>();
    if (angleOf(root, radii, angles) <= FULL_TURN) return { radii, angles, thickness };
  }
}

function onRing(node: LayoutNode, radius: number, angle: number) {
  return {
    x: radius * Math.cos(angle) - node.width / 2,
    y: radius * Math.sin(angle) - node.height / 2,
  };
}

function placeMembers(branch: Branch, from: number, span: number, rings: Rings, to: Places): void {
  const { members, rows, depth } = branch;
  const columns = Math.ceil(members.length / rows);
  members.forEach((node, index) => {
    const radius = (rings.radii[depth] ?? 0) + (index % rows) * rings.thickness;
    const column = Math.floor(index / rows);
    to.set(node.id, onRing(node, radius, from + (span * (column + 0.5)) / columns));
  });
}

function placeBranch(branch: Branch, from: number, span: number, rings: Rings, to: Places): void {
  placeMembers(branch, from, span, rings, to);
  const angle = (child: Branch) => rings.angles.get(child) ?? 0;
  const needed = branch.children.reduce((sum, child) => sum + angle(child), 0);
  // What is left over is shared out, so that a ring is evenly filled.
  const share = needed === 0 ? 0 : span / needed;
  let at = from;
  for (const child of branch.children) {
    placeBranch(child, at, angle(child) * share, rings, to);
    at += angle(child) * share;
  }
}

/**
 * Lays out a graph whose nodes are all linked.
 *
 * @param middle id of the node in the middle; without it the most central switch
 */
export function radialPlaces(graph: LayoutGraph, middle: string | null): Places {
  const neighbours = neighboursOf(graph);
  const known = middle !== null && neighbours.has(middle);
  const branches = treeOf(graph, neighbours, known ? middle : centralNode(graph, neighbours));
  const places: Places = new Map();
  const root = branches[0];
  if (root === undefined) return places;
  // A quarter turn back: the first one stands above the middle.
  placeBranch(root, -Math.PI / 2, FULL_TURN, fitRings(branches, root), places);
  return places;
}
