/**
 * What an automatic layout moves, and what it makes of the drawing. Pure. An open group is moved as a whole,
 * as large as its frame, so that its members stay as they stand to each other and no stranger gets among them.
 */
import type { DocumentDiff } from '../../shared/document-diff';
import { byName } from '../../shared/name-order';
import {
  type GroupNode,
  isDevice,
  isSwitch,
  type TopologyDocument,
  type TopologyNode,
} from '../../shared/topology';
import { type Box, boundsOf } from '../canvas/geometry';
import { shownBox } from '../canvas/group-frame';
import { dropStrayPoints } from './cable-route-edits';
import { hasOwnBox, isObstacle } from './drawn-nodes';
import { moveNodes } from './edits';
import type { LayoutKind, LayoutRequest } from './layouts/lay-out';
import type { LayoutNode, Places } from './layouts/layout-graph';
import { groupOf, membersOf, symbolsOf, withMembers } from './membership';

type Nodes = Pick<TopologyDocument, 'nodes'>;

const roleOrder = { above: 0, hub: 1, plain: 2 } as const;

function roleOf(node: TopologyNode): LayoutNode['role'] {
  if (isSwitch(node)) return 'hub';
  return node.kind === 'nat' || node.kind === 'tap' || node.kind === 'plug' ? 'above' : 'plain';
}

function nameFor(node: TopologyNode): string {
  return 'name' in node ? node.name : '';
}

const isOpen = (node: TopologyNode | undefined): node is GroupNode =>
  node?.kind === 'group' && !node.collapsed;

/** The open group that a node is in. */
function frameOf({ nodes }: Nodes, node: TopologyNode): GroupNode | undefined {
  const group = groupOf(nodes, node);
  return isOpen(group) ? group : undefined;
}

/** Devices, collapsed groups, and open ones with something in them; where nothing is locked. */
function canMove({ nodes }: Nodes, node: TopologyNode): boolean {
  if (node.locked) return false;
  if (node.kind !== 'group') return isDevice(node) && hasOwnBox({ nodes }, node);
  const members = membersOf(nodes, node.id);
  return node.collapsed || (members.length > 0 && !members.some(({ locked }) => locked));
}

/** Ids with those of the open groups that they are in, unless all are in the same one. */
function withFrames(document: Nodes, ids: ReadonlySet<string>): ReadonlySet<string> {
  const nodes = [...ids].flatMap((id) => document.nodes[id] ?? []);
  const frames = new Set(nodes.map((node) => frameOf(document, node)?.id));
  return frames.size === 1 ? ids : new Set([...ids, ...frames].filter((id) => id !== undefined));
}

/** What moves by itself of the records with these ids: what is in a group goes with it, or stays with it. */
function unitsAmong(document: Nodes, ids: ReadonlySet<string>): TopologyNode[] {
  const wanted = withFrames(document, ids);
  return Object.values(document.nodes).filter((node) => {
    if (!wanted.has(node.id) || !canMove(document, node)) return false;
    const frame = frameOf(document, node);
    return frame === undefined || !wanted.has(frame.id);
  });
}

/** What a layout would move: of the selection, or of all when less than two of it can be moved. */
export function nodesToLayOut(document: Nodes, selected: ReadonlySet<string>): TopologyNode[] {
  const some = unitsAmong(document, selected);
  return some.length > 1 ? some : unitsAmong(document, new Set(Object.keys(document.nodes)));
}

function graphNodes({ nodes }: Nodes, units: readonly TopologyNode[]): LayoutNode[] {
  const sorted = [...units].sort(
    (one, other) =>
      roleOrder[roleOf(one)] - roleOrder[roleOf(other)] || byName(nameFor(one), nameFor(other)),
  );
  return sorted.map((node) => {
    const { width, height } = shownBox(nodes, node);
    return { id: node.id, role: roleOf(node), width, height };
  });
}

/** Cables as links between what moves: an end in a group that moves, or is collapsed, is that group. */
function linksOf(document: TopologyDocument, units: ReadonlySet<string>): [string, string][] {
  const symbols = symbolsOf(document.nodes);
  const shown = (id: string) => {
    const node = document.nodes[id];
    const frame = node && frameOf(document, node);
    if (frame !== undefined && units.has(frame.id)) return frame.id;
    return symbols.get(id) ?? id;
  };
  return Object.values(document.cables).map(({ a, b }) => [shown(a.node), shown(b.node)]);
}

/** What must not be covered: devices, notes and groups that stay, and the frames of the latter. */
function obstaclesOf(document: Nodes, units: ReadonlySet<string>): Box[] {
  const { nodes } = document;
  const moved = new Set(withMembers(nodes, units));
  const stays = (node: TopologyNode) =>
    !moved.has(node.id) && !membersOf(nodes, node.id).some(({ id }) => moved.has(id));
  return Object.values(nodes)
    .filter((node) => (isObstacle(document, node) || isOpen(node)) && stays(node))
    .map((node) => shownBox(nodes, node));
}

/** The question for a layout; null when there is nothing to lay out. */
export function layoutRequest(
  document: TopologyDocument,
  selected: ReadonlySet<string>,
  kind: LayoutKind,
): LayoutRequest | null {
  const units = nodesToLayOut(document, selected);
  const bounds = boundsOf(units.map((node) => shownBox(document.nodes, node)));
  if (bounds === null || units.length < 2) return null;
  const chosen = units.filter(({ id }) => selected.has(id));
  const ids = new Set(units.map(({ id }) => id));
  return {
    kind,
    graph: { nodes: graphNodes(document, units), links: linksOf(document, ids) },
    middle: chosen.length === 1 ? (chosen[0]?.id ?? null) : null,
    centre: { x: bounds.x + bounds.width / 2, y: bounds.y + bounds.height / 2 },
    obstacles: obstaclesOf(document, ids),
  };
}

/**
 * Moves everything to the corners that a layout has found for it. Cables lose the points that they were led
 * through, unless both of their ends go the same way.
 */
export function layOutNodes(document: TopologyDocument, corners: Places): DocumentDiff {
  const places = [...corners].flatMap(([id, { x, y }]) => {
    const node = document.nodes[id];
    if (node === undefined) return [];
    const shown = shownBox(document.nodes, node);
    return [[id, { x: node.x + x - shown.x, y: node.y + y - shown.y }] as const];
  });
  const diff = moveNodes(document, places);
  diff.cables.updated.push(...dropStrayPoints(document, diff));
  return diff;
}
