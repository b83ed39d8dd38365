/** A console on a pseudo-terminal, whose size reaches the guest (`stty size`). */
import type { ConsoleSource } from './console-source';
import type { PtyProcess } from './pty-process';

/**
 * The console of a process. What it prints before {@link ConsoleSource.onOutput} is kept; after its end nothing is
 * sent to it.
 */
export function ptyConsole(pty: PtyProcess): ConsoleSource {
  return new PtyConsole(pty);
}

class PtyConsole implements ConsoleSource {
  readonly #pty: PtyProcess;
  #early = '';
  #listener: ((text: string) => void) | null = null;
  #ended = false;

  constructor(pty: PtyProcess) {
    this.#pty = pty;
    pty.onData((text) => {
      if (this.#listener === null) this.#early += text;
      else this.#listener(text);
    });
    pty.onExit(() => {
      this.#ended = true;
    });
  }

  write(data: string): void {
    if (!this.#ended) this.#pty.write(data);
  }

  resize(columns: number, rows: number): void {
    if (this.#ended) return;
    try {
      this.#pty.resize(columns, rows);
    } catch {
      // The process has ended and the news of it is on its way; there is no size to set any more.
    }
  }

  pause(): void {
    if (!this.#ended) this.#pty.pause();
  }

  resume(): void {
    if (!this.#ended) this.#pty.resume();
  }

  onOutput(listener: (text: string) => void): void {
    this.#listener = listener;
    const early = this.#early;
    this.#early = '';
    if (early !== '') listener(early);
  }
}
