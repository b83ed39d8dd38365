/** Edits of groups. Pure, as everything in edits.ts. A group without members goes. */
import { type DocumentDiff, emptyDiff } from '../../../shared/document/document-diff';
import type { GroupNode, TopologyDocument, TopologyNode } from '../../../shared/document/topology';
import { boundsOf, nodeBox, nodeSize } from '../geometry/geometry';
import { groupOf, type Member, membersOf, withMembers } from '../records/membership';
import { newNode } from '../records/new-node';

type Nodes = TopologyDocument['nodes'];

/** The member without its membership. */
export function loosened(node: Member): Member {
  const loose = { ...node };
  delete loose.memberOf;
  return loose;
}

function isMember(node: TopologyNode | undefined): node is Member {
  return node !== undefined && node.kind !== 'group';
}

/** The groups of these nodes that have no member but them. */
export function emptiedGroups(nodes: Nodes, leaving: ReadonlySet<string>): GroupNode[] {
  const groups = new Map<string, GroupNode>();
  for (const id of leaving) {
    const group = groupOf(nodes, nodes[id]);
    if (group !== undefined) groups.set(group.id, group);
  }
  return [...groups.values()].filter(({ id }) =>
    membersOf(nodes, id).every((member) => leaving.has(member.id)),
  );
}

/** Puts nodes into a group, or takes them out of theirs with `null`. Groups are not nested. */
export function joinGroup(
  document: TopologyDocument,
  ids: Iterable<string>,
  group: string | null,
): DocumentDiff {
  const { nodes } = document;
  const diff = emptyDiff();
  if (group !== null && nodes[group]?.kind !== 'group') return diff;
  for (const id of ids) {
    const node = nodes[id];
    if (!isMember(node) || (node.memberOf ?? null) === group) continue;
    const changed = group === null ? loosened(node) : { ...node, memberOf: group };
    diff.nodes.updated.push([node, changed]);
  }
  diff.nodes.removed = emptiedGroups(nodes, new Set(diff.nodes.updated.map(([{ id }]) => id)));
  return diff;
}

/**
 * Puts nodes into a new group. Groups among them are dissolved in it. Nothing is done without a node.
 *
 * @returns the group's id; null when there is none
 */
export function groupNodes(
  document: TopologyDocument,
  ids: Iterable<string>,
  random: () => number = Math.random,
): { diff: DocumentDiff; id: string | null } {
  const { nodes } = document;
  const members = withMembers(nodes, ids)
    .map((id) => nodes[id])
    .filter(isMember);
  const bounds = boundsOf(members.map((node) => nodeBox(node)));
  if (bounds === null) return { diff: emptyDiff(), id: null };
  const group = newNode(document, 'group', bounds, random);
  const diff = emptyDiff();
  diff.nodes.added.push(group);
  diff.nodes.updated = members.map((node) => [node, { ...node, memberOf: group.id }]);
  diff.nodes.removed = emptiedGroups(nodes, new Set(members.map(({ id }) => id)));
  return { diff, id: group.id };
}

/** Takes groups away and leaves their members where they are. */
export function ungroup(document: TopologyDocument, groups: Iterable<string>): DocumentDiff {
  const diff = emptyDiff();
  for (const id of new Set(groups)) {
    const group = document.nodes[id];
    if (group?.kind !== 'group') continue;
    diff.nodes.removed.push(group);
    for (const member of membersOf(document.nodes, id)) {
      diff.nodes.updated.push([member, loosened(member)]);
    }
  }
  return diff;
}

/** The group with its symbol in the middle of its members. */
function gathered(nodes: Nodes, group: GroupNode): GroupNode {
  const bounds = boundsOf(membersOf(nodes, group.id).map((node) => nodeBox(node)));
  if (bounds === null) return group;
  const { width, height } = nodeSize(group);
  return {
    ...group,
    x: Math.round(bounds.x + (bounds.width - width) / 2),
    y: Math.round(bounds.y + (bounds.height - height) / 2),
  };
}

/** Draws groups as one symbol each, or as frames around their members again. */
export function collapseGroups(
  document: TopologyDocument,
  ids: Iterable<string>,
  collapsed: boolean,
): DocumentDiff {
  const diff = emptyDiff();
  for (const id of new Set(ids)) {
    const group = document.nodes[id];
    if (group?.kind !== 'group' || group.collapsed === collapsed) continue;
    const placed = collapsed ? gathered(document.nodes, group) : group;
    diff.nodes.updated.push([group, { ...placed, collapsed }]);
  }
  return diff;
}
