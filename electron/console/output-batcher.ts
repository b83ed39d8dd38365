/**
 * Joins a console's output into few messages. A guest prints in pieces of a few bytes; one message
 * for each would cost more than drawing it. What comes after a silence goes out at once: it is the echo of
 * a key, and 5 ms more may cost it a frame.
 */

/** Runs something later; returns how to call it off. */
export type Schedule = (run: () => void, delayMs: number) => () => void;

/** Least time between two messages of less than a batch. */
export const BATCH_MS = 5;
/** A flood is sent on before the time is up, so that flow control sees it and little is held here. */
export const BATCH_CHARACTERS = 64 * 1024;

export const scheduleWithTimer: Schedule = (run, delayMs) => {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
};

export class OutputBatcher {
  readonly #deliver: (text: string) => void;
  readonly #schedule: Schedule;
  #waiting = '';
  /** Calls off the end of the pause that follows a message; null in a silence. */
  #cancel: (() => void) | null = null;

  constructor(deliver: (text: string) => void, schedule: Schedule) {
    this.#deliver = deliver;
    this.#schedule = schedule;
  }

  push(text: string): void {
    this.#waiting += text;
    if (this.#cancel === null || this.#waiting.length >= BATCH_CHARACTERS) this.#send();
  }

  /** Delivers what waits now; nothing happens if nothing waits. */
  flush(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#take();
  }

  #send(): void {
    this.#take();
    this.#cancel ??= this.#schedule(() => {
      this.#cancel = null;
      if (this.#waiting !== '') this.#send();
    }, BATCH_MS);
  }

  #take(): void {
    const text = this.#waiting;
    this.#waiting = '';
    if (text !== '') this.#deliver(text);
  }
}
