/** Lining up, spacing out, nudging and laying out as edits of the drawing. Pure. */

import type { DocumentDiff } from '../../shared/document-diff';
import { byName } from '../../shared/name-order';
import {
  isDevice,
  isSwitch,
  type TopologyDocument,
  type TopologyNode,
} from '../../shared/topology';
import { type Box, boundsOf, nodeBox } from '../canvas/geometry';
import { type Axis, alignedPlaces, distributedPlaces, type Placed, type Side } from './align';
import { hasOwnBox, isObstacle } from './drawn-nodes';
import { moveNodes } from './edits';
import type { LayoutKind, LayoutRequest } from './layouts/lay-out';
import type { LayoutNode } from './layouts/layout-graph';
import { symbolsOf } from './membership';
import type { Point } from './new-node';

type Nodes = Pick<TopologyDocument, 'nodes'>;

/** The boxes of those of the records that have one. */
export function placedOf(document: Nodes, ids: Iterable<string>): Placed[] {
  return [...ids].flatMap((id) => {
    const node = document.nodes[id];
    if (node === undefined || !hasOwnBox(document, node)) return [];
    return [{ id, box: nodeBox(node), locked: node.locked === true }];
  });
}

export function alignNodes(
  document: TopologyDocument,
  ids: Iterable<string>,
  side: Side,
): DocumentDiff {
  return moveNodes(document, alignedPlaces(placedOf(document, ids), side));
}

export function distributeNodes(
  document: TopologyDocument,
  ids: Iterable<string>,
  axis: Axis,
): DocumentDiff {
  return moveNodes(document, distributedPlaces(placedOf(document, ids), axis));
}

/** Moves nodes by so many pixels; locked ones stay. */
export function shiftNodes(
  document: TopologyDocument,
  ids: Iterable<string>,
  { x, y }: Point,
): DocumentDiff {
  const places = [...ids].flatMap((id) => {
    const node = document.nodes[id];
    if (node === undefined || node.locked) return [];
    return [[id, { x: node.x + x, y: node.y + y }] as const];
  });
  return moveNodes(document, places);
}

const roleOrder = { above: 0, hub: 1, plain: 2 } as const;

function roleOf(node: TopologyNode): LayoutNode['role'] {
  if (isSwitch(node)) return 'hub';
  return node.kind === 'nat' || node.kind === 'tap' || node.kind === 'plug' ? 'above' : 'plain';
}

function nameFor(node: TopologyNode): string {
  return 'name' in node ? node.name : '';
}

/** Nodes that layouts move: devices and collapsed groups that are not locked. */
function layable(document: Nodes): TopologyNode[] {
  return Object.values(document.nodes).filter(
    (node) =>
      (isDevice(node) || node.kind === 'group') && !node.locked && hasOwnBox(document, node),
  );
}

/** What a layout would move: of the selection, or of all when less than two of it can be moved. */
export function nodesToLayOut(document: Nodes, selected: ReadonlySet<string>): TopologyNode[] {
  const all = layable(document);
  const some = all.filter(({ id }) => selected.has(id));
  return some.length > 1 ? some : all;
}

function graphNodes(nodes: readonly TopologyNode[]): LayoutNode[] {
  const sorted = [...nodes].sort(
    (one, other) =>
      roleOrder[roleOf(one)] - roleOrder[roleOf(other)] || byName(nameFor(one), nameFor(other)),
  );
  return sorted.map((node) => ({ id: node.id, role: roleOf(node), ...sizeOf(node) }));
}

function sizeOf(node: TopologyNode): { width: number; height: number } {
  const { width, height } = nodeBox(node);
  return { width, height };
}

/** Cables as links between what is drawn: a hidden end is its collapsed group. */
function linksOf(document: TopologyDocument): [string, string][] {
  const symbols = symbolsOf(document.nodes);
  const shown = (id: string) => symbols.get(id) ?? id;
  return Object.values(document.cables).map(({ a, b }) => [shown(a.node), shown(b.node)]);
}

/** What must not be covered: devices, notes and groups that stay. */
function obstaclesOf(document: Nodes, moved: ReadonlySet<string>): Box[] {
  return Object.values(document.nodes)
    .filter((node) => isObstacle(document, node) && !moved.has(node.id))
    .map((node) => nodeBox(node));
}

/** The question for a layout; null when there is nothing to lay out. */
export function layoutRequest(
  document: TopologyDocument,
  selected: ReadonlySet<string>,
  kind: LayoutKind,
): LayoutRequest | null {
  const nodes = nodesToLayOut(document, selected);
  const bounds = boundsOf(nodes.map((node) => nodeBox(node)));
  if (bounds === null || nodes.length < 2) return null;
  const chosen = nodes.filter(({ id }) => selected.has(id));
  return {
    kind,
    graph: { nodes: graphNodes(nodes), links: linksOf(document) },
    middle: chosen.length === 1 ? (chosen[0]?.id ?? null) : null,
    centre: { x: bounds.x + bounds.width / 2, y: bounds.y + bounds.height / 2 },
    obstacles: obstaclesOf(document, new Set(nodes.map(({ id }) => id))),
  };
}
