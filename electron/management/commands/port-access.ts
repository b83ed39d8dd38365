/** Who may use a port: the pool for clients without a wish, its user and its group (port.c). */
import { ANYBODY } from '../../engine/switch/switch-port';
import type { CommandContext, ManagementCommand, Outcome } from '../command';
import { leadingIntegers, leadingNumber } from '../numbers';
import { createdPort } from './port-argument';

function setAllocatable(argument: string, around: CommandContext): Outcome {
  const numbers = leadingIntegers(argument, 2);
  if (numbers === null) return 'EINVAL';
  const port = createdPort(numbers[0]!, around);
  if (typeof port === 'string') return port;
  port.allocatable = numbers[1] !== 0;
  return null;
}

/** The number for a name, a number, or NONE and ANY; null if it is none of them. */
function idOf(word: string, idOfName: (name: string) => number | null): number | null {
  const known = idOfName(word);
  if (known !== null) return known;
  if (/^\d/.test(word)) return leadingNumber(word);
  return word === 'NONE' || word === 'ANY' ? ANYBODY : null;
}

function setOwner(what: 'user' | 'group', argument: string, around: CommandContext): Outcome {
  const numbers = leadingIntegers(argument, 1);
  const word = /^ *[^ ]+ +(.+)$/.exec(argument)?.[1];
  if (numbers === null || word === undefined) return 'EINVAL';
  const port = createdPort(numbers[0]!, around);
  if (typeof port === 'string') return port;
  const { userId, groupId } = around.accounts;
  const id = idOf(word, what === 'user' ? userId : groupId);
  if (id === null) return 'EINVAL';
  port[what] = id;
  return null;
}

export const portAccessCommands: readonly ManagementCommand[] = [
  {
    path: 'port/allocatable',
    syntax: 'N 0/1',
    description: 'Is the port allocatable as unnamed? 1=Y 0=N',
    run: setAllocatable,
  },
  {
    path: 'port/setuser',
    syntax: 'N user',
    description: 'access control: set user',
    run: (argument, around) => setOwner('user', argument, around),
  },
  {
    path: 'port/setgroup',
    syntax: 'N user',
    description: 'access control: set group',
    run: (argument, around) => setOwner('group', argument, around),
  },
];
