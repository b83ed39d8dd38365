/**
 * The address that a Linux kernel's command line gives a card: `ip=CLIENT:SERVER:GATEWAY:MASK:NAME:CARD:AUTO`
 * (Documentation/admin-guide/nfs/nfsroot.rst of Linux). Pure.
 */

import type { QemuNode, UmlNode } from '../../../shared/document/topology';
import type { Finding } from '../../../shared/failure/finding';
import {
  formatIp,
  type IpPrefix,
  isInNetwork,
  parseIpPrefix,
  parseIpv4,
} from '../../../shared/net/ip-address';
import type { DrawnAddress } from './drawn-address';

export interface KernelAddress {
  readonly addresses: readonly DrawnAddress[];
  readonly findings: readonly Finding[];
}

const NOTHING: KernelAddress = { addresses: [], findings: [] };

function maskLength(mask: string): number | null {
  const number = parseIpv4(mask);
  if (number === null) return null;
  const bits = number.toString(2).padStart(32, '0');
  const length = bits.indexOf('0') === -1 ? 32 : bits.indexOf('0');
  return bits.slice(length).includes('1') ? null : length;
}

/** What `ip=` says; nothing where it is not given, or leaves the address to a server. */
export function kernelAddress(node: QemuNode | UmlNode): KernelAddress {
  const word = node.append.split(/\s+/).find((one) => /^ip=[^:]*:/.test(one));
  if (word === undefined) return NOTHING;
  const [client = '', , gateway = '', mask = '', , card = ''] = word.slice(3).split(':');
  if (client === '') return NOTHING;
  const wrong = (message: string, next: string): KernelAddress => ({
    addresses: [],
    findings: [{ severity: 'warning', record: node.id, field: 'append', message, next }],
  });
  const given = `${word} of ${node.name}`;
  const example = 'Write ip=10.0.0.1::10.0.0.254:255.255.255.0::eth0:off, for example.';
  const address = parseIpv4(client);
  if (address === null) return wrong(`${given} has no IPv4 address: “${client}”.`, example);
  const length = mask === '' ? 24 : maskLength(mask);
  if (length === null) return wrong(`“${mask}” in ${given} is no mask of a network.`, example);
  const prefix: IpPrefix = { version: 4, address, length };
  const router = gateway === '' ? null : parseIpPrefix(gateway);
  if (gateway !== '' && (router === null || !isInNetwork(prefix, router))) {
    const message = `The gateway ${gateway} in ${given} is not in the network of ${formatIp(prefix)}/${length}.`;
    return wrong(message, 'Name a router of that network, or leave it empty.');
  }
  const port = Number(/^(?:eth|vec)(\d)$/.exec(card)?.[1] ?? 0);
  if (port >= node.cards.length) return NOTHING;
  const replaced = (text: string) => {
    const other = word.replace(client, text.split('/')[0]!);
    return node.append.replace(word, other);
  };
  return { addresses: [{ node, port, prefix, field: 'append', replaced }], findings: [] };
}
