/** Ways to the internet: user-mode NAT with a DHCP server and a DNS relay. */
import { z } from 'zod';
import type { Finding } from '../failure/finding';
import { ipv4Network, ipv4Number, isHostAddress } from '../net/ipv4';
import { defineKind, outside, unlessNamed } from './definition';
import { field } from './fields/field';
import { placed, startSchema } from './fields/node-fields';
import { placedFields, startFields } from './permissions/common-rules';

const ipv4 = z.ipv4();
const tcpOrUdpPort = z.number().int().min(1).max(65_535);

/** A port of this computer that leads to a guest. */
const portForwardSchema = z.object({
  protocol: z.enum(['tcp', 'udp']),
  /** Address of this computer to listen at; 127.0.0.1 unless others shall get in too. */
  hostAddress: ipv4,
  hostPort: tcpOrUdpPort,
  guestAddress: ipv4,
  guestPort: tcpOrUdpPort,
});

export const MAX_FORWARDS = 50;
const anAddress = 'An IPv4 address, such as 10.0.2.15.';

const schema = z.object({
  ...placed,
  kind: z.literal('nat'),
  /** Its own address in the drawing with the prefix length, like 10.0.2.2/24. */
  address: field(z.cidrv4(), {
    label: 'Address',
    section: 'network',
    mono: true,
    hint: 'Its own address in the drawing, with the prefix length.',
    wrong: 'An IPv4 address with its prefix length, such as 10.0.2.2/24.',
  }),
  /** Lowest address that its DHCP server gives out. */
  dhcpStart: field(ipv4, {
    label: 'First DHCP address',
    section: 'network',
    mono: true,
    wrong: anAddress,
  }),
  /** Address at which it answers DNS queries. */
  dns: field(ipv4, { label: 'DNS address', section: 'network', mono: true, wrong: anAddress }),
  /** Whether guests reach servers on this computer's own 127.0.0.1 at the address above. */
  hostLoopback: field(z.boolean(), {
    label: 'Guests reach servers of this computer',
    section: 'network',
    hint: 'Also those that listen at 127.0.0.1 only, at the address above.',
  }),
  forwards: field(z.array(portForwardSchema).max(MAX_FORWARDS), {
    label: 'Port forwards',
    section: 'network',
    editor: 'forwards',
  }),
  start: startSchema,
});

export type NatNode = z.infer<typeof schema>;
export type PortForward = z.infer<typeof portForwardSchema>;

/** How many addresses slirp's DHCP server gives out (NB_BOOTP_CLIENTS of libslirp). */
const DHCP_ADDRESSES = 16;

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
function findings(nodes: readonly NatNode[]): Finding[] {
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

export const natKind = defineKind({
  schema,
  ...outside,
  portLabel: () => 'nat',
  needs: () => ['vdeplug', 'libvdeplug-slirp'],
  findingsOfAll: findings,
  notRunning: unlessNamed,
  permissions: {
    ...placedFields,
    address: 'harmless',
    dhcpStart: 'harmless',
    dns: 'harmless',
    hostLoopback: {
      can: ['reaches'],
      wishes: (isOpen) => [
        isOpen
          ? {
              effect: 'reaches',
              what: 'the Internet, your network and servers on 127.0.0.1',
              how: 'to what only programs of this computer should get at, too',
            }
          : {
              effect: 'reaches',
              what: 'the Internet and your network',
              how: 'to all that this computer can get at by its network',
            },
      ],
    },
    forwards: {
      each: {
        protocol: { with: 'hostPort' },
        hostAddress: { with: 'hostPort' },
        hostPort: {
          can: ['reaches'],
          wishes: (port, { protocol, hostAddress, guestAddress, guestPort }) => [
            {
              effect: 'reaches',
              what: `${protocol} ${hostAddress}:${port} to ${guestAddress}:${guestPort}`,
              how:
                hostAddress === '127.0.0.1'
                  ? 'into the lab, from this computer'
                  : 'into the lab, from other computers too',
            },
          ],
        },
        guestAddress: { with: 'hostPort' },
        guestPort: { with: 'hostPort' },
      },
    },
    start: startFields,
  },
});
