/**
 * Internet access as a locator of libvdeplug_slirp: user-mode NAT with a DHCP server and a DNS relay.
 * Only IPv4 is turned on, which is what the node describes; slirp's IPv6 would announce itself even
 * where this computer has none, and guests would try that first.
 */

import type { PortForward } from '../kinds/nat';
import { type LocatorParameter, printLocator } from '../vde/vnl';
import type { NatNode } from './topology';

function forwardText({ hostAddress, hostPort, guestAddress, guestPort }: PortForward): string {
  return `${hostAddress}:${hostPort}:${guestAddress}:${guestPort}`;
}

function forwardsOf(node: NatNode, protocol: PortForward['protocol']): LocatorParameter[] {
  const texts = node.forwards.filter((one) => one.protocol === protocol).map(forwardText);
  return texts.length === 0 ? [] : [{ key: `${protocol}fwd`, value: texts.join(',') }];
}

/** The node's locator. The slash of its address is encoded, since slashes part slirp's options. */
export function natLocator(node: NatNode): string {
  const parameters: LocatorParameter[] = [
    { key: 'v4', value: null },
    { key: 'host', value: node.address },
    { key: 'dhcp', value: node.dhcpStart },
    { key: 'vnameserver', value: node.dns },
    ...(node.hostLoopback ? [] : [{ key: 'disable_host_loopback', value: null }]),
    ...forwardsOf(node, 'tcp'),
    ...forwardsOf(node, 'udp'),
  ];
  return printLocator({ module: 'slirp', address: '', parameters, nested: null });
}
