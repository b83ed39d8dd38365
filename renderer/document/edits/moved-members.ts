/** Members go where their group goes, but for locked ones. Pure. */
import type { TopologyDocument } from '../../../shared/document/topology';
import { membersOf } from '../records/membership';
import type { Point } from '../records/new-node';

type Places = Map<string, Point>;

function carryMembers(nodes: TopologyDocument['nodes'], places: Places, id: string): void {
  const group = nodes[id];
  const to = places.get(id);
  if (group?.kind !== 'group' || to === undefined) return;
  const dx = to.x - group.x;
  const dy = to.y - group.y;
  for (const member of membersOf(nodes, id)) {
    if (places.has(member.id) || member.locked === true) continue;
    places.set(member.id, { x: member.x + dx, y: member.y + dy });
  }
}

/** The places, and those of the members of every group among them that have none yet. */
export function movedMembers(
  nodes: TopologyDocument['nodes'],
  given: Iterable<readonly [id: string, place: Point]>,
): Places {
  const places = new Map(given);
  for (const id of [...places.keys()]) carryMembers(nodes, places, id);
  return places;
}
