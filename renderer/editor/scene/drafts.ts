/** What the canvas shows before the document knows it: nodes that are moved, resized, or dropped into a group. */

import type { TopologyDocument } from '../../../shared/document/topology';
import { groupOf } from '../../document/records/membership';
import type { Point } from '../../document/records/new-node';
import { currentDocument } from '../../document/store/document-store';
import { pageStore } from '../../page/page-state';
import type { Draft } from './flow-elements';

export type Drafts = ReadonlyMap<string, Draft>;
type Nodes = TopologyDocument['nodes'];

/**
 * A drag of nodes as one: all of them go the same way. From afar React Flow is not asked to place hundreds of
 * nodes anew for each move of the pointer: they keep their places until the drop, and are shown that way off.
 */
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
export function carryOf(nodes: Nodes, drafts: Drafts, before: Carry | null): Carry | null {
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

interface ShownDrafts {
  drafts: Drafts;
  /** The same as the drafts, while all of them are a drag of nodes as one. */
  carry: Carry | null;
}

export const useDrafts = pageStore<ShownDrafts>(() => ({ drafts: new Map(), carry: null }));

/** Shows nodes elsewhere than they are, in place of a gesture that was under way. */
export function showDrafts(drafts: Drafts): void {
  useDrafts.setState({ drafts, carry: null });
}

/** Shows nodes where a gesture has them by now. */
export function moveDrafts(drafts: Drafts): void {
  useDrafts.setState(({ carry }) => ({
    drafts,
    carry: carryOf(currentDocument().nodes, drafts, carry),
  }));
}

/** What is carried is so far from where the document has it now. */
export function renewCarry(): void {
  useDrafts.setState(({ drafts, carry }) =>
    carry === null ? {} : { carry: carryOf(currentDocument().nodes, drafts, carry) },
  );
}

export interface GroupDrop {
  /** The group that the dragged nodes would join when they were dropped now. */
  into: string | null;
  /** Nodes that would leave their group; its frame does not follow them. */
  leaving: ReadonlySet<string>;
  /** The group from which a node is dragged that would stay in it. */
  within: string | null;
}

export const NO_DROP: GroupDrop = { into: null, leaving: new Set(), within: null };

export const useGroupDrop = pageStore<GroupDrop>(() => NO_DROP);

/** Nothing is dragged any more. */
export function forgetDrop(): void {
  useGroupDrop.setState(NO_DROP);
}
