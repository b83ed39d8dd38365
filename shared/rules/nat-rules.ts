/** What keeps the ways to the internet from doing what the drawing promises. */

import { DHCP_ADDRESSES } from '../document/nat-locator';
import type { PortForward } from '../document/outside-nodes';
import type { DeviceNode, NatNode } from '../document/topology';
import type { Finding } from '../failure/finding';
import { ipv4Network, ipv4Number, isHostAddress } from '../net/ipv4';

/** The longest prefix that leaves room for the node itself and one guest. */
const MAX_PREFIX = 30;
/** Ports below it are for root, unless the computer is told otherwise (ip_unprivileged_port_start). */
const FIRST_FREE_PORT = 1024;
const EVERY_ADDRESS = '0.0.0.0';

const addressOf = (node: NatNode) => node.address.split('/')[0]!;

function outsideFinding(node: NatNode, field: 'dhcpStart' | 'dns'): Finding[] {
  const network = ipv4Network(node.address);
  const address = node[field];
  if (isHostAddress(network, address) && address !== addressOf(node)) return [];
  const what = field === 'dns' ? 'DNS address' : 'first DHCP address';
  return [
    {
      severity: 'error',
      record: node.id,
      field,
      message:
        address === addressOf(node)
          ? `The ${what} of ${node.name} is its own address.`
          : `The ${what} of ${node.name}, ${address}, is not for a machine of ${node.address}.`,
      next: 'Choose another address of the same network.',
    },
  ];
}

function addressFindings(node: NatNode): Finding[] {
  const at = { severity: 'error', record: node.id, field: 'address' } as const;
  if (Number(node.address.split('/')[1]) > MAX_PREFIX) {
    return [
      {
        ...at,
        message: `The network of ${node.name} has no room for guests.`,
        next: `Use a prefix length of at most ${MAX_PREFIX}, like 10.0.2.2/24.`,
      },
    ];
  }
  if (isHostAddress(ipv4Network(node.address), addressOf(node))) return [];
  return [
    {
      ...at,
      message: `${addressOf(node)} of ${node.name} is the address of a network, not of a machine.`,
      next: 'Choose one inside of the network, like 10.0.2.2/24.',
    },
  ];
}

/** slirp does not keep what it gives out clear of its own addresses. */
function dhcpFindings(node: NatNode): Finding[] {
  const from = ipv4Number(node.dhcpStart);
  const isGivenOut = (address: string) => {
    const number = ipv4Number(address);
    return number > from && number < from + DHCP_ADDRESSES;
  };
  const taken = [addressOf(node), node.dns].find(isGivenOut);
  if (taken === undefined && node.dns !== node.dhcpStart) return [];
  return [
    {
      severity: 'warning',
      record: node.id,
      field: 'dhcpStart',
      message: `${node.name} might give a guest the address ${taken ?? node.dns}, which is its own.`,
      next: `Let DHCP start elsewhere: it gives out ${DHCP_ADDRESSES} addresses from there on.`,
    },
  ];
}

function forwardFindings(node: NatNode, forward: PortForward, index: number): Finding[] {
  const at = { record: node.id, field: `forwards.${index}` } as const;
  const findings: Finding[] = [];
  if (!isHostAddress(ipv4Network(node.address), forward.guestAddress)) {
    findings.push({
      ...at,
      severity: 'error',
      message: `${node.name} forwards to ${forward.guestAddress}, which is not in its network ${node.address}.`,
      next: 'Name the address of a guest.',
    });
  }
  if (forward.hostPort < FIRST_FREE_PORT) {
    findings.push({
      ...at,
      severity: 'warning',
      message: `Only root may listen at port ${forward.hostPort} of this computer, as a rule.`,
      next: `Take one from ${FIRST_FREE_PORT} on, like ${forward.hostPort + 8000}.`,
    });
  }
  if (forward.hostAddress === EVERY_ADDRESS) {
    findings.push({
      ...at,
      severity: 'warning',
      message: `Other computers can get in by port ${forward.hostPort} of ${node.name}.`,
      next: 'Listen at 127.0.0.1 unless that is meant.',
    });
  }
  return findings;
}

interface Listener {
  readonly node: NatNode;
  readonly forward: PortForward;
}

const isSamePlace = ({ hostAddress: one }: PortForward, { hostAddress: other }: PortForward) =>
  one === other || one === EVERY_ADDRESS || other === EVERY_ADDRESS;

/** Ports of this computer that two forwards listen at, in one node or in several. */
function collisions(nodes: readonly NatNode[]): Finding[] {
  const listeners = new Map<string, Listener[]>();
  const findings: Finding[] = [];
  for (const node of nodes) {
    for (const [index, forward] of node.forwards.entries()) {
      const port = `${forward.protocol} ${forward.hostPort}`;
      const others = listeners.get(port) ?? [];
      const first = others.find((other) => isSamePlace(other.forward, forward));
      listeners.set(port, [...others, { node, forward }]);
      if (first === undefined) continue;
      const { protocol, hostPort } = forward;
      findings.push({
        severity: 'error',
        record: node.id,
        field: `forwards.${index}`,
        message: `${first.node.name} listens at ${protocol.toUpperCase()} port ${hostPort} of this computer already.`,
        next: 'Give one of the two forwards another port.',
      });
    }
  }
  return findings;
}

/** The findings about all ways to the internet of a drawing. */
export function natFindings(devices: readonly DeviceNode[]): Finding[] {
  const nodes = devices.filter((node) => node.kind === 'nat');
  return [
    ...nodes.flatMap((node) => {
      const network = addressFindings(node);
      // With a network that is none, all that is measured by it would be wrong as well.
      if (network.length > 0) return network;
      return [
        ...outsideFinding(node, 'dhcpStart'),
        ...outsideFinding(node, 'dns'),
        ...dhcpFindings(node),
        ...node.forwards.flatMap((forward, index) => forwardFindings(node, forward, index)),
      ];
    }),
    ...collisions(nodes),
  ];
}
