/** Where the frame of an open group is: around its members, wherever they are now. Pure. */
import type { GroupNode, TopologyDocument, TopologyNode } from '../../../shared/document/topology';
import { membersOf, symbolsOf } from '../records/membership';
import type { Point } from '../records/new-node';
import { type Box, boundsOf, nodeBox, type Size } from './geometry';

type Nodes = TopologyDocument['nodes'];
/** Where nodes are, and how large, while they are dragged or resized. */
export type Moving = ReadonlyMap<string, Partial<Size> & { at: Point }>;

export const FRAME_TITLE = 32;
const PADDING = 16;
/** The buttons over a member have room in it. */
const ABOVE = 36;
/** The title and its buttons have room in it. */
const LEAST: Size = { width: 232, height: 88 };
const NOBODY_MOVES: Moving = new Map();
const NOBODY: ReadonlySet<string> = new Set();

function boxNow(node: TopologyDocument['nodes'][string], moving: Moving): Box {
  const draft = moving.get(node.id);
  if (draft === undefined) return nodeBox(node);
  const { x, y, width, height } = nodeBox(node, draft.at);
  return { x, y, width: draft.width ?? width, height: draft.height ?? height };
}

/**
 * The frame around the members of a group, and the title above them.
 *
 * @param without members that the frame lets go, because they are being dragged out of it
 */
export function frameBox(
  nodes: Nodes,
  group: GroupNode,
  moving: Moving = NOBODY_MOVES,
  without: ReadonlySet<string> = NOBODY,
): Box {
  const members = membersOf(nodes, group.id).filter(({ id }) => !without.has(id));
  const bounds = boundsOf(members.map((node) => boxNow(node, moving)));
  const at = moving.get(group.id)?.at ?? group;
  if (bounds === null) return { x: at.x, y: at.y, ...LEAST };
  return {
    x: bounds.x - PADDING,
    y: bounds.y - ABOVE - FRAME_TITLE,
    width: Math.max(LEAST.width, bounds.width + 2 * PADDING),
    height: Math.max(LEAST.height, bounds.height + PADDING + ABOVE + FRAME_TITLE),
  };
}

/** Where a node can be seen: a group's frame for an open one, its symbol's box for a hidden member. */
export function shownBox(nodes: Nodes, node: TopologyNode): Box {
  const shown = nodes[symbolsOf(nodes).get(node.id) ?? node.id] ?? node;
  return shown.kind === 'group' && !shown.collapsed ? frameBox(nodes, shown) : nodeBox(shown);
}

/** The boxes of all that can be seen: not those of members of collapsed groups. */
export function shownBoxes(nodes: Nodes): Box[] {
  const hidden = symbolsOf(nodes);
  return Object.values(nodes)
    .filter(({ id }) => !hidden.has(id))
    .map((node) => shownBox(nodes, node));
}
