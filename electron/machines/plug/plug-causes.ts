/** Why a plug fell, from how vde_plug ended and what it and ssh printed last. Pure. */
import type { Failure } from '../../../shared/failure/failure';
import type { ChildExit } from '../../supervisor/supervised-child';
import { lastLines } from '../../system/processes/output-tail';
import { endOf } from '../common/machine-log';
import { type Cause, causeOf } from '../diagnosis/cause';
import { fileCauses, resourceCauses } from '../diagnosis/computer-causes';

/** What is joined. */
export interface Plugged {
  /** The node's. */
  readonly id: string;
  readonly name: string;
  readonly locator: string;
  /** What the user knows it by. */
  readonly what: string;
}

const CHECK_LOCATOR =
  'Check the locator, that the other end is there and that you may use it, and start it again.';

/** In the order in which they are looked for: ssh's own words come before what vde_plug makes of them. */
const causes: readonly Cause[] = [
  {
    said: /Host key verification failed/,
    code: 'program-failed',
    because: 'ssh does not know the key of the other computer',
    next: 'Connect to it once in a terminal, `ssh HOST`, and accept its key.',
  },
  {
    said: /Permission denied \(/,
    code: 'program-failed',
    because: 'the other computer does not let you in without a password',
    next: 'Give it your key once, in a terminal: `ssh-copy-id HOST`.',
  },
  {
    said: /Could not resolve hostname (\S+):/,
    code: 'program-failed',
    because: (said) => `there is no computer called ${said[1]}`,
    next: 'Check the name of the host.',
  },
  {
    said: /ssh: connect to host (\S+) port/,
    code: 'program-failed',
    because: (said) => `${said[1]} does not answer to ssh`,
    next: 'Check that it is on, that it can be reached and that its ssh server runs.',
  },
  {
    said: /vde_plug: (?:command )?not found/,
    code: 'program-failed',
    because: 'the other computer has no vde_plug',
    next: 'Install it there: `sudo apt-get install vdeplug`.',
  },
  {
    said: /vde_open \S+: Protocol not supported/,
    code: 'program-failed',
    because: 'vde_plug has no module for it',
    next: 'Look under “What is installed”, or choose another kind of network.',
  },
  {
    said: /vde_open vde:.+: (?:Connection refused|No such file or directory|Not a directory)/,
    code: 'program-failed',
    because: 'no switch listens there',
    next: 'Start the switch, or choose another directory, and start it again.',
  },
  {
    said: /vde_open (?:macv)?tap:.+: Operation not permitted/,
    code: 'program-failed',
    because: 'you may not use that interface',
    next: 'Have it made for you: `sudo ip tuntap add mode tap name tap0 user $USER`.',
  },
  {
    said: /vde_open .+: Device or resource busy/,
    code: 'program-failed',
    because: 'another program uses it',
    next: 'End that program, or choose another interface, and start it again.',
  },
];

/** The end of the process as a failure of its node. */
export function plugFailure(plugged: Plugged, exit: ChildExit): Failure {
  const words = lastLines(exit.lastOutput, 5);
  const end = endOf(exit);
  const known = [...causes, ...fileCauses, ...resourceCauses];
  const found = causeOf(exit.lastOutput, known, plugged);
  return {
    code: found?.code ?? 'program-failed',
    message: `${plugged.name} is not joined to ${plugged.what}: ${found?.because ?? 'vde_plug ended'}.`,
    next: found?.next ?? CHECK_LOCATOR,
    ...(found === null ? {} : { said: found.said }),
    detail: words === '' ? end : `${words}\n(${end})`,
    record: plugged.id,
  };
}

/** The process lives and has joined nothing. */
export function notJoined(plugged: Plugged): Failure {
  return {
    code: 'program-failed',
    message: `${plugged.name} did not join ${plugged.what} in time.`,
    next: 'Check that the other end is there and start it again.',
    record: plugged.id,
  };
}

/** A failure that mends itself: what is wrong, and when it is tried again. */
export function withRetry(failure: Failure, delayMs: number): Failure {
  return { ...failure, next: `It starts again in ${delayMs / 1000} s. ${failure.next}` };
}
