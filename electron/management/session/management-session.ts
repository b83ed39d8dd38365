/**
 * One connection to the console of a switch, byte by byte as clients of vde_switch expect it. The
 * original takes what one read gives for one command, and so loses lines that arrive together. This
 * takes every line; a command without a line end is run by {@link flush}, for clients that send none.
 *
 * Lines are run and replies made as long as the outlet lets it; {@link ManagementSession.work} goes on.
 */
import { MAX_LINE, MAX_LOADED_LINES, MAX_LOADS } from '../../engine/core/limits';
import type { CommandSession, ManagedSwitch } from '../command';
import { banner } from '../commands/session';
import { type DebugPath, debugLine } from '../debug-categories';
import { type ErrorName, statusLine } from '../errors';
import { type Reply, replyTo, type SessionEnd } from './command-runner';

export const PROMPT = '\nvde$ ';
const END_OF_SESSION = '9999 END OF SESSION';

/** The text of a file of commands, or why it cannot be read. */
export type ScriptFile = { readonly text: string } | { readonly error: ErrorName };

export interface SessionOutlet {
  send(text: string): void;
  /**
   * The session is to end. False if it goes on all the same; otherwise the caller closes it once
   * everything was sent.
   */
  ended(how: 'logout' | 'shutdown'): boolean;
  /** Reads a file and calls `done`, now or later. */
  readFile(path: string, done: (file: ScriptFile) => void): void;
  /** Whether there is time, and room for what is sent. */
  mayGoOn(): boolean;
  /** Asks for {@link ManagementSession.work}, once there is time and room. */
  later(): void;
}

export class ManagementSession implements CommandSession {
  readonly subscriptions = new Set<DebugPath>();
  readonly #managed: ManagedSwitch;
  readonly #outlet: SessionOutlet;
  /** Whole lines that wait for their turn; null for one that is too long. */
  readonly #lines: (string | null)[] = [];
  #rest = '';
  #isTooLong = false;
  #hasEnded = false;
  #reply: Reply | null = null;
  /** The last piece of the reply: a prompt may belong to it. */
  #piece = '';
  #isWorking = false;
  #waitsForFile = false;
  #loads = 0;
  #loadedLines = 0;

  constructor(managed: ManagedSwitch, outlet: SessionOutlet) {
    this.#managed = managed;
    this.#outlet = outlet;
  }

  /** Whether part of a line waits for its end, or for {@link flush}. */
  get hasUnfinishedLine(): boolean {
    return this.#rest !== '' || this.#isTooLong;
  }

  /** Whether lines wait to be run, or a reply to be made. */
  get hasWork(): boolean {
    return this.#reply !== null || this.#lines.length > 0;
  }

  /** Prints what a client reads before it says anything. */
  greet(): void {
    this.#outlet.send(banner(this.#managed.facts.version));
    this.#outlet.send(PROMPT);
  }

  /** Takes what came: any number of lines, the last of which may be unfinished. */
  receive(text: string): void {
    if (this.#hasEnded) return;
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop()!;
    for (const line of lines) {
      this.#lines.push(this.#isTooLong || line.length > MAX_LINE ? null : line);
      this.#isTooLong = false;
    }
    if (this.#rest.length > MAX_LINE) {
      this.#rest = '';
      this.#isTooLong = true;
    }
    if (this.work()) this.#outlet.later();
  }

  /** Takes the unfinished line for a command: nothing followed it. */
  flush(): void {
    if (this.hasUnfinishedLine) this.receive('\n');
  }

  /** Goes on with what was asked for, as long as the outlet lets it; true if it did not let it. */
  work(): boolean {
    if (this.#isWorking) return false;
    this.#isWorking = true;
    try {
      while (this.hasWork && !this.#waitsForFile) {
        if (!this.#outlet.mayGoOn()) return true;
        this.#step();
      }
      return false;
    } finally {
      this.#isWorking = false;
    }
  }

  /** Forgets the reply that is being made, and all lines that wait. */
  abort(): void {
    this.#lines.length = 0;
    this.#reply = null;
    this.#piece = '';
    this.#waitsForFile = false;
    this.#loads = 0;
  }

  /** Sends an asynchronous line, if it was asked for. */
  debug(path: DebugPath, message: string): void {
    if (this.subscriptions.has(path) && !this.#hasEnded) {
      this.#outlet.send(debugLine(path, message));
    }
  }

  *load(path: string): Generator<string, ErrorName | null> {
    if (this.#loads >= MAX_LOADS) return 'ELOOP';
    const file = yield* this.#read(path);
    if ('error' in file) return file.error;
    this.#loads++;
    for (const line of linesOf(file.text)) {
      if (++this.#loadedLines > MAX_LOADED_LINES) break;
      if (line.length > MAX_LINE) {
        yield `${statusLine('EINVAL')}\n`;
        continue;
      }
      yield `vde[${path}]: ${line}\n`;
      yield* replyTo(line, this.#managed, this);
    }
    this.#loads--;
    return this.#loadedLines > MAX_LOADED_LINES ? 'ELOOP' : null;
  }

  *#read(path: string): Generator<string, ScriptFile> {
    const answer: { file: ScriptFile | null } = { file: null };
    this.#outlet.readFile(path, (file) => {
      answer.file = file;
      this.#waitsForFile = false;
      this.#outlet.later();
    });
    while (answer.file === null) {
      this.#waitsForFile = true;
      yield '';
    }
    return answer.file;
  }

  #step(): void {
    if (this.#reply === null) this.#begin();
    if (this.#reply === null) return;
    const step = this.#reply.next();
    if (step.done === true) {
      this.#finish(step.value);
    } else if (step.value !== '') {
      if (this.#piece !== '') this.#outlet.send(this.#piece);
      this.#piece = step.value;
    }
  }

  /** Takes the next line. */
  #begin(): void {
    const line = this.#lines.shift()!;
    this.#loadedLines = 0;
    if (line === null) {
      this.#outlet.send(`${statusLine('EINVAL')}\n${PROMPT}`);
      return;
    }
    // The original's strings end at the first NUL.
    this.#reply = replyTo(line.split('\0', 1)[0]!, this.#managed, this);
  }

  #finish(end: SessionEnd): void {
    const piece = this.#piece;
    this.#reply = null;
    this.#piece = '';
    if (end === null) {
      this.#outlet.send(piece + PROMPT);
      return;
    }
    this.#hasEnded = this.#outlet.ended(end);
    if (!this.#hasEnded) return;
    this.#lines.length = 0;
    this.#outlet.send(END_OF_SESSION);
  }
}

/** The lines of a script; the last one needs no line end. */
export function linesOf(script: string): string[] {
  const lines = script.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
