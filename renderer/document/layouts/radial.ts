/**
 * Rings: one node in the middle, what is one cable away around it, and so on outwards. Many machines of one switch
 * stand in two rings, those of the outer one behind the gaps of the inner one, so that all cables show. Rings grow
 * until no cable of the tree is hidden. Pure.
 */
import { overlaps } from '../geometry/boxes';
import {
  GAP,
  type LayoutGraph,
  type LayoutNode,
  type Link,
  neighboursOf,
  type Places,
} from './layout-graph';
import { LinesOfSight, type NamedBox } from './lines-of-sight';
import { type Branch, branchesOf, ringTree } from './ring-tree';
import { separate } from './separate';

/** So many machines of one switch stand in one ring. */
const FEW_LEAVES = 12;
const FULL_TURN = 2 * Math.PI;
const GROWTH = 1.08;
/** Larger rings would cost more than a few cables that are led around something. */
const MOST_GROWTH = 6;
const CLEARANCE = 6;

function diagonal({ width, height }: LayoutNode): number {
  return Math.hypot(width, height) + GAP / 2;
}

const isLeaf = ({ children, node }: Branch) => children.length === 0 && node?.role === 'plain';

/** Whether the machines on a branch stand in two rings. */
function isStaggered({ children }: Branch): boolean {
  return children.filter(isLeaf).length > FEW_LEAVES;
}

interface Rings {
  /** Distances from the middle by depth. */
  radii: readonly number[];
  /** From one ring of machines to the one behind it. */
  thickness: number;
}

function ringsOf(branches: readonly Branch[], thickness: number, stretch: number): Rings {
  const rows: number[] = [1];
  for (const branch of branches) {
    const depth = branch.depth + 1;
    if (branch.children.length > 0)
      rows[depth] = Math.max(rows[depth] ?? 1, isStaggered(branch) ? 2 : 1);
  }
  const radii = [0];
  for (let depth = 1; depth < rows.length; depth++) {
    radii.push(radii[depth - 1]! + thickness * (stretch + rows[depth - 1]! - 1));
  }
  return { radii, thickness };
}

/** The angle that a chord of this length takes on a ring. */
function chordAngle(length: number, radius: number): number {
  return 2 * Math.asin(Math.min(1, length / (2 * radius)));
}

/** How much of the turn a branch needs. */
function angleOf(branch: Branch, rings: Rings, known: Map<Branch, number>): number {
  const { radii, thickness } = rings;
  const width = branch.node === null ? 0 : diagonal(branch.node);
  const own = branch.depth === 0 ? 0 : chordAngle(width, radii[branch.depth] ?? thickness);
  const staggered = isStaggered(branch);
  let below = 0;
  for (const child of branch.children) {
    const whole = angleOf(child, rings, known);
    const half = chordAngle(
      (child.node === null ? 0 : diagonal(child.node)) / 2,
      radii[child.depth]!,
    );
    const angle = staggered && isLeaf(child) ? half : whole;
    known.set(child, angle);
    below += angle;
  }
  // Beside the first and the last one of two rings, a neighbour may stand in the same ring.
  if (staggered) below += below / branch.children.length;
  return Math.max(own, below);
}

function onRing(node: LayoutNode, radius: number, angle: number) {
  return {
    x: radius * Math.cos(angle) - node.width / 2,
    y: radius * Math.sin(angle) - node.height / 2,
  };
}

interface Turn {
  from: number;
  span: number;
}

/** The children of a branch on their part of the turn, evenly: what is left over is shared out. */
function placeChildren(
  branch: Branch,
  { from, span }: Turn,
  rings: Rings,
  angles: ReadonlyMap<Branch, number>,
  to: Places,
): void {
  const staggered = isStaggered(branch);
  const sum = branch.children.reduce((total, child) => total + angles.get(child)!, 0);
  const isWhole = span === FULL_TURN && branch.children.length % 2 === 0;
  const slack = staggered && !isWhole ? sum / branch.children.length : 0;
  const share = span / (sum + slack);
  let at = from + (slack / 2) * share;
  branch.children.forEach((child, index) => {
    const width = angles.get(child)! * share;
    const isOuter = staggered && isLeaf(child) && index % 2 === 1;
    const radius = rings.radii[child.depth]! + (isOuter ? rings.thickness : 0);
    const middle = at + width / 2;
    if (child.node !== null) to.set(child.node.id, onRing(child.node, radius, middle));
    placeChildren(child, { from: at, span: width }, rings, angles, to);
    at += width;
  });
}

function placesOn(root: Branch, branches: readonly Branch[], stretch: number): Places | null {
  const sizes = branches.flatMap(({ node }) => (node === null ? [] : [diagonal(node)]));
  const rings = ringsOf(branches, Math.max(...sizes), stretch);
  const angles = new Map<Branch, number>();
  if (angleOf(root, rings, angles) > FULL_TURN) return null;
  const places: Places = new Map();
  if (root.node !== null) places.set(root.node.id, onRing(root.node, 0, 0));
  // A quarter turn back: the first one stands above the middle.
  const first = angles.get(root.children[0]!) ?? 0;
  const whole = root.children.reduce((sum, child) => sum + angles.get(child)!, 0);
  const from = -Math.PI / 2 - (first / whole) * Math.PI;
  placeChildren(root, { from, span: FULL_TURN }, rings, angles, places);
  return places;
}

/** Whether nothing covers another thing, and no cable of the tree is hidden. */
function isClear(nodes: readonly LayoutNode[], links: readonly Link[], places: Places): boolean {
  const boxes = new Map<string, NamedBox>(
    nodes.map(({ id, width, height }) => [id, { id, ...places.get(id)!, width, height }]),
  );
  const all = [...boxes.values()];
  const sight = new LinesOfSight(all, CLEARANCE);
  const jack = (id: string, at: { x: number; y: number } | undefined) => {
    const { x, y, width, height } = boxes.get(id)!;
    return { x: x + (at?.x ?? width / 2), y: y + (at?.y ?? height / 2) };
  };
  const covered = all.some((one, index) =>
    all.slice(index + 1).some((other) => overlaps(one, other)),
  );
  return (
    !covered &&
    links.every(([one, other, ends]) => {
      const [from, to] = [jack(one, ends?.one), jack(other, ends?.other)];
      return sight.behind(from, to, [one, other]).length === 0;
    })
  );
}

/** The links along the branches. */
function treeLinks({ links }: LayoutGraph, branches: readonly Branch[]): Link[] {
  const parents = new Map<string, string>();
  for (const { node, children } of branches) {
    for (const child of children) {
      if (node !== null && child.node !== null) parents.set(child.node.id, node.id);
    }
  }
  return links.filter(([one, other]) => parents.get(one) === other || parents.get(other) === one);
}

/**
 * Lays out a graph whose nodes are all linked.
 *
 * @param middle id of the node in the middle; without it a circle of switches or the most central switch
 */
export function radialPlaces(graph: LayoutGraph, middle: string | null): Places {
  if (graph.nodes.length === 0) return new Map();
  const neighbours = neighboursOf(graph);
  const known = middle !== null && neighbours.has(middle) ? middle : null;
  const root = ringTree(graph, neighbours, known);
  const branches = branchesOf(root);
  const links = treeLinks(graph, branches);
  let found: Places | null = null;
  for (let stretch = 1, grown = 0; found === null || grown < MOST_GROWTH; stretch *= GROWTH) {
    const places = placesOn(root, branches, stretch);
    if (places === null) continue;
    if (isClear(graph.nodes, links, places)) return places;
    found ??= places;
    grown++;
  }
  const middles = new Map(
    graph.nodes.map(({ id, width, height }) => {
      const { x, y } = found.get(id)!;
      return [id, { x: x + width / 2, y: y + height / 2 }];
    }),
  );
  return separate(graph.nodes, middles);
}
