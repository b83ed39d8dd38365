/** Finding learned addresses by what a person types, and whose they are. Pure. */

import type { TopologyDocument } from '../../../shared/document/topology';
import { portLabel } from '../../../shared/document/topology';
import type { LearnedAddress } from '../../../shared/lab/switch-view';

const known = new WeakMap<TopologyDocument['nodes'], ReadonlyMap<string, string>>();

/** Machine and card by MAC address in small letters: `pc1 eth0`. */
export function macOwners({ nodes }: TopologyDocument): ReadonlyMap<string, string> {
  const before = known.get(nodes);
  if (before !== undefined) return before;
  const owners = new Map<string, string>();
  for (const node of Object.values(nodes)) {
    if (!('cards' in node)) continue;
    for (const [index, { mac }] of node.cards.entries()) {
      owners.set(mac.toLowerCase(), `${node.name} ${portLabel(node, index)}`);
    }
  }
  known.set(nodes, owners);
  return owners;
}

/** Whether an address is meant: `port 3` and `vlan 10` exactly, all else as a part of MAC or owner. */
export function matchesAddress(
  { mac, vlan, port }: LearnedAddress,
  owner: string,
  filter: string,
): boolean {
  const wanted = filter.trim().toLowerCase();
  if (wanted === '') return true;
  const field = wanted.match(/^(port|vlan)\s*(\d+)$/);
  if (field !== null) return Number(field[2]) === (field[1] === 'port' ? port : vlan);
  return mac.includes(wanted) || owner.toLowerCase().includes(wanted);
}
