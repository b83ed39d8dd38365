/**
 * A drag of nodes as one: all of them go the same way. From afar React Flow is not asked to place hundreds of
 * nodes anew for each move of the pointer: they keep their places until the drop, and are shown that way off.
 * Pure.
 */
import type { TopologyDocument } from '../../../shared/document/topology';
import { groupOf } from '../../document/records/membership';
import type { Point } from '../../document/records/new-node';
import type { Draft } from './flow-elements';

type Nodes = TopologyDocument['nodes'];

export interface Carry {
  /** The very same set as long as the same nodes are dragged. */
  ids: ReadonlySet<string>;
  /** From where the nodes are in the document, in pixels of the drawing. */
  by: Point;
}

/** Ways that differ by less are the same, in pixels of the drawing. */
const NEGLIGIBLE = 0.01;

/** The way that a draft is off its node; null where something else than the node changes with it. */
function wayOf(nodes: Nodes, id: string, draft: Draft): Point | null {
  const node = nodes[id];
  if (node === undefined || draft.width !== undefined || draft.height !== undefined) return null;
  // The frame of an open group follows its members.
  const framed = (node.kind === 'group' && !node.collapsed) || groupOf(nodes, node) !== undefined;
  return framed ? null : { x: draft.at.x - node.x, y: draft.at.y - node.y };
}

function isSameWay(one: Point, other: Point): boolean {
  return Math.abs(one.x - other.x) < NEGLIGIBLE && Math.abs(one.y - other.y) < NEGLIGIBLE;
}

/**
 * @param before the carry that went on, if there was one
 * @returns null when the drafts are no drag of nodes as one
 */
export function carryOf(
  nodes: Nodes,
  drafts: ReadonlyMap<string, Draft>,
  before: Carry | null,
): Carry | null {
  let by: Point | null = null;
  for (const [id, draft] of drafts) {
    const way = wayOf(nodes, id, draft);
    if (way === null || (by !== null && !isSameWay(way, by))) return null;
    by = way;
  }
  if (by === null) return null;
  const goesOn =
    before?.ids.size === drafts.size && [...drafts.keys()].every(before.ids.has, before.ids);
  return { ids: goesOn ? before.ids : new Set(drafts.keys()), by };
}
