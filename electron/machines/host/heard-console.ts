/** A console whose last output is kept as well, for the message that says what went wrong. */
import type { ConsoleSource } from '../../console/console-source';
import { OutputTail } from '../../system/processes/output-tail';

export class HeardConsole implements ConsoleSource {
  readonly tail = new OutputTail();
  readonly #source: ConsoleSource;

  constructor(source: ConsoleSource) {
    this.#source = source;
  }

  write(data: string): void {
    this.#source.write(data);
  }

  resize(columns: number, rows: number): void {
    this.#source.resize(columns, rows);
  }

  pause(): void {
    this.#source.pause();
  }

  resume(): void {
    this.#source.resume();
  }

  onOutput(listener: (text: string) => void): void {
    this.#source.onOutput((text) => {
      this.tail.append(text);
      listener(text);
    });
  }
}
