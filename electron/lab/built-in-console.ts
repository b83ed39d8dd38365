/** The console of a built-in PC or of a switch: what is typed goes to the data plane, what it prints comes back. */

import type { ConsoleSource } from '../console/console-source';
import type { Dataplane } from '../dataplane/host/dataplane';

export class BuiltInConsole implements ConsoleSource {
  readonly #dataplane: Dataplane;
  readonly #node: string;
  #listener: (text: string) => void = () => {};

  constructor(dataplane: Dataplane, node: string) {
    this.#dataplane = dataplane;
    this.#node = node;
  }

  /** To be called with what was printed. */
  printed(text: string): void {
    this.#listener(text);
  }

  write(data: string): void {
    this.#dataplane.type(this.#node, data);
  }

  resize(columns: number, rows: number): void {
    this.#dataplane.resize(this.#node, columns, rows);
  }

  /** A few lines a second at most are printed: there is nothing worth holding back. */
  pause(): void {}

  resume(): void {}

  onOutput(listener: (text: string) => void): void {
    this.#listener = listener;
  }
}
