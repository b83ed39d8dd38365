/** The management console as a console tab: a line is an order, and what the kernel answers is printed. */
import type { ConsoleSource } from '../../console/console-source';

const PROMPT = '(mconsole) ';
const GREETING = 'Management console of User-Mode Linux; help lists its commands.\r\n';
/** More than the kernel takes in a command. */
const MAX_LINE = 500;

/** Carries an order out and returns the answer. */
export type Order = (command: string) => Promise<string>;

export class UmlMonitor implements ConsoleSource {
  readonly #order: Order;
  #print: (text: string) => void = () => {};
  #line = '';
  #busy: Promise<void> = Promise.resolve();
  /** Output while nobody reads, or null while somebody does. */
  #held: string | null = null;

  constructor(order: Order) {
    this.#order = order;
  }

  /** What is typed ahead while an order is carried out is taken afterwards. */
  write(data: string): void {
    for (const key of data) {
      this.#busy = this.#busy.then(() => this.#press(key));
    }
  }

  resize(): void {
    // It only prints lines.
  }

  pause(): void {
    this.#held ??= '';
  }

  resume(): void {
    const held = this.#held ?? '';
    this.#held = null;
    if (held !== '') this.#print(held);
  }

  onOutput(listener: (text: string) => void): void {
    this.#print = listener;
    this.#show(GREETING + PROMPT);
  }

  #show(text: string): void {
    if (this.#held === null) this.#print(text);
    else this.#held += text;
  }

  async #press(key: string): Promise<void> {
    if (key === '\r' || key === '\n') await this.#enter();
    else if (key === '\x7f' || key === '\b') this.#erase();
    else if (key === '\x03' || key === '\x15') this.#begin('^C\r\n');
    else if (key >= ' ' && this.#line.length < MAX_LINE) {
      this.#line += key;
      this.#show(key);
    }
  }

  #erase(): void {
    if (this.#line === '') return;
    this.#line = this.#line.slice(0, -1);
    this.#show('\b \b');
  }

  #begin(before: string): void {
    this.#line = '';
    this.#show(before + PROMPT);
  }

  async #enter(): Promise<void> {
    const command = this.#line.trim();
    this.#show('\r\n');
    const answer = command === '' ? '' : await this.#order(command).catch(wordsOf);
    this.#begin(answer === '' ? '' : `${answer.trimEnd().replace(/\r?\n/g, '\r\n')}\r\n`);
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
