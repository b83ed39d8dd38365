/** What was run for one start of a node, what it printed and how it ended: the machine's report. */

import type { MachineReport } from '../../../shared/lab/machine-control';
import type { Child, ChildExit } from '../../supervisor/supervised-child';
import type { ChildSpec } from '../../supervisor/supervisor';
import { unwaited } from '../../system/unexpected';
import type { ChildStarter } from './machine-driver';

/** How a child ended, in words. */
export function endOf({ code, signal }: Pick<ChildExit, 'code' | 'signal'>): string {
  return signal === null ? `exit code ${code}` : `killed by ${signal}`;
}

/** What a report may hold at most of what was printed. */
const MAX_OUTPUT_CHARACTERS = 16_384;
/** How many commands it keeps: a plug that falls is started again and again. */
const MAX_COMMANDS = 20;

export class MachineLog {
  #startedAt: number | null = null;
  readonly #commands: string[][] = [];
  readonly #alive = new Set<number>();
  #output = '';
  #end: string | null = null;
  #bootMs: number | null = null;

  /** A starter whose children are noted here. */
  starter(supervisor: ChildStarter): ChildStarter {
    return {
      spawn: async (spec) => this.#noted(spec, await supervisor.spawn(this.#begun(spec))),
      spawnTerminal: (spec) => this.#noted(spec, supervisor.spawnTerminal(this.#begun(spec))),
    };
  }

  /** It is being started now. */
  begin(): void {
    this.#startedAt = Date.now();
  }

  /** It became ready now. Returns how long that took, in milliseconds. */
  ready(): number {
    const now = Date.now();
    this.#bootMs = now - (this.#startedAt ?? now);
    return this.#bootMs;
  }

  /** Numbers of its programs that run now, which are those of their process groups, too. */
  get processes(): number[] {
    return [...this.#alive];
  }

  report(): MachineReport {
    return {
      commands: this.#commands.map((command) => [...command]),
      output: this.#output,
      end: this.#end,
      startedAt: this.#startedAt,
      bootMs: this.#bootMs,
    };
  }

  #begun(spec: ChildSpec): ChildSpec {
    this.#commands.push([spec.program, ...spec.args]);
    if (this.#commands.length > MAX_COMMANDS) this.#commands.shift();
    return spec;
  }

  #noted<C extends Child>(spec: ChildSpec, child: C): C {
    this.#alive.add(child.pid);
    const noted = child.exited.then((exit) => {
      this.#alive.delete(child.pid);
      this.#end = endOf(exit);
      const printed = exit.lastOutput.trim();
      if (printed === '') return;
      const heading = this.#commands.length > 1 ? `${spec.program}:\n` : '';
      this.#output = `${this.#output}${heading}${printed}\n`.slice(-MAX_OUTPUT_CHARACTERS);
    });
    unwaited(noted);
    return child;
  }
}

/** The report of a node that was never started. */
export const noReport: MachineReport = {
  commands: [],
  output: '',
  end: null,
  startedAt: null,
  bootMs: null,
};
