/** Why a plug fell, from how vde_plug ended and what it and ssh printed last. Pure. */
import type { Failure } from '../../../shared/failure';
import { endOf } from '../machine-log';
import { lastLines } from '../output-tail';
import type { ChildExit } from '../supervised-child';

/** What is joined. */
export interface Plugged {
  /** The node's. */
  readonly id: string;
  readonly name: string;
  readonly locator: string;
  /** What the user knows it by. */
  readonly what: string;
}

interface Cause {
  readonly pattern: RegExp;
  readonly message: (found: string) => string;
  readonly next: string;
}

const CHECK_LOCATOR =
  'Check the locator, that the other end is there and that you may use it, and start it again.';

/** In the order in which they are looked for: ssh's own words come before what vde_plug makes of them. */
const causes: readonly Cause[] = [
  {
    pattern: /Host key verification failed/,
    message: () => 'ssh does not know the key of the other computer.',
    next: 'Connect to it once in a terminal, `ssh HOST`, and accept its key.',
  },
  {
    pattern: /Permission denied \(/,
    message: () => 'the other computer does not let you in without a password.',
    next: 'Give it your key once, in a terminal: `ssh-copy-id HOST`.',
  },
  {
    pattern: /Could not resolve hostname (\S+):/,
    message: (host) => `there is no computer called ${host}.`,
    next: 'Check the name of the host.',
  },
  {
    pattern: /ssh: connect to host (\S+) port/,
    message: (host) => `${host} does not answer to ssh.`,
    next: 'Check that it is on, that it can be reached and that its ssh server runs.',
  },
  {
    pattern: /vde_plug: (?:command )?not found/,
    message: () => 'the other computer has no vde_plug.',
    next: 'Install it there: `sudo apt-get install vdeplug`.',
  },
  {
    pattern: /vde_open \S+: Protocol not supported/,
    message: () => 'vde_plug has no module for it.',
    next: 'Look under “What is installed”, or choose another kind of network.',
  },
  {
    pattern: /vde_open vde:.+: (?:Connection refused|No such file or directory|Not a directory)/,
    message: () => 'no switch listens there.',
    next: 'Start the switch, or choose another directory, and start it again.',
  },
  {
    pattern: /vde_open (?:macv)?tap:.+: Operation not permitted/,
    message: () => 'you may not use that interface.',
    next: 'Have it made for you: `sudo ip tuntap add mode tap name tap0 user $USER`.',
  },
  {
    pattern: /vde_open .+: Device or resource busy/,
    message: () => 'another program uses it.',
    next: 'End that program, or choose another interface, and start it again.',
  },
];

function causeOf(output: string): { message: string; next: string } {
  for (const { pattern, message, next } of causes) {
    const match = pattern.exec(output);
    if (match !== null) return { message: message(match[1] ?? ''), next };
  }
  return { message: 'vde_plug ended.', next: CHECK_LOCATOR };
}

/** The end of the process as a failure of its node. */
export function plugFailure(plugged: Plugged, exit: ChildExit): Failure {
  const words = lastLines(exit.lastOutput, 5);
  const end = endOf(exit);
  const { message, next } = causeOf(words);
  return {
    code: 'program-failed',
    message: `${plugged.name} is not joined to ${plugged.what}: ${message}`,
    next,
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
