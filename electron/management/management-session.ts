/**
 * One connection to the console of a switch, byte by byte as clients of vde_switch expect it. The
 * original takes what one read gives for one command, and so loses lines that arrive together. This
 * takes every line; a command without a line end is run by {@link flush}, for clients that send none.
 */
import type { CommandSession, ManagedSwitch } from './command';
import { runCommand } from './command-runner';
import { banner } from './commands/session';
import { type DebugPath, debugLine } from './debug-categories';
import { type ErrorName, statusLine } from './errors';

export const PROMPT = '\nvde$ ';
const END_OF_SESSION = '9999 END OF SESSION';
/** Longer lines than this are no commands. */
export const MAX_LINE = 4096;
/** Files that load files, and so on: more is a file that loads itself. */
const MAX_LOADS = 8;

export interface SessionOutlet {
  send(text: string): void;
  /**
   * The session is to end. False if it goes on all the same; otherwise the caller closes it once
   * everything was sent.
   */
  ended(how: 'logout' | 'shutdown'): boolean;
  /** The text of a file, or why it cannot be read. */
  readFile(path: string): { readonly text: string } | { readonly error: ErrorName };
}

export class ManagementSession implements CommandSession {
  readonly subscriptions = new Set<DebugPath>();
  readonly #managed: ManagedSwitch;
  readonly #outlet: SessionOutlet;
  #rest = '';
  #isTooLong = false;
  #hasEnded = false;
  #loads = 0;

  constructor(managed: ManagedSwitch, outlet: SessionOutlet) {
    this.#managed = managed;
    this.#outlet = outlet;
  }

  /** Whether part of a line waits for its end, or for {@link flush}. */
  get hasUnfinishedLine(): boolean {
    return this.#rest !== '' || this.#isTooLong;
  }

  /** Prints what a client reads before it says anything. */
  greet(): void {
    this.#outlet.send(banner(this.#managed.facts.version));
    this.#outlet.send(PROMPT);
  }

  /** Takes what came: any number of lines, the last of which may be unfinished. */
  receive(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop()!;
    for (const line of lines) this.#take(line);
    if (this.#rest.length <= MAX_LINE) return;
    this.#rest = '';
    this.#isTooLong = true;
  }

  /** Takes the unfinished line for a command: nothing followed it. */
  flush(): void {
    if (!this.hasUnfinishedLine) return;
    const line = this.#rest;
    this.#rest = '';
    this.#take(line);
  }

  /** Sends an asynchronous line, if it was asked for. */
  debug(path: DebugPath, message: string): void {
    if (this.subscriptions.has(path) && !this.#hasEnded) {
      this.#outlet.send(debugLine(path, message));
    }
  }

  load(path: string): ErrorName | null {
    if (this.#loads >= MAX_LOADS) return 'ELOOP';
    const file = this.#outlet.readFile(path);
    if ('error' in file) return file.error;
    this.#loads++;
    for (const line of linesOf(file.text)) {
      this.#outlet.send(`vde[${path}]: ${line}\n`);
      this.#outlet.send(runCommand(line, this.#managed, this).text);
    }
    this.#loads--;
    return null;
  }

  #take(line: string): void {
    if (this.#hasEnded) return;
    if (this.#isTooLong || line.length > MAX_LINE) {
      this.#isTooLong = false;
      this.#outlet.send(`${statusLine('EINVAL')}\n${PROMPT}`);
      return;
    }
    // The original's strings end at the first NUL.
    const { text, ends } = runCommand(line.split('\0', 1)[0]!, this.#managed, this);
    if (ends === null) {
      this.#outlet.send(text + PROMPT);
      return;
    }
    this.#hasEnded = this.#outlet.ended(ends);
    if (this.#hasEnded) this.#outlet.send(END_OF_SESSION);
  }
}

/** The lines of a script; the last one needs no line end. */
export function linesOf(script: string): string[] {
  const lines = script.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
