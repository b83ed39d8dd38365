/**
 * Joins a console's output into few messages. A guest prints in pieces of a few bytes; one message
 * for each would cost more than drawing it. 5 ms are well below what an eye or a typing hand notices.
 */

/** Runs something later; returns how to call it off. */
export type Schedule = (run: () => void, delayMs: number) => () => void;

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
  #cancel: (() => void) | null = null;

  constructor(deliver: (text: string) => void, schedule: Schedule) {
    this.#deliver = deliver;
    this.#schedule = schedule;
  }

  push(text: string): void {
    this.#waiting += text;
    if (this.#waiting.length >= BATCH_CHARACTERS) this.flush();
    else this.#cancel ??= this.#schedule(() => this.flush(), BATCH_MS);
  }

  /** Delivers what waits now; nothing happens if nothing waits. */
  flush(): void {
    this.#cancel?.();
    this.#cancel = null;
    const text = this.#waiting;
    this.#waiting = '';
    if (text !== '') this.#deliver(text);
  }
}
