/** Addresses of a drawing that cannot be right, or that two machines of one network have. Pure. */

import {
  type DeviceNode,
  isDevice,
  type NatNode,
  portLabel,
  type TapNode,
  type TopologyDocument,
} from '../../shared/document/topology';
import type { Finding } from '../../shared/failure/finding';
import type { Remedy } from '../../shared/failure/remedy';
import {
  formatIp,
  freeAddress,
  hostAddressFault,
  type IpPrefix,
  isInNetwork,
  parseIpPrefix,
} from '../../shared/net/ip-address';
import { broadcastDomains } from '../../shared/rules/broadcast-domains';
import { startupFailure } from '../../shared/rules/startup-failure';
import type { DrawnAddress } from './drawn-address';
import { addressText, readHostScript } from './host-script';
import { kernelAddress } from './kernel-address';
import { pcAddresses, rehearsed, suggestion } from './pc-setup';
import { failingSetup } from './switch-setup';

/** Bits of a network with room for others; what is longer stands alone on purpose. */
const LONGEST_SHARED = 30;

interface Known {
  readonly addresses: readonly DrawnAddress[];
  readonly findings: readonly Finding[];
}

const byNode = new WeakMap<DeviceNode, Known>();

/** What a node tells by itself; looked at once as long as nothing of it is edited. */
function knownOf(node: DeviceNode): Known {
  const before = byNode.get(node);
  if (before !== undefined) return before;
  const known = lookAt(node);
  byNode.set(node, known);
  return known;
}

function lookAt(node: DeviceNode): Known {
  switch (node.kind) {
    case 'pc': {
      const findings = rehearsed(node).failures.map((failure): Finding => {
        const better = suggestion(node, failure);
        const remedy: Remedy | null = better && {
          do: 'set-field',
          label: `Write “${better.line}”`,
          field: 'setup',
          value: better.setup,
        };
        return asFinding(startupFailure(node, failure), remedy);
      });
      return { addresses: pcAddresses(node), findings };
    }
    case 'host': {
      const { failures, addresses } = readHostScript(node);
      const findings = failures.map((failure) => asFinding(startupFailure(node, failure), null));
      return { addresses, findings: [...findings, ...addresses.flatMap(faultOf)] };
    }
    case 'qemu':
    case 'uml': {
      const { addresses, findings } = kernelAddress(node);
      return { addresses, findings: [...findings, ...addresses.flatMap(faultOf)] };
    }
    case 'switch':
    case 'hub': {
      const findings = failingSetup(node).map((failure) =>
        asFinding(startupFailure(node, failure), null),
      );
      return { addresses: [], findings };
    }
    case 'tap':
      return { addresses: fieldAddress(node, 'address'), findings: [] };
    case 'nat':
      return {
        addresses: [...fieldAddress(node, 'address'), ...fieldAddress(node, 'dns')],
        findings: [],
      };
    default:
      return { addresses: [], findings: [] };
  }
}

function asFinding(
  { message, next, record = '', field }: ReturnType<typeof startupFailure>,
  remedy: Remedy | null,
): Finding {
  return { severity: 'warning', record, field, message, next, ...(remedy && { remedy }) };
}

function fieldAddress(node: TapNode | NatNode, field: 'address' | 'dns'): DrawnAddress[] {
  const text = field === 'dns' ? (node as NatNode).dns : node.address;
  const prefix = parseIpPrefix(text);
  const replaced = (other: string) => (text.includes('/') ? other : other.split('/')[0]!);
  return prefix === null ? [] : [{ node, port: 0, prefix, field, replaced }];
}

function faultOf({ node, prefix, field }: DrawnAddress): Finding[] {
  const fault = hostAddressFault(prefix);
  if (fault === null) return [];
  return [
    {
      severity: 'warning',
      record: node.id,
      field,
      message: `${addressText(prefix)} of ${node.name} ${fault}.`,
      next: 'Give it one between the first and the last address of the network.',
    },
  ];
}

/** All addresses of a network, in the order of the document. */
type Network = readonly DrawnAddress[];

function* networksOf(document: TopologyDocument, all: readonly DrawnAddress[]): Generator<Network> {
  const domainOf = broadcastDomains(document);
  const networks = new Map<string, DrawnAddress[]>();
  for (const one of all) {
    const domain = domainOf({ node: one.node.id, port: one.port });
    const known = networks.get(domain);
    if (known === undefined) networks.set(domain, [one]);
    else known.push(one);
  }
  yield* networks.values();
}

function fixTo(one: DrawnAddress, prefix: IpPrefix): Remedy | null {
  const text = addressText(prefix);
  const value = one.replaced(text);
  return value === null ? null : { do: 'set-field', label: `Use ${text}`, field: one.field, value };
}

const ownName = ({ node, port }: DrawnAddress) =>
  'cards' in node && node.cards.length > 1 ? `${portLabel(node, port)} of ${node.name}` : node.name;

function twice(network: Network): Finding[] {
  const owners = new Map<string, DrawnAddress>();
  const taken = new Set(network.map(({ prefix }) => formatIp(prefix)));
  return network.flatMap((one): Finding[] => {
    const text = formatIp(one.prefix);
    const first = owners.get(text);
    if (first === undefined) {
      owners.set(text, one);
      return [];
    }
    if (first.node === one.node && first.port === one.port) return [];
    const free = freeAddress(one.prefix, taken);
    if (free !== null) taken.add(formatIp(free));
    const remedy = free === null ? null : fixTo(one, free);
    return [
      {
        severity: 'warning',
        record: one.node.id,
        field: one.field,
        message: `${ownName(one)} has the address ${text}, and so has ${ownName(first)} on the same network.`,
        next: 'Give one of them another address: others reach now the one, now the other.',
        ...(remedy && { remedy }),
      },
    ];
  });
}

/** Networks that overlap on one wire and are not equally large: one machine does not find the others. */
function unlike(network: Network): Finding[] {
  const seen: DrawnAddress[] = [];
  return network.flatMap((one): Finding[] => {
    const isDns = one.field === 'dns';
    if (one.prefix.version !== 4 || isDns) return [];
    if (one.prefix.length > LONGEST_SHARED && one.isBare !== true) return [];
    const other = seen.find(
      ({ prefix }) =>
        prefix.length !== one.prefix.length &&
        (isInNetwork(prefix, one.prefix) || isInNetwork(one.prefix, prefix)),
    );
    if (one.isBare === true) return other === undefined ? [] : [alone(one, other)];
    if (other === undefined) {
      if (seen.length < 64) seen.push(one);
      return [];
    }
    const remedy = fixTo(one, { ...one.prefix, length: other.prefix.length });
    return [
      {
        severity: 'warning',
        record: one.node.id,
        field: one.field,
        message: `${ownName(one)} has ${addressText(one.prefix)} and ${ownName(other)} ${addressText(other.prefix)}: they do not agree on how large their network is.`,
        next: 'Give both the same bits of the network behind the slash.',
        ...(remedy && { remedy }),
      },
    ];
  });
}

function alone(one: DrawnAddress, other: DrawnAddress): Finding {
  const remedy = fixTo(one, { ...one.prefix, length: other.prefix.length });
  return {
    severity: 'warning',
    record: one.node.id,
    field: one.field,
    message: `${formatIp(one.prefix)} of ${ownName(one)} has no bits of a network, so that nobody else is on it.`,
    next: `Write them behind a slash, as ${ownName(other)} does: ${addressText(other.prefix)}.`,
    ...(remedy && { remedy }),
  };
}

/** Looks at one node after the other, then at each network; between the steps others may have their turn. */
export function* findAddressFaults(
  document: TopologyDocument,
): Generator<undefined, Finding[], undefined> {
  const addresses: DrawnAddress[] = [];
  const findings: Finding[] = [];
  for (const node of Object.values(document.nodes)) {
    if (!isDevice(node)) continue;
    const known = knownOf(node);
    addresses.push(...known.addresses);
    findings.push(...known.findings);
    yield undefined;
  }
  for (const network of networksOf(document, addresses)) {
    // Those without bits come last: the others say how large the network is.
    const ordered = [...network].sort(
      (a, b) => Number(a.isBare ?? false) - Number(b.isBare ?? false),
    );
    findings.push(...twice(network), ...unlike(ordered));
    yield undefined;
  }
  return findings;
}
