/** What can be added to a drawing from a list, in the order in which lists show it, in plain English. */
import type { NodeKind } from '../../shared/kinds/registry';

export interface Addable {
  kind: NodeKind;
  /** The accessible name of what adds one. */
  name: string;
  hint: string;
}

export const addableNetwork: readonly Addable[] = [
  { kind: 'switch', name: 'Add switch', hint: 'Learns addresses' },
  { kind: 'hub', name: 'Add hub', hint: 'Repeats to every port' },
];

export const addableMachines: readonly Addable[] = [
  { kind: 'pc', name: 'Add PC', hint: 'Built in, needs nothing' },
  { kind: 'qemu', name: 'Add QEMU machine', hint: 'A full virtual machine' },
  { kind: 'host', name: 'Add namespace host', hint: 'A shell, no image' },
  { kind: 'uml', name: 'Add User-Mode Linux machine', hint: 'Linux as a process' },
  { kind: 'vbox', name: 'Add VirtualBox machine', hint: 'One that you have' },
];

export const addableOutside: readonly Addable[] = [
  { kind: 'nat', name: 'Add internet access', hint: 'DHCP, no root' },
  { kind: 'tap', name: 'Add tap', hint: 'An interface here' },
  { kind: 'plug', name: 'Add VDE plug', hint: 'Any VDE network' },
];

export const addableNotes: readonly Addable[] = [
  { kind: 'note', name: 'Add note', hint: 'Text on the canvas' },
];

export const addableKinds: readonly Addable[] = [
  ...addableNetwork,
  ...addableMachines,
  ...addableOutside,
  ...addableNotes,
];
