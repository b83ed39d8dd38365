/** The startup commands of a PC: which of them runs, what it printed, and whether it failed. */
import type { StartupFailure } from '../../../../shared/rules/startup-failure';

/** Of what a command printed, as much is kept for the message, in characters. */
const MAX_PRINTED = 2_000;
/** Of commands that fail, so many are told: a file from elsewhere may hold hundreds. */
const MAX_FAILURES = 20;

interface RunningLine {
  readonly line: number;
  readonly command: string;
  printed: string;
  failed: boolean;
}

export class Startup {
  readonly #failed: (failure: StartupFailure) => void;
  #lines: readonly string[] = [];
  #next = 0;
  #running: RunningLine | null = null;
  #told = 0;

  /** @param failed told of each command that failed, once it has ended */
  constructor(failed: (failure: StartupFailure) => void) {
    this.#failed = failed;
  }

  begin(lines: readonly string[]): void {
    this.#lines = [...lines];
    this.#next = 0;
  }

  /** The next command, which runs from now on; undefined when there is none left. */
  take(): string | undefined {
    const command = this.#lines[this.#next];
    if (command === undefined) return undefined;
    this.#next += 1;
    this.#running = { line: this.#next, command, printed: '', failed: false };
    return command;
  }

  /** What the command that runs printed. */
  printed(text: string): void {
    const running = this.#running;
    if (running !== null && running.printed.length < MAX_PRINTED) running.printed += text;
  }

  /** A step of the command that runs has ended; one that failed makes the whole line fail. */
  stepEnded(status: number): void {
    if (this.#running !== null && status !== 0) this.#running.failed = true;
  }

  /** Somebody at the keyboard ended the command: that is no failure of its own. */
  interrupted(): void {
    this.#running = null;
  }

  /** Nothing of the command runs any more: tells if it failed. */
  settle(): void {
    const running = this.#running;
    this.#running = null;
    if (!running?.failed || this.#told >= MAX_FAILURES) return;
    this.#told += 1;
    const { line, command, printed } = running;
    this.#failed({ line, command, printed: printed.slice(0, MAX_PRINTED).trim() });
  }
}
