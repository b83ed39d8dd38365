/** Whether commands for groups have something to do. Pure. */
import type { TopologyDocument, TopologyNode } from '../../shared/document/topology';
import { groupOf } from '../document/records/membership';

export type GroupCommand =
  | 'edit.group'
  | 'edit.ungroup'
  | 'edit.collapse'
  | 'edit.joinGroup'
  | 'edit.leaveGroup';

export function canGroup(
  id: GroupCommand,
  nodes: TopologyDocument['nodes'],
  ids: Iterable<string>,
): boolean {
  const selected: TopologyNode[] = [...ids]
    .map((one) => nodes[one])
    .filter((one) => one !== undefined);
  const groups = selected.filter(({ kind }) => kind === 'group').length;
  const members = selected.filter((node) => groupOf(nodes, node) !== undefined).length;
  switch (id) {
    case 'edit.group':
      return selected.length > groups || groups > 1;
    case 'edit.ungroup':
    case 'edit.collapse':
      return groups + members > 0;
    case 'edit.joinGroup':
      return groups === 1 && selected.length > 1;
    case 'edit.leaveGroup':
      return members > 0;
  }
}
