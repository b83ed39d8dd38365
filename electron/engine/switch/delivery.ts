/** How a frame leaves a switch: by one port or by several, with or without a tag as each wants it. */
import { dropSlot } from '../core/counters';
import { retag } from '../frames/retag';
import type { Fabric } from './fabric';
import type { Passing, Vlan, VlanPort } from './vlan';

const OVERSIZE = dropSlot('oversize');

/** Sends a frame out of one port. */
export function deliver(
  fabric: Fabric,
  to: VlanPort,
  vlan: Vlan,
  tagged: boolean,
  bytes: Uint8Array,
  start: number,
  length: number,
): void {
  const { passing } = vlan;
  const wantsTag = to.untagged !== vlan;
  passing.out = to.number;
  if (tagged === wantsTag) {
    to.transmit(bytes, start, length);
  } else {
    const room = fabric.room();
    const changed = retag(room, vlan.number, wantsTag, bytes, start, length);
    if (changed === 0) to.counters.countDrop(OVERSIZE);
    else to.transmit(room, 0, changed);
  }
  passing.out = -1;
}

/** Floods to the ports that take the frame as it is, then, changed once, to all others. */
export function flood(
  fabric: Fabric,
  from: VlanPort,
  vlan: Vlan,
  tagged: boolean,
  bytes: Uint8Array,
  start: number,
  length: number,
): void {
  const alike = tagged ? vlan.tagged : vlan.plain;
  fabric.deliver(alike.length);
  transmitAll(alike, from, vlan.passing, bytes, start, length);
  const others = tagged ? vlan.plain : vlan.tagged;
  if (others.length === 0) return;
  fabric.deliver(others.length);
  const room = fabric.room();
  const changed = retag(room, vlan.number, !tagged, bytes, start, length);
  if (changed === 0) from.counters.countDrop(OVERSIZE);
  else transmitAll(others, from, vlan.passing, room, 0, changed);
}

/** Sends a frame out of all of some ports but the one by which it came. */
export function transmitAll(
  ports: readonly VlanPort[],
  from: VlanPort,
  passing: Passing,
  bytes: Uint8Array,
  start: number,
  length: number,
): void {
  for (let index = 0; index < ports.length; index++) {
    const port = ports[index]!;
    if (port === from) continue;
    passing.out = port.number;
    port.transmit(bytes, start, length);
  }
  passing.out = -1;
}
