/** Timers on an injected clock: the owner asks for the next deadline and calls when it has come. */

export interface Timer {
  readonly due: number;
  readonly run: () => void;
}

export class Timers {
  /** The earliest last, so that taking it is cheap. */
  readonly #waiting: Timer[] = [];
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  now(): number {
    return this.#now();
  }

  /** Runs once, not before `delayMs` from now; equal deadlines keep their order. */
  after(delayMs: number, run: () => void): Timer {
    const timer = { due: this.#now() + delayMs, run };
    const later = this.#waiting.findIndex((other) => other.due <= timer.due);
    this.#waiting.splice(later === -1 ? this.#waiting.length : later, 0, timer);
    return timer;
  }

  /** Does nothing for a timer that has run or was cancelled. */
  cancel(timer: Timer | null): void {
    const index = timer === null ? -1 : this.#waiting.indexOf(timer);
    if (index !== -1) this.#waiting.splice(index, 1);
  }

  /** Monotonic milliseconds; Infinity if nothing waits. */
  nextDeadline(): number {
    return this.#waiting.at(-1)?.due ?? Number.POSITIVE_INFINITY;
  }

  /** Runs what is due now; what these timers add for this same moment waits for the next call. */
  runDue(): void {
    const now = this.#now();
    let count = this.#waiting.reduce((sum, timer) => sum + (timer.due <= now ? 1 : 0), 0);
    while (count-- > 0 && this.nextDeadline() <= now) this.#waiting.pop()!.run();
  }
}
