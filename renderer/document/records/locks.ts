/** Locked nodes stay where they are, and stay at all, until they are unlocked. Pure. */
import { type DocumentDiff, emptyDiff } from '../../../shared/document/document-diff';
import type { TopologyDocument, TopologyNode } from '../../../shared/document/topology';
import { membersOf, withMembers } from './membership';

/** What may be changed, and what is locked, of some records. Cables are never locked. */
export function partByLock(
  { nodes }: Pick<TopologyDocument, 'nodes'>,
  ids: Iterable<string>,
): { free: string[]; locked: string[] } {
  const parts = { free: [] as string[], locked: [] as string[] };
  for (const id of ids) (nodes[id]?.locked === true ? parts.locked : parts.free).push(id);
  return parts;
}

/** A group stays around a locked member: its members stand in its place, to be deleted or to stay. */
export function withoutHeldGroups(
  { nodes }: Pick<TopologyDocument, 'nodes'>,
  ids: Iterable<string>,
): string[] {
  const wanted = [...ids].flatMap((id) => {
    const members = membersOf(nodes, id);
    const stays = nodes[id]?.locked !== true && members.some(({ locked }) => locked === true);
    return stays ? members.map((member) => member.id) : [id];
  });
  return [...new Set(wanted)];
}

/** A node that is not locked has no field that says so. */
function unlocked({ locked: _, ...node }: TopologyNode): TopologyNode {
  return node;
}

/** Locks or unlocks nodes; with a group go its members. */
export function lockNodes(
  document: TopologyDocument,
  ids: Iterable<string>,
  locked: boolean,
): DocumentDiff {
  const diff = emptyDiff();
  for (const id of withMembers(document.nodes, ids)) {
    const node = document.nodes[id];
    if (node === undefined || (node.locked === true) === locked) continue;
    diff.nodes.updated.push([node, locked ? { ...node, locked } : unlocked(node)]);
  }
  return diff;
}
