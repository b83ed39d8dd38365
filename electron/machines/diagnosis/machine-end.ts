/** The end of a machine that nobody wanted, as a failure: what happened, the line that says so, the next step. Pure. */
import type { Failure } from '../../../shared/failure/failure';
import type { ChildExit } from '../../supervisor/supervised-child';
import { lastWords } from './backtrace';
import { type Cause, causeOf, type Found, type Machine } from './cause';
import { lessMemory } from './memory-remedy';

export interface MachineEnd {
  readonly machine: Machine;
  readonly exit: ChildExit;
  /** What ended, as the subject of a sentence: "QEMU", "its kernel". */
  readonly program: string;
  /** In the order in which they are looked for. */
  readonly causes: readonly Cause[];
}

/** How it ended, in a few words. */
function endText({ code, signal }: Pick<ChildExit, 'code' | 'signal'>): string {
  return signal === null ? `exit code ${code}` : signal;
}

/** The detail of a failure: the lines that matter, and how it ended. */
export function detailOf(exit: ChildExit, said = ''): string {
  const words = lastWords(exit.lastOutput, said);
  const how = endText(exit);
  return words === '' ? how : `${words}\n(${how})`;
}

/** What is known of an end, by its output; null where it says nothing that is known. */
function foundFailure({ machine, exit }: MachineEnd, found: Found): Failure {
  const { code, because, next, said, remedy } = found;
  return {
    code,
    message: `${machine.name} ended because ${because}.`,
    next,
    said,
    ...(remedy === undefined ? {} : { remedy }),
    detail: detailOf(exit, said),
    record: machine.id,
  };
}

/** The kernel of this computer ends the largest program when no memory is left, see proc(5) on oom_score. */
function killedForMemory({ machine, exit, program }: MachineEnd): Failure {
  const remedy = lessMemory(machine);
  return {
    code: 'memory-short',
    message: `${machine.name} ended because this computer ran out of memory: its kernel killed ${program}.`,
    next: 'Stop other programs or machines, or give this one less memory.',
    ...(remedy === undefined ? {} : { remedy }),
    detail: detailOf(exit),
    record: machine.id,
  };
}

const crashes: ReadonlySet<string> = new Set(['SIGSEGV', 'SIGBUS', 'SIGILL', 'SIGFPE', 'SIGABRT']);

function howItEnded({ code, signal }: ChildExit): string {
  if (signal === null) return `stopped with exit code ${code}`;
  if (signal === 'SIGKILL') return 'was killed by another program (SIGKILL)';
  return crashes.has(signal) ? `crashed with ${signal}` : `was ended by ${signal}`;
}

function unknownFailure({ machine, exit, program }: MachineEnd): Failure {
  return {
    code: 'program-failed',
    message: `${machine.name} ended unexpectedly: ${program} ${howItEnded(exit)}.`,
    next: 'Start it again; if it ends again, look at what it printed and at its settings.',
    detail: detailOf(exit),
    record: machine.id,
  };
}

/** The failure for a machine that ended on its own. */
export function endFailure(end: MachineEnd): Failure {
  const { machine, exit, causes } = end;
  if (exit.signal === 'SIGKILL' && exit.outOfMemory === true) return killedForMemory(end);
  const found = causeOf(exit.lastOutput, causes, machine);
  return found === null ? unknownFailure(end) : foundFailure(end, found);
}
