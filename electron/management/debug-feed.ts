/** Turns what a switch notices into the debug lines of vde_switch (DBGOUT in its modules). */
import type { SwitchListener } from '../engine/switch/switch-listener';
import { withColons } from '../engine/switch/vlan-tree';
import type { DebugPath } from './debug-categories';
import { zeroPadded } from './numbers';

type Told = Omit<SwitchListener, 'treesChanged' | 'stormChanged' | 'sightingsChanged'>;

const hexadecimal = (value: number) => value.toString(16).padStart(2, '0');
const endpointPlace = (port: number, id: number) =>
  `Port ${zeroPadded(port, 2)} FD ${String(id).padStart(2)}`;

/** A VLAN in two octets; vde_switch's table has the low one first, its spanning tree the high one. */
const lowFirst = (vlan: number) => `${hexadecimal(vlan & 255)}:${hexadecimal(vlan >> 8)}`;
const highFirst = (vlan: number) => `${hexadecimal(vlan >> 8)}:${hexadecimal(vlan & 255)}`;

const treePlace = (port: number, vlan: number) =>
  `Port ${zeroPadded(port, 4)} VLAN ${highFirst(vlan)}`;

/** @param emit sends a line to the sessions that asked for its category, made only if there are any */
export function debugFeed(emit: (path: DebugPath, message: () => string) => void): Told {
  const address = (path: DebugPath) => (mac: string, vlan: number, port: number) =>
    emit(path, () => `${mac} VLAN ${lowFirst(vlan)} Port ${port}`);
  return {
    addressLearned: address('hash/+'),
    addressForgotten: address('hash/-'),
    portCreated: (port) => emit('port/+', () => zeroPadded(port, 2)),
    portEmptied: (port) => emit('port/-', () => zeroPadded(port, 2)),
    endpointJoined: (port, id, description) => {
      emit('port/ep/+', () => endpointPlace(port, id));
      emit('port/descr', () => `${endpointPlace(port, id)} -> "${description}"`);
    },
    endpointLeft: (port, id) => emit('port/ep/-', () => endpointPlace(port, id)),
    treeState: (port, vlan, state) =>
      emit('fstp/status', () => `${treePlace(port, vlan)} ${state}`),
    treeRoot: (port, vlan, root) =>
      emit('fstp/root', () => `${treePlace(port, vlan)} -> ${withColons(root)}`),
    treeNeighbour: (port, vlan, isThere) =>
      emit(isThere ? 'fstp/+' : 'fstp/-', () => treePlace(port, vlan)),
  };
}
