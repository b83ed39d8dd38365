/** What the spanning trees of a running switch say about its ports, and in which words. Pure. */

import type { NodeStatus } from '../../shared/contract/service';
import type { TreePort, VlanTree } from '../../shared/lab/switch-view';
import { t } from '../i18n/translate';

type Trees = NodeStatus['trees'];

/** A port that would close a loop and therefore carries nothing. One that still waits does not count. */
function isBlocked({ role, state }: TreePort): boolean {
  return role === 'alternate' && state !== 'forwarding';
}

export interface BlockedPort {
  /** VLANs in which the port is blocked, ascending. */
  readonly vlans: readonly number[];
  /** Whether no VLAN passes it. */
  readonly whole: boolean;
}

/** Whether the spanning tree blocks a port, wholly or in some VLANs; null if it does not. */
export function blockedPort(trees: Trees, port: number): BlockedPort | null {
  const blocked: number[] = [];
  let all = 0;
  for (const { vlan, ports } of trees) {
    const found = ports.find((one) => one.port === port);
    if (found === undefined) continue;
    all++;
    if (isBlocked(found)) blocked.push(vlan);
  }
  return blocked.length === 0 ? null : { vlans: blocked, whole: blocked.length === all };
}

/** `sw2 port 3: blocked by spanning tree`. */
export function blockedText(name: string, { vlans, whole }: BlockedPort): string {
  const text = t('{{name}}: blocked by spanning tree', { name });
  return whole
    ? text
    : t('{{name}}: blocked by spanning tree in VLAN {{vlans}}', { name, vlans: vlans.join(', ') });
}

/** The VLANs whose tree has its root here; a bridge that is alone is nobody's root. */
function rootVlans(trees: Trees): number[] {
  return trees
    .filter(({ isRoot, ports }) => isRoot && ports.some(({ role }) => role === 'designated'))
    .map(({ vlan }) => vlan);
}

/** `sw1 is the root of the spanning tree`; the VLANs are named when it is not the root of all. */
export function rootText(name: string, trees: Trees): string | null {
  const vlans = rootVlans(trees);
  if (vlans.length === 0) return null;
  const text = t('{{name}} is the root of the spanning tree', { name });
  return vlans.length === trees.length
    ? text
    : t('{{name}} is the root of the spanning tree of VLAN {{vlans}}', {
        name,
        vlans: vlans.join(', '),
      });
}

/** The switch that has a bridge id, by its node id; undefined for one from outside. */
export function bridgeOwner(
  nodes: Readonly<Record<string, NodeStatus>>,
  bridge: string,
): string | undefined {
  return Object.keys(nodes).find((id) => nodes[id]!.trees.some((tree) => tree.bridge === bridge));
}

const roles: Record<TreePort['role'], string> = {
  root: 'to the root',
  designated: 'Designated',
  alternate: 'spare way',
  edge: 'edge',
  disabled: 'off',
};
const states: Record<TreePort['state'], string> = {
  discarding: 'waiting',
  learning: 'learning',
  forwarding: 'forwarding',
};

export interface PortLabels {
  readonly role: string;
  readonly state: string;
  readonly blocked: boolean;
}

/** The role and state of a port in words. */
export function portLabel(port: TreePort): PortLabels {
  const blocked = isBlocked(port);
  return { role: roles[port.role], state: blocked ? 'blocked' : states[port.state], blocked };
}

/** `port 1`, `ports 1 and 2`, `ports 1, 2 and 3`. */
export function formatPorts(ports: readonly number[]): string {
  if (ports.length === 1) return t('port {{port}}', { port: ports[0]! });
  return t('ports {{ports}} and {{last}}', {
    ports: ports.slice(0, -1).join(', '),
    last: ports.at(-1)!,
  });
}

/** What a storm is, for its user. */
export function stormText(name: string, ports: readonly number[]): string {
  const where =
    ports.length === 0 ? name : t('{{ports}} of {{name}}', { ports: formatPorts(ports), name });
  return t('Frames go round in a loop through {{where}}; duplicates are suppressed.', { where });
}

/** Ports of a tree in the order of their numbers. */
export function sortedPorts({ ports }: VlanTree): TreePort[] {
  return [...ports].sort((one, other) => one.port - other.port);
}

/** The ports that a tree blocks, ascending. */
export function blockedPorts(tree: VlanTree): number[] {
  return sortedPorts(tree)
    .filter(isBlocked)
    .map(({ port }) => port);
}
