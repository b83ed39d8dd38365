/**
 * Calls VBoxManage, one call at a time: calls in parallel can take away each other's service. The text of
 * its errors decides what they mean, so it is asked to speak English.
 */
import { FailureError } from '../../../shared/failure/failure';
import { findProgram } from '../../system/processes/find-program';
import { type ProgramResult, runProgram } from '../../system/processes/run-program';
import { describeArgs, listArgs, showArgs } from './vbox-args';
import { vboxFailure, vboxMissing } from './vbox-causes';
import { type ListedMachine, parseInfo, parseList, type VboxInfo } from './vbox-parse';

/** A call takes a tenth of a second; one that has to start the service on a busy computer seconds. */
const CALL_LIMIT_MS = 30_000;
const ENGLISH = { LC_ALL: 'C.UTF-8', LANGUAGE: 'C' };
/** The service was just ending when the call came. */
const SERVICE_GONE = /Failed to create the VirtualBox object!/;

/** Where VBoxManage is: in the PATH, or where VDELAB_VBOXMANAGE says; null if it is not installed. */
export function vboxProgram(): string | null {
  return findProgram(process.env.VDELAB_VBOXMANAGE || 'VBoxManage');
}

export class VboxManage {
  #last: Promise<unknown> = Promise.resolve();

  /**
   * Makes a call when those before it are done, and returns what it printed. Throws a FailureError.
   *
   * @param name what the user calls the machine that it is about
   */
  run(args: readonly string[], name: string, limitMs = CALL_LIMIT_MS): Promise<string> {
    const call = this.#last.then(() => this.#call(args, name, limitMs));
    // Whether a call fails is the business of the one who made it.
    this.#last = call.catch(() => {});
    return call;
  }

  async machines(): Promise<ListedMachine[]> {
    return parseList(await this.run(listArgs, ''));
  }

  /** What is set and how it is now. Throws a FailureError if there is no such machine. */
  async info(machine: string, name: string): Promise<VboxInfo> {
    const text = await this.run(showArgs(machine), name);
    const info = parseInfo(text);
    if (info !== null) return info;
    throw new FailureError({
      code: 'program-failed',
      message: `VirtualBox describes ${name} in a way that Vdelab does not understand.`,
      next: 'Report it with the detail, and which version of VirtualBox it is.',
      detail: text.slice(0, 500),
    });
  }

  /** The same for people, which tells more of generic cards. */
  describe(machine: string, name: string): Promise<string> {
    return this.run(describeArgs(machine), name);
  }

  async #call(args: readonly string[], name: string, limitMs: number): Promise<string> {
    const program = vboxProgram();
    if (program === null) throw new FailureError(vboxMissing);
    const call = () => runProgram(program, args, limitMs, { environment: ENGLISH });
    const first = await call();
    const result = failed(first) && SERVICE_GONE.test(first.stderr) ? await call() : first;
    if (!failed(result)) return result.stdout;
    throw new FailureError(vboxFailure(result, [program, ...args], name));
  }
}

const failed = ({ code }: ProgramResult) => code !== 0;
