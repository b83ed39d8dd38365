/**
 * The console of a PC: runs what is typed, one command at a time. Keys that arrive while a command
 * runs wait, as a terminal's line discipline keeps them; Ctrl-C does not wait.
 */

import type { StartupFailure } from '../../../../shared/rules/startup-failure';
import { MAX_WAITING_KEYS } from '../../core/limits';
import { History } from '../../terminal/history';
import { type Key, KeyDecoder } from '../../terminal/keys';
import { LineEditor } from '../../terminal/line-editor';
import type { Host } from '../stack/host';
import { type Command, CommandError, type Job, type Session } from './command';
import { parseLine, type Step } from './command-line';
import { complete } from './completion';
import { Startup } from './startup';

/** What the shell needs of the world around it. */
export interface ShellIo {
  /** Sends text with CR LF line ends to the console. */
  print(text: string): void;
  /** Whether there is time for another step; if not, {@link Shell.goOn} is to be called later. */
  hasTime(): boolean;
  startupFailed(failure: StartupFailure): void;
  /** Jobs are ended as soon as they have begun, and count as done well. */
  readonly isRehearsal: boolean;
}

/** Exit statuses, as shells have them. */
const SYNTAX_STATUS = 2;
const UNKNOWN_STATUS = 127;

export class Shell {
  readonly #commands: ReadonlyMap<string, Command>;
  readonly #host: Host;
  readonly #io: ShellIo;
  readonly #editor: LineEditor;
  readonly #decoder = new KeyDecoder();
  readonly #history = new History();
  readonly #startup: Startup;
  readonly #waiting: Key[] = [];
  #steps: Step[] = [];
  #lastStatus = 0;
  #job: Job | null = null;
  /** Counts commands, so that a late `done` of an earlier one is not taken for the current one's. */
  #run = 0;
  #prompting = false;
  #pumping = false;
  #isPaused = false;
  #atLineStart = true;
  #tabbed = false;

  constructor(host: Host, commands: readonly Command[], io: ShellIo) {
    this.#host = host;
    this.#commands = new Map(commands.map((command) => [command.name, command]));
    this.#io = io;
    this.#editor = new LineEditor((text) => io.print(text));
    this.#startup = new Startup((failure) => io.startupFailed(failure));
  }

  /** Types the setup commands one after the other, then leaves a prompt. */
  start(setup: readonly string[]): void {
    this.#startup.begin(setup);
    this.#pump();
  }

  /** Whether there was no time for what could be done: {@link goOn} does it. */
  get isPaused(): boolean {
    return this.#isPaused;
  }

  /** Goes on with what there was no time for. */
  goOn(): void {
    if (this.#isPaused) this.#pump();
  }

  type(data: string): void {
    for (const key of this.#decoder.decode(data)) {
      if (this.#interrupts(key) && !this.#isPaused) this.#interrupt();
      else if (this.#waiting.length < MAX_WAITING_KEYS) this.#waiting.push(key);
      this.#pump();
    }
  }

  resize(columns: number): void {
    this.#editor.resize(columns);
  }

  /** Prints something that no command asked for, without spoiling the line that is being typed. */
  notice(text: string): void {
    if (this.#prompting) this.#editor.hide();
    this.#output(`${this.#atLineStart ? '' : '\n'}${text}\n`);
    if (this.#prompting) this.#editor.show();
  }

  #interrupts(key: Key): boolean {
    return this.#job !== null && key.kind === 'control' && key.letter === 'c';
  }

  /** As a terminal does it, keys that were typed before are forgotten. */
  #interrupt(): void {
    this.#waiting.length = 0;
    this.#endJob();
  }

  #endJob(): void {
    const job = this.#job;
    this.#startup.interrupted();
    this.#steps = [];
    if (this.#prompting) this.#editor.close('^C');
    else this.#output('^C');
    this.#prompting = false;
    job?.interrupt();
  }

  /** Does what can be done now: the next step, the next setup line, the next key. */
  #pump(): void {
    if (this.#pumping) return;
    this.#pumping = true;
    this.#isPaused = false;
    try {
      while (!this.#isPaused && this.#advance()) this.#isPaused = !this.#io.hasTime();
    } finally {
      this.#pumping = false;
    }
  }

  /** False when there is nothing more to do until something happens. */
  #advance(): boolean {
    if (this.#job !== null && this.#job.input === undefined) return this.#interruptLate();
    const step = this.#job === null ? this.#steps.shift() : undefined;
    if (step !== undefined) {
      if (!step.needsSuccess || this.#lastStatus === 0) this.#execute(step.words);
      return true;
    }
    if (this.#job === null) this.#startup.settle();
    this.#showPrompt();
    const line = this.#job === null ? this.#startup.take() : undefined;
    if (line !== undefined) {
      this.#editor.insert(line);
      this.#enter();
      return true;
    }
    const key = this.#waiting.shift();
    if (key !== undefined) this.#press(key);
    return key !== undefined;
  }

  /** A Ctrl-C that had to wait for time, behind the command that it is to end. */
  #interruptLate(): boolean {
    const key = this.#waiting[0];
    if (key === undefined || !this.#interrupts(key)) return false;
    this.#waiting.shift();
    this.#endJob();
    return true;
  }

  #showPrompt(): void {
    if (this.#prompting) return;
    if (!this.#atLineStart) this.#output('\n');
    this.#prompting = true;
    this.#editor.open(this.#job === null ? `${this.#host.hostname}:~# ` : '');
  }

  #press(key: Key): void {
    const wasTabbed = this.#tabbed;
    this.#tabbed = false;
    if (key.kind === 'control' && key.letter === 'c') this.#leaveLine('^C');
    else if (key.kind === 'control' && key.letter === 'd') this.#endOfInput();
    else if (key.kind === 'name' && key.name === 'enter') this.#enter();
    else if (this.#job !== null) this.#editor.press(key);
    else if (key.kind === 'name' && key.name === 'tab') this.#completeWord(wasTabbed);
    else if (key.kind === 'name' && (key.name === 'up' || key.name === 'down')) {
      this.#recall(key.name === 'up' ? -1 : 1);
    } else if (key.kind === 'control' && (key.letter === 'p' || key.letter === 'n')) {
      this.#recall(key.letter === 'p' ? -1 : 1);
    } else this.#editor.press(key);
  }

  #leaveLine(mark = ''): void {
    this.#editor.close(mark);
    this.#prompting = false;
    this.#atLineStart = true;
  }

  #recall(step: -1 | 1): void {
    const line = this.#history.move(step, this.#editor.text);
    if (line !== null) this.#editor.replace(line);
  }

  #endOfInput(): void {
    if (this.#editor.text !== '') {
      this.#editor.deleteForward();
      return;
    }
    if (this.#job === null) {
      this.notice('This console stays open; stop the PC on the drawing to switch it off.');
      return;
    }
    this.#leaveLine();
    this.#job.endOfInput?.();
  }

  #enter(): void {
    const line = this.#editor.text;
    this.#leaveLine();
    if (this.#job !== null) {
      this.#job.input?.(line);
      return;
    }
    this.#history.add(line);
    const parsed = parseLine(line);
    if (parsed.ok) {
      this.#steps = parsed.steps;
      return;
    }
    this.#output(`${parsed.message}\n`);
    this.#ended(SYNTAX_STATUS);
  }

  #execute(words: readonly string[]): void {
    const [name = '', ...args] = words;
    const command = this.#commands.get(name);
    if (command === undefined) {
      this.#output(`${name}: command not found; type "help" for what there is.\n`);
      this.#ended(UNKNOWN_STATUS);
      return;
    }
    const run = ++this.#run;
    let ended = false;
    const done = (status: number) => {
      ended = true;
      if (run === this.#run) this.#finish(status);
    };
    try {
      const result = command.run(args, this.#session(done));
      if (typeof result === 'number') this.#ended(result);
      else if (this.#io.isRehearsal) this.#passOver(result);
      else if (!ended) this.#job = result;
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      this.#output(`${error.message}\n`);
      this.#ended(error.status);
    }
  }

  #ended(status: number): void {
    this.#lastStatus = status;
    this.#startup.stepEnded(status);
  }

  /** Nobody answers in a rehearsal, so that a job has begun is all that can be asked of it. */
  #passOver(job: Job): void {
    this.#run++;
    job.interrupt();
    this.#ended(0);
  }

  #session(done: (status: number) => void): Session {
    const print = (text: string) => {
      if (this.#prompting) this.#editor.hide();
      this.#output(text);
      if (this.#prompting && this.#atLineStart) this.#editor.show();
    };
    return { host: this.#host, history: this.#history, print, done };
  }

  #finish(status: number): void {
    if (this.#prompting) {
      this.#editor.hide();
      this.#prompting = false;
      this.#atLineStart = true;
    }
    this.#job = null;
    this.#ended(status);
    this.#pump();
  }

  #completeWord(second: boolean): void {
    const found = complete(this.#editor.beforeCursor, this.#commands, this.#host);
    this.#editor.insert(found.insert);
    this.#tabbed = found.insert === '';
    if (second && found.candidates.length > 1) this.notice(found.candidates.join('  '));
  }

  #output(text: string): void {
    if (text === '') return;
    this.#startup.printed(text);
    this.#io.print(text.replaceAll('\n', '\r\n'));
    this.#atLineStart = /(\n|\x1b\[H)$/.test(text);
  }
}
