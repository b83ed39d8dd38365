/**
 * The console of a switch for a person at a terminal: the same session as on the management socket,
 * with a line to edit, a history, and Tab for command paths. Text goes out with CR LF line ends.
 */
import { MAX_WAITING_KEYS } from '../../engine/core/limits';
import type { Workable } from '../../engine/core/work-queue';
import { completeFrom } from '../../engine/terminal/completion';
import { History } from '../../engine/terminal/history';
import { type Key, KeyDecoder } from '../../engine/terminal/keys';
import { LineEditor } from '../../engine/terminal/line-editor';
import { debugCategories } from '../debug-categories';
import { managementCommands } from './command-table';
import { PROMPT } from './management-session';

const EDITED_PROMPT = 'vde$ ';

/** The session behind the console; its work is to give answers. */
export interface ConsoleSession extends Workable {
  /** Whether it has not answered all that it received. */
  readonly hasWork: boolean;
  greet(): void;
  receive(text: string): void;
  /** Forgets what it has not answered. */
  abort(): void;
}

/** How much is done at once. */
export interface ConsolePace {
  /** Whether there is time for another key. */
  mayGoOn(): boolean;
  /** Asks for {@link Workable.work} later. */
  later(one: Workable): void;
}

export class EditedConsole implements Workable {
  readonly #session: ConsoleSession;
  readonly #print: (text: string) => void;
  readonly #editor: LineEditor;
  readonly #decoder = new KeyDecoder();
  readonly #history = new History();
  readonly #pace: ConsolePace;
  /** Keys that wait for the end of an answer, or for time. */
  readonly #waiting: Key[] = [];
  #isPrompting = false;
  #wasTabbed = false;

  /**
   * @param connect makes the session; what it sends goes to {@link show}
   * @param print sends to the terminal
   */
  constructor(
    connect: (show: (text: string) => void) => ConsoleSession,
    print: (text: string) => void,
    pace: ConsolePace,
  ) {
    this.#pace = pace;
    this.#print = print;
    this.#editor = new LineEditor(print);
    this.#session = connect((text) => this.#show(text));
  }

  /** Prints the greeting and a prompt. */
  start(): void {
    this.#session.greet();
    this.#prompt();
  }

  type(data: string): void {
    for (const key of this.#decoder.decode(data)) {
      if (!this.#isPrompting && key.kind === 'control' && key.letter === 'c') this.#interrupt();
      else if (this.#waiting.length < MAX_WAITING_KEYS) this.#waiting.push(key);
    }
    if (this.work()) this.#pace.later(this);
  }

  /** Goes on with an answer, then with keys that wait, as long as there is time; true if more could be done. */
  work(): boolean {
    if (!this.#isPrompting) {
      if (this.#session.work()) return true;
      if (this.#session.hasWork) return false;
      this.#prompt();
    }
    while (this.#isPrompting && this.#waiting.length > 0) {
      if (!this.#pace.mayGoOn()) return true;
      this.#press(this.#waiting.shift()!);
    }
    return false;
  }

  resize(columns: number): void {
    this.#editor.resize(columns);
  }

  #press(key: Key): void {
    const wasTabbed = this.#wasTabbed;
    this.#wasTabbed = false;
    if (key.kind === 'name' && key.name === 'enter') this.#enter();
    else if (key.kind === 'name' && key.name === 'tab') this.#complete(wasTabbed);
    else if (key.kind === 'name' && key.name === 'up') this.#recall(-1);
    else if (key.kind === 'name' && key.name === 'down') this.#recall(1);
    else if (key.kind === 'control') this.#control(key);
    else this.#editor.press(key);
  }

  #control(key: Key & { kind: 'control' }): void {
    if (key.letter === 'c') {
      this.#editor.close('^C');
      this.#print('\r\n');
      this.#prompt();
    } else if (key.letter === 'p') this.#recall(-1);
    else if (key.letter === 'n') this.#recall(1);
    else if (key.letter !== 'd') this.#editor.press(key);
    else if (this.#editor.text !== '') this.#editor.deleteForward();
    else this.#show('This console stays open; stop the switch on the drawing to end it.\n');
  }

  #enter(): void {
    const line = this.#editor.text;
    this.#editor.close();
    this.#isPrompting = false;
    this.#history.add(line);
    this.#session.receive(`${line}\n`);
    // An answer that takes longer is followed by the prompt when it is whole.
    if (!this.#session.hasWork) this.#prompt();
  }

  /** Ends an answer that is still being given. */
  #interrupt(): void {
    this.#session.abort();
    this.#waiting.length = 0;
    this.#print('^C\r\n');
    this.#prompt();
  }

  #prompt(): void {
    this.#isPrompting = true;
    this.#editor.open(EDITED_PROMPT);
  }

  /** Prints what the session sent, above the line that is being typed. */
  #show(text: string): void {
    const shown = text.endsWith(PROMPT) ? text.slice(0, -PROMPT.length) : text;
    if (this.#isPrompting) this.#editor.hide();
    this.#print(shown.replaceAll('\n', '\r\n'));
    if (this.#isPrompting) this.#editor.show();
  }

  #recall(step: -1 | 1): void {
    const line = this.#history.move(step, this.#editor.text);
    if (line !== null) this.#editor.replace(line);
  }

  #complete(second: boolean): void {
    const typed = this.#editor.beforeCursor.trimStart();
    const found = completeFrom(typed, choicesFor(typed));
    this.#editor.insert(found.insert);
    this.#wasTabbed = found.insert === '';
    if (second && found.candidates.length > 1) this.#show(`${found.candidates.join('  ')}\n`);
  }
}

/** Whole lines that may be meant: the commands, and behind `debug/add` and its like the categories. */
function choicesFor(typed: string): string[] {
  const [, command] = /^(debug\/(?:add|del|list)) /.exec(typed) ?? [];
  if (command !== undefined) return debugCategories.map(({ path }) => `${command} ${path}`);
  return managementCommands.filter(({ run }) => run !== undefined).map(({ path }) => path);
}
