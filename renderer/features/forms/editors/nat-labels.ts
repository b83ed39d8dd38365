/** What the form of an internet access says and begins with. Pure. */

import type { NatNode, TopologyDocument } from '../../../../shared/document/topology';
import type { PortForward } from '../../../../shared/kinds/nat';
import { t } from '../../../i18n/translate';

const FIRST_PORT = 8080;

/** Who has which address, in a line. */
export function natSummary({ address, dhcpStart, dns, hostLoopback }: NatNode): string {
  const [own = ''] = address.split('/');
  const computer = hostLoopback
    ? t('This computer is {{own}} for them', { own })
    : t('Their way out is {{own}}', { own });
  return t('Guests get {{dhcpStart}} and up by DHCP. {{computer}}; DNS is at {{dns}}.', {
    dhcpStart,
    computer,
    dns,
  });
}

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
