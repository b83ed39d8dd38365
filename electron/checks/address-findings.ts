/** Addresses of a drawing that cannot be right, or that two machines of one network have. Pure. */

import {
  type DeviceNode,
  isDevice,
  portLabel,
  type TopologyDocument,
} from '../../shared/document/topology';
import type { Finding } from '../../shared/failure/finding';
import type { Remedy } from '../../shared/failure/remedy';
import { formatIp, freeAddress, type IpPrefix, isInNetwork } from '../../shared/net/ip-address';
import { broadcastDomains } from '../../shared/rules/broadcast-domains';
import { type DrawnSettings, nothingDrawn } from '../machines/common/device-kind';
import { addressText, type DrawnAddress } from '../machines/common/drawn-address';
import { kindOf } from '../machines/kinds';

/** Bits of a network with room for others; what is longer stands alone on purpose. */
const LONGEST_SHARED = 30;

const byNode = new WeakMap<DeviceNode, DrawnSettings>();

/** What a node says by itself; looked at once as long as nothing of it is edited. */
function settingsOf(node: DeviceNode): DrawnSettings {
  const before = byNode.get(node);
  if (before !== undefined) return before;
  const settings = kindOf(node).checks.settings?.(node) ?? nothingDrawn;
  byNode.set(node, settings);
  return settings;
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
    const known = settingsOf(node);
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
