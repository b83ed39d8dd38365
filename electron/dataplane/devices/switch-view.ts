/** A running switch as the window shows it. */
import { MAX_SHOWN_ADDRESSES, type SwitchView } from '../../../shared/lab/switch-view';
import type { MacEntry } from '../../engine/switch/mac-table';
import type { Switch } from '../../engine/switch/switch';
import type { SwitchPort } from '../../engine/switch/switch-port';

function byVlanAndAddress(one: MacEntry, other: MacEntry): number {
  if (one.vlan !== other.vlan) return one.vlan - other.vlan;
  return one.mac < other.mac ? -1 : 1;
}

/** The ports, and the first {@link MAX_SHOWN_ADDRESSES} addresses by VLAN and address. */
export function viewOf(shown: Switch): SwitchView {
  const entries = shown.addresses();
  const vlans = shown.membership.vlans.all();
  // Of thousands of ports and of VLANs that commands can make, few have to do with each other.
  const isTaggedIn = (port: SwitchPort) =>
    port.isCreated
      ? vlans.filter((vlan) => vlan.members[port.number] === 1 && port.untagged !== vlan)
      : [];
  return {
    ports: shown.membership.ports.map((port) => ({
      port: port.number,
      untagged: port.untagged?.number ?? (port.isCreated ? null : 0),
      tagged: isTaggedIn(port).map(({ number }) => number),
      endpoints: port.endpoints.map(({ id, description }) => ({ id, description })),
    })),
    addresses: entries
      .sort(byVlanAndAddress)
      .slice(0, MAX_SHOWN_ADDRESSES)
      .map(({ mac, vlan, port, ageMs }) => ({ mac, vlan, port, age: Math.floor(ageMs / 1000) })),
    known: entries.length,
  };
}
