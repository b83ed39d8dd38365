/** `vlan`: which VLANs there are, and their members (port.c). */
import type { Vlan } from '../../engine/vlan';
import {
  type CommandSurroundings,
  heading,
  type ManagementCommand,
  type Outcome,
} from '../command';
import { leadingIntegers, leadingNumber, zeroPadded } from '../numbers';
import { eachVlan } from './vlan-argument';

function printVlan(vlan: Vlan, withInactive: boolean, around: CommandSurroundings): void {
  around.print(`VLAN ${zeroPadded(vlan.number, 4)}`);
  for (const { number, isActive, untagged } of around.switch.membership.ports) {
    if (vlan.members[number] === 0 || !(isActive || withInactive)) continue;
    const carrying = isActive ? 'Forwarding' : 'Learning';
    const status = vlan.blocked[number] === 1 ? 'Discarding' : carrying;
    around.print(
      ` -- Port ${zeroPadded(number, 4)} tagged=${Number(untagged !== vlan)} active=${Number(isActive)} status=${status}`,
    );
  }
}

type Change = (around: CommandSurroundings, vlan: number, port: number) => Outcome;

/** A command whose argument is a VLAN and a port. */
function memberCommand(path: string, description: string, change: Change): ManagementCommand {
  return {
    path,
    syntax: 'N PORT',
    description,
    run: (argument, around) => {
      const numbers = leadingIntegers(argument, 2);
      return numbers === null ? 'EINVAL' : change(around, numbers[0]!, numbers[1]!);
    },
  };
}

export const vlanCommands: readonly ManagementCommand[] = [
  heading('vlan', 'VLAN MANAGEMENT MENU'),
  {
    path: 'vlan/create',
    syntax: 'N',
    description: 'create the VLAN with tag N',
    run: (argument, around) => around.switch.membership.createVlan(leadingNumber(argument)),
  },
  {
    path: 'vlan/remove',
    syntax: 'N',
    description: 'remove the VLAN with tag N',
    run: (argument, around) => around.switch.membership.removeVlan(leadingNumber(argument)),
  },
  memberCommand('vlan/addport', 'add port to the vlan N (tagged)', (around, vlan, port) =>
    around.switch.membership.addTagged(vlan, port),
  ),
  memberCommand('vlan/delport', 'delete port from the vlan N (tagged)', (around, vlan, port) =>
    around.switch.membership.deleteTagged(vlan, port),
  ),
  {
    path: 'vlan/print',
    syntax: '[N]',
    description: 'print the list of defined vlan',
    hasData: true,
    run: (argument, around) =>
      eachVlan(argument, 0, around, (vlan) => printVlan(vlan, false, around)),
  },
  {
    path: 'vlan/allprint',
    syntax: '[N]',
    description: 'print the list of defined vlan (including inactive port)',
    hasData: true,
    run: (argument, around) =>
      eachVlan(argument, 1, around, (vlan) => printVlan(vlan, true, around)),
  },
];
