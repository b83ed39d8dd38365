/** `vlan`: which VLANs there are, and their members (port.c). */
import type { Vlan } from '../../engine/switch/vlan';
import {
  type Answer,
  type CommandContext,
  heading,
  type ManagementCommand,
  type Outcome,
} from '../command';
import { leadingIntegers, leadingNumber, zeroPadded } from '../numbers';
import { eachVlan } from './vlan-argument';

function printVlan(vlan: Vlan, withInactive: boolean, around: CommandContext): void {
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

/** Trunks of all VLANs, which vde_switch does not have: a paragraph of its own where there are any. */
function printTrunksOfAll(
  withInactive: boolean,
  { switch: { membership }, print }: CommandContext,
) {
  const trunks = membership.ports.filter(
    ({ number, isActive }) => membership.carriesAll(number) && (isActive || withInactive),
  );
  if (trunks.length > 0) print('VLAN  all');
  for (const { number, isActive } of trunks) {
    print(` -- Port ${zeroPadded(number, 4)} tagged=1 active=${Number(isActive)}`);
  }
}

function* printVlans(
  argument: string,
  lowest: number,
  withInactive: boolean,
  around: CommandContext,
): Answer {
  const failed = yield* eachVlan(argument, lowest, around, (vlan) =>
    printVlan(vlan, withInactive, around),
  );
  if (argument === '') printTrunksOfAll(withInactive, around);
  return failed;
}

type Change = (around: CommandContext, vlan: number, port: number) => Outcome;

/** A command whose argument is a VLAN, or `all`, and a port. */
function memberCommand(
  path: string,
  description: string,
  change: Change,
  changeAll: (around: CommandContext, port: number) => Outcome,
): ManagementCommand {
  return {
    path,
    syntax: 'N PORT',
    description,
    run: (argument, around) => {
      const ofAll = /^\s*all\s+(.*)/.exec(argument)?.[1];
      if (ofAll !== undefined) {
        const port = leadingIntegers(ofAll, 1);
        return port === null ? 'EINVAL' : changeAll(around, port[0]!);
      }
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
  memberCommand(
    'vlan/addport',
    'add port to the vlan N (tagged)',
    (around, vlan, port) => around.switch.membership.addTagged(vlan, port),
    (around, port) => around.switch.membership.carryAll(port),
  ),
  memberCommand(
    'vlan/delport',
    'delete port from the vlan N (tagged)',
    (around, vlan, port) => around.switch.membership.deleteTagged(vlan, port),
    (around, port) => {
      const { membership } = around.switch;
      if (!membership.carriesAll(port)) return 'EINVAL';
      membership.setTagged(port, new Set());
      return null;
    },
  ),
  {
    path: 'vlan/print',
    syntax: '[N]',
    description: 'print the list of defined vlan',
    hasData: true,
    run: (argument, around) => printVlans(argument, 0, false, around),
  },
  {
    path: 'vlan/allprint',
    syntax: '[N]',
    description: 'print the list of defined vlan (including inactive port)',
    hasData: true,
    run: (argument, around) => printVlans(argument, 1, true, around),
  },
];
