/**
 * What an automatic layout moves, and what it makes of the drawing. Pure. An open group is moved as a whole,
 * as large as its frame, so that its members stay as they stand to each other and no stranger gets among them.
 */
import type { DocumentDiff } from '../../../shared/document/document-diff';
import {
  type Cable,
  type GroupNode,
  isDevice,
  isSwitch,
  type TopologyDocument,
  type TopologyNode,
} from '../../../shared/document/topology';
import { byName } from '../../../shared/text/name-order';
import { placeEnd } from '../geometry/cable-ends';
import { type Box, boundsOf } from '../geometry/geometry';
import { shownBox } from '../geometry/group-frame';
import type { SceneBox, SceneCable } from '../layouts/clear-cables';
import type { LaidOut, LayoutKind, LayoutRequest } from '../layouts/lay-out';
import type { LayoutNode, Link } from '../layouts/layout-graph';
import { hasOwnBox, isObstacle } from '../records/drawn-nodes';
import { groupOf, membersOf, symbolsOf, withMembers } from '../records/membership';
import type { Point } from '../records/new-node';
import { dropStrayPoints } from './cable-route-edits';
import { moveNodes } from './edits';

type Nodes = Pick<TopologyDocument, 'nodes'>;

/** Nothing is being dragged. */
const NOWHERE_ELSE = new Map();

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

/** What a node is drawn as, and moves with: the group that it is in where that moves or is collapsed. */
function unitOf(document: Nodes, units: ReadonlySet<string>): (id: string) => string {
  const symbols = symbolsOf(document.nodes);
  return (id) => {
    const node = document.nodes[id];
    const frame = node && frameOf(document, node);
    if (frame !== undefined && units.has(frame.id)) return frame.id;
    return symbols.get(id) ?? id;
  };
}

/** Cables as links between what moves. */
function linksOf(
  { nodes }: Nodes,
  unit: (id: string) => string,
  cables: readonly SceneCable[],
): Link[] {
  const inUnit = (id: string, { x, y }: Point): Point => {
    const node = nodes[id];
    const corner = node === undefined ? { x: 0, y: 0 } : shownBox(nodes, node);
    return { x: x - corner.x, y: y - corner.y };
  };
  return cables.map(({ id, a, b }) => {
    const [one, other] = [unit(a.box), unit(b.box)];
    return [one, other, { cable: id, one: inUnit(one, a.jack), other: inUnit(other, b.jack) }];
  });
}

function sceneCables({ nodes, cables }: TopologyDocument): SceneCable[] {
  const symbols = symbolsOf(nodes);
  return Object.values(cables).flatMap(({ id, route, points, a, b }) => {
    const [one, other] = [placeEnd(nodes, NOWHERE_ELSE, a), placeEnd(nodes, NOWHERE_ELSE, b)];
    const [from, to] = [symbols.get(a.node) ?? a.node, symbols.get(b.node) ?? b.node];
    if (one === null || other === null || from === to) return [];
    const ends = { a: { box: from, jack: one.jack }, b: { box: to, jack: other.jack } };
    return [{ id, route, points, ...ends }];
  });
}

/** All that cables may be hidden behind. */
function sceneBoxes(
  document: Nodes,
  units: ReadonlySet<string>,
  unit: (id: string) => string,
): SceneBox[] {
  const shown = Object.values(document.nodes).filter((node) => isObstacle(document, node));
  return shown.map((node) => {
    const own = unit(node.id);
    return { id: node.id, unit: units.has(own) ? own : null, box: shownBox(document.nodes, node) };
  });
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
  const unit = unitOf(document, ids);
  const cables = sceneCables(document);
  const corners = new Map(units.map((node) => [node.id, shownBox(document.nodes, node)]));
  return {
    kind,
    graph: { nodes: graphNodes(document, units), links: linksOf(document, unit, cables) },
    scene: { boxes: sceneBoxes(document, ids, unit), cables, corners },
    middle: chosen.length === 1 ? (chosen[0]?.id ?? null) : null,
    centre: { x: bounds.x + bounds.width / 2, y: bounds.y + bounds.height / 2 },
    obstacles: obstaclesOf(document, ids),
  };
}

/** Cables with the looks that a layout has found for them, beside what the diff changes of them already. */
function setLooks(
  { cables }: TopologyDocument,
  diff: DocumentDiff,
  looks: LaidOut['looks'],
): DocumentDiff['cables']['updated'] {
  const others = diff.cables.updated.filter(([{ id }]) => !looks.has(id));
  const changed = [...looks].flatMap(([id, look]) => {
    const cable = cables[id];
    if (cable === undefined) return [];
    const after = { ...cable, ...look, points: [...look.points] };
    return JSON.stringify(after) === JSON.stringify(cable) ? [] : [[cable, after] as const];
  });
  return [...others, ...changed.map(([from, to]): [Cable, Cable] => [from, to])];
}

/**
 * Moves everything to the corners that a layout has found for it, and draws cables as it says. They lose the
 * points that they were led through, unless both of their ends go the same way.
 */
export function layOutNodes(document: TopologyDocument, { places, looks }: LaidOut): DocumentDiff {
  const moves = [...places].flatMap(([id, { x, y }]) => {
    const node = document.nodes[id];
    if (node === undefined) return [];
    const shown = shownBox(document.nodes, node);
    return [[id, { x: node.x + x - shown.x, y: node.y + y - shown.y }] as const];
  });
  const diff = moveNodes(document, moves);
  diff.cables.updated.push(...dropStrayPoints(document, diff));
  diff.cables.updated = setLooks(document, diff, looks);
  return diff;
}
