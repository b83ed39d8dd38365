/** The console of a built-in PC: what is typed goes to the data plane, what it prints comes back. */
import type { ConsoleSource } from '../../console/console-source';
import type { Dataplane } from '../../dataplane/dataplane';

export class PcConsole implements ConsoleSource {
  readonly #dataplane: Dataplane;
  readonly #node: string;
  #listener: (text: string) => void = () => {};

  constructor(dataplane: Dataplane, node: string) {
    this.#dataplane = dataplane;
    this.#node = node;
  }

  /** To be called with what the PC printed. */
  printed(text: string): void {
    this.#listener(text);
  }

  write(data: string): void {
    this.#dataplane.type(this.#node, data);
  }

  resize(columns: number, rows: number): void {
    this.#dataplane.resize(this.#node, columns, rows);
  }

  /** A PC prints a few lines a second at most: there is nothing worth holding back. */
  pause(): void {}

  resume(): void {}

  onOutput(listener: (text: string) => void): void {
    this.#listener = listener;
  }
}
