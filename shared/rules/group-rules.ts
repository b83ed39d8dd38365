/** Groups: what a node says that it is in must be there. */

import { nameOf, type TopologyDocument, type TopologyNode } from '../document/topology';
import type { Finding } from '../failure/finding';

function groupFinding(document: TopologyDocument, node: TopologyNode): Finding[] {
  if (node.kind === 'group' || node.memberOf === undefined) return [];
  const group = document.nodes[node.memberOf];
  if (group?.kind === 'group') return [];
  const what = group === undefined ? 'which is not there' : 'which is no group';
  return [
    {
      severity: 'warning',
      record: node.id,
      field: 'memberOf',
      message: `${nameOf(node)} is said to be in the group "${node.memberOf}", ${what}.`,
      next: 'Group it anew, or take it out of the group.',
    },
  ];
}

/** Nodes whose group does not exist. */
export function groupFindings(document: TopologyDocument): Finding[] {
  return Object.values(document.nodes).flatMap((node) => groupFinding(document, node));
}
