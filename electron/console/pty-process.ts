/** A program on a pseudo-terminal of its own, of which nothing that it printed is lost when it ends. */
import { closeSync, readSync } from 'node:fs';
import pty, { type IPty, type IPtyForkOptions } from '@lydell/node-pty';
import { duplicate } from '../native/libc';

/** More than the kernel keeps of a terminal's output: what comes after that is from somebody who goes on printing. */
const MOST_LEFT = 1 << 20;
const CHUNK = 1 << 16;

type Listener<T> = (value: T) => void;
export type PtyExit = Parameters<Parameters<IPty['onExit']>[0]>[0];

/**
 * node-pty, but for its end: there it gives up what the kernel still has of the output. It takes the first short
 * read of a terminal that was hung up for the last one, and waits no longer than 200 ms. The last words of a machine
 * are what says why it ended, so they are read from a second descriptor.
 */
export class PtyProcess {
  readonly pid: number;
  readonly #pty: IPty;
  /** A second descriptor of the terminal; -1 when there are no more to be had. */
  readonly #descriptor: number;
  readonly #dataListeners: Listener<string>[] = [];
  readonly #exitListeners: Listener<PtyExit>[] = [];

  /** Starts a program; what it prints is decoded from UTF-8. */
  constructor(program: string, args: readonly string[], options: IPtyForkOptions) {
    this.#pty = pty.spawn(program, [...args], options);
    this.pid = this.#pty.pid;
    this.#descriptor = duplicate((this.#pty as IPty & { readonly fd: number }).fd);
    this.#pty.onData((text) => this.#emit(text));
    this.#pty.onExit((exit) => {
      this.#emitRest();
      for (const listener of this.#exitListeners) listener(exit);
    });
  }

  onData(listener: Listener<string>): void {
    this.#dataListeners.push(listener);
  }

  /** Is told after everything that was printed. */
  onExit(listener: Listener<PtyExit>): void {
    this.#exitListeners.push(listener);
  }

  write(data: string): void {
    this.#pty.write(data);
  }

  /** Throws when the program has ended. */
  resize(columns: number, rows: number): void {
    this.#pty.resize(columns, rows);
  }

  pause(): void {
    this.#pty.pause();
  }

  resume(): void {
    this.#pty.resume();
  }

  #emit(text: string): void {
    for (const listener of this.#dataListeners) listener(text);
  }

  #emitRest(): void {
    if (this.#descriptor === -1) return;
    const rest = readLeft(this.#descriptor);
    closeSync(this.#descriptor);
    if (rest !== '') this.#emit(rest);
  }
}

/** What can be read at once from a descriptor that does not block. */
function readLeft(descriptor: number): string {
  const chunks: Buffer[] = [];
  try {
    for (let bytes = 0; bytes < MOST_LEFT; bytes += chunks.at(-1)!.length) {
      const chunk = Buffer.alloc(CHUNK);
      const length = readSync(descriptor, chunk);
      if (length === 0) break;
      chunks.push(chunk.subarray(0, length));
    }
  } catch {
    // EIO: it was hung up, and all of it is read. EAGAIN: others have it open, and have printed no more so far.
  }
  return Buffer.concat(chunks).toString();
}
