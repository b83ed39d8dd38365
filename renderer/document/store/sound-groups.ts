/** Keeps groups sound when a diff is fitted to a document that went on without it. Pure. */
import type { Changes } from '../../../shared/document/document-diff';
import type { TopologyDocument, TopologyNode } from '../../../shared/document/topology';
import { loosened } from '../edits/group-edits';
import { membersOf } from '../records/membership';

type Nodes = TopologyDocument['nodes'];

/** Whether nothing of a change is left, now that it is in no group. */
function isSame(from: TopologyNode, to: TopologyNode): boolean {
  return from === to || JSON.stringify(from) === JSON.stringify(to);
}

/** Whether something will be a group when the changes are made. */
function groupsAfter(nodes: Nodes, { added, removed }: Changes<TopologyNode>) {
  const gone = new Set(removed.map(({ id }) => id));
  const fresh = new Set(added.filter(({ kind }) => kind === 'group').map(({ id }) => id));
  return (id: string) => fresh.has(id) || (nodes[id]?.kind === 'group' && !gone.has(id));
}

/** Members of groups that go, which another window put into them. */
function leftBehind(nodes: Nodes, { updated, removed }: Changes<TopologyNode>): TopologyNode[] {
  const named = new Set([...removed, ...updated.map(([from]) => from)].map(({ id }) => id));
  return removed
    .flatMap(({ id }) => membersOf(nodes, id))
    .filter((member) => !named.has(member.id));
}

/** The changes, after which no node that they touch is in a group that is not there. */
export function withSoundGroups(nodes: Nodes, part: Changes<TopologyNode>): Changes<TopologyNode> {
  const isGroup = groupsAfter(nodes, part);
  const sound = (node: TopologyNode) =>
    node.kind === 'group' || node.memberOf === undefined || isGroup(node.memberOf)
      ? node
      : loosened(node);
  const left = leftBehind(nodes, part);
  const pairs = [...part.updated, ...left.map((node) => [node, node] as const)];
  return {
    added: part.added.map(sound),
    updated: pairs
      .map(([from, to]) => [from, sound(to), to] as const)
      .filter(([from, after, to]) => after === to || !isSame(from, after))
      .map(([from, after]): [TopologyNode, TopologyNode] => [from, after]),
    removed: part.removed,
  };
}
