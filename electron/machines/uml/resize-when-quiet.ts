/**
 * Holds a console's resizes back until its guest has been quiet for a moment.
 *
 * The pseudo-terminal is User-Mode Linux's controlling terminal, so each resize sends SIGWINCH into
 * its kernel, which does not mask that signal where it masks interrupts: a resize in the middle of
 * the boot brought down the kernel in every run that tried it (UML 6.1), and one while the guest sat
 * at its prompt in none.
 */
import type { ConsoleSource } from '../../console/console-source';

/** Longer than the pauses between the lines of a boot; short enough to be taken for at once. */
export const QUIET_MS = 400;

/** The same console, which passes on the last of the sizes asked for once nothing was printed for a while. */
export function resizeWhenQuiet(source: ConsoleSource): ConsoleSource {
  return new QuietResizes(source);
}

class QuietResizes implements ConsoleSource {
  readonly #source: ConsoleSource;
  #wanted: { columns: number; rows: number } | null = null;
  #timer: NodeJS.Timeout | undefined;

  constructor(source: ConsoleSource) {
    this.#source = source;
  }

  write(data: string): void {
    this.#source.write(data);
  }

  resize(columns: number, rows: number): void {
    this.#wanted = { columns, rows };
    this.#waitForQuiet();
  }

  pause(): void {
    this.#source.pause();
  }

  resume(): void {
    this.#source.resume();
  }

  onOutput(listener: (text: string) => void): void {
    this.#source.onOutput((text) => {
      if (this.#wanted !== null) this.#waitForQuiet();
      listener(text);
    });
  }

  #waitForQuiet(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.#wanted !== null) this.#source.resize(this.#wanted.columns, this.#wanted.rows);
      this.#wanted = null;
    }, QUIET_MS);
    // A machine that has ended must not keep the app alive for its last resize.
    this.#timer.unref();
  }
}
