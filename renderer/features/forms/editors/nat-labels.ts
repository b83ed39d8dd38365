/** What a new port forward of an internet access is. Pure. */

import type { NatNode, TopologyDocument } from '../../../../shared/document/topology';
import type { PortForward } from '../../../../shared/kinds/nat';

const FIRST_PORT = 8080;

/** A forward to the first guest's web server, from a port that the drawing does not use yet. */
export function newForward(document: TopologyDocument, node: NatNode): PortForward {
  const taken = new Set(
    Object.values(document.nodes).flatMap((other) =>
      other.kind === 'nat' ? other.forwards.map(({ hostPort }) => hostPort) : [],
    ),
  );
  let hostPort = FIRST_PORT;
  while (taken.has(hostPort)) hostPort++;
  return {
    protocol: 'tcp',
    hostAddress: '127.0.0.1',
    hostPort,
    guestAddress: node.dhcpStart,
    guestPort: 80,
  };
}
