/** Which records stand on the drawing as a box of their own. Pure. */
import type { TopologyDocument, TopologyNode } from '../../shared/topology';

type Nodes = Pick<TopologyDocument, 'nodes'>;

/** Id of the group that a node is in; groups are in none. */
function groupOf(node: TopologyNode): string | undefined {
  return node.kind === 'group' ? undefined : node.memberOf;
}

/** The collapsed group that hides a node; undefined when it shows. */
export function hidingGroup({ nodes }: Nodes, node: TopologyNode): TopologyNode | undefined {
  const id = groupOf(node);
  const group = id === undefined ? undefined : nodes[id];
  return group?.kind === 'group' && group.collapsed ? group : undefined;
}

/** Frames have no box of their own, and members of a collapsed group do not show. */
export function hasOwnBox(document: Nodes, node: TopologyNode): boolean {
  if (node.kind === 'group') return node.collapsed;
  return hidingGroup(document, node) === undefined;
}

/** Ids of the nodes that are in a group; none for any other node. */
export function membersOf({ nodes }: Nodes, group: string): string[] {
  if (nodes[group]?.kind !== 'group') return [];
  return Object.values(nodes)
    .filter((node) => groupOf(node) === group)
    .map(({ id }) => id);
}
