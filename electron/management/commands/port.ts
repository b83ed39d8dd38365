/** `port`: the ports themselves, who may use them, and what is on them (port.c). */
import { ANYBODY, type SwitchPort } from '../../engine/switch/switch-port';
import { NO_VLAN } from '../../engine/switch/vlan';
import {
  type Answer,
  type CommandContext,
  heading,
  type ManagementCommand,
  type Outcome,
} from '../command';
import { leadingIntegers, leadingNumber, zeroPadded } from '../numbers';
import { portAccessCommands } from './port-access';
import { createdPort } from './port-argument';

function showInfo(_argument: string, { switch: managed, print }: CommandContext): Outcome {
  print(`Numports=${managed.membership.portCount}`);
  print(`HUB=${managed.isHub}`);
  print('counters=true');
  return null;
}

const counted = (frames: number, bytes: number) =>
  `pkts ${String(frames).padStart(10)}          bytes ${String(bytes).padStart(20)}`;

function printPort(port: SwitchPort, around: CommandContext): void {
  const { accounts, print } = around;
  const nameOf = (id: number | null, name: (id: number) => string | null) =>
    id === null || id === ANYBODY ? 'NONE' : (name(id) ?? String(id));
  const { framesIn, bytesIn, framesOut, bytesOut } = port.counters.read();
  const untagged = zeroPadded(port.untagged?.number ?? NO_VLAN, 4);
  print(
    `Port ${zeroPadded(port.number, 4)} untagged_vlan=${untagged} ${port.isActive ? '' : 'IN'}ACTIVE - ${port.allocatable ? '' : 'NOT '}Unnamed Allocatable`,
  );
  const current = nameOf(around.currentUser(port.number), accounts.userName);
  const user = nameOf(port.user, accounts.userName);
  const group = nameOf(port.group, accounts.groupName);
  print(` Current User: ${current} Access Control: (User: ${user} - Group: ${group})`);
  print(` IN:  ${counted(framesIn, bytesIn)}`);
  print(` OUT: ${counted(framesOut, bytesOut)}`);
  for (const { id, module, description } of port.endpoints) {
    print(`  -- endpoint ID ${zeroPadded(id, 4)} module ${module.padEnd(12)}: ${description}`);
  }
}

function* printPorts(
  argument: string,
  around: CommandContext,
  isShown: (port: SwitchPort) => boolean,
): Answer {
  const { membership } = around.switch;
  if (argument === '') {
    for (const port of membership.ports) {
      if (isShown(port)) printPort(port, around);
      yield;
    }
    return null;
  }
  const port = membership.port(leadingNumber(argument));
  if (port === undefined) return 'EINVAL';
  if (!isShown(port)) return 'ENXIO';
  printPort(port, around);
  return null;
}

/** A port made by command belongs to who knows its number. */
function makePort(number: number, { switch: { membership } }: CommandContext): void {
  membership.createPort(number);
  membership.port(number)!.allocatable = false;
}

function create(argument: string, around: CommandContext): Outcome {
  const port = around.switch.membership.port(leadingNumber(argument));
  if (port === undefined) return 'EINVAL';
  if (port.isCreated) return 'EEXIST';
  makePort(port.number, around);
  return null;
}

function createAutomatically(_argument: string, around: CommandContext): Outcome {
  const number = around.switch.membership.freePort(() => false);
  if (number === -1) return 'ENOSPC';
  makePort(number, around);
  around.print(`Port ${zeroPadded(number, 4)}`);
  return null;
}

function setVlan(argument: string, { switch: { membership } }: CommandContext): Outcome {
  const numbers = leadingIntegers(argument, 2);
  return numbers === null ? 'EINVAL' : membership.setUntagged(numbers[0]!, numbers[1]!);
}

function closeEndpoint(argument: string, around: CommandContext): Outcome {
  const numbers = leadingIntegers(argument, 2);
  if (numbers === null) return 'EINVAL';
  const port = createdPort(numbers[0]!, around);
  if (typeof port === 'string') return port;
  const endpoint = port.endpoints.find(({ id }) => id === numbers[1]);
  if (endpoint === undefined) return 'ENXIO';
  // Cables belong to the drawing.
  if (endpoint.module === 'cable') return 'EBUSY';
  endpoint.close();
  return null;
}

function resetCounters(argument: string, { switch: { membership } }: CommandContext): Outcome {
  if (argument === '') {
    for (const { counters } of membership.ports) counters.reset();
    return null;
  }
  const port = membership.port(leadingNumber(argument));
  if (port === undefined) return 'EINVAL';
  port.counters.reset();
  return null;
}

export const portCommands: readonly ManagementCommand[] = [
  heading('port', 'PORT STATUS MENU'),
  {
    path: 'port/showinfo',
    syntax: '',
    description: 'show port info',
    hasData: true,
    run: showInfo,
  },
  {
    path: 'port/setnumports',
    syntax: 'N',
    description: 'set the number of ports',
    run: (argument, around) => around.switch.membership.setPortCount(leadingNumber(argument)),
  },
  {
    path: 'port/sethub',
    syntax: '0/1',
    description: '1=HUB 0=switch',
    run: (argument, around) => {
      around.switch.setHub(leadingNumber(argument) !== 0);
      return null;
    },
  },
  { path: 'port/setvlan', syntax: 'N VLAN', description: 'set port VLAN (untagged)', run: setVlan },
  {
    path: 'port/createauto',
    syntax: '',
    description: 'create a port with an automatically allocated id (inactive|notallocatable)',
    hasData: true,
    run: createAutomatically,
  },
  {
    path: 'port/create',
    syntax: 'N',
    description: 'create the port N (inactive|notallocatable)',
    run: create,
  },
  {
    path: 'port/remove',
    syntax: 'N',
    description: 'remove the port N',
    run: (argument, around) => around.switch.membership.removePort(leadingNumber(argument)),
  },
  ...portAccessCommands,
  {
    path: 'port/epclose',
    syntax: 'N ID',
    description: 'remove the endpoint port N/id ID',
    run: closeEndpoint,
  },
  {
    path: 'port/resetcounter',
    syntax: '[N]',
    description: 'reset the port (N) counters',
    run: resetCounters,
  },
  {
    path: 'port/print',
    syntax: '[N]',
    description: 'print the port/endpoint table',
    hasData: true,
    run: (argument, around) => printPorts(argument, around, ({ isActive }) => isActive),
  },
  {
    path: 'port/allprint',
    syntax: '[N]',
    description: 'print the port/endpoint table (including inactive port)',
    hasData: true,
    run: (argument, around) => printPorts(argument, around, ({ isCreated }) => isCreated),
  },
];
