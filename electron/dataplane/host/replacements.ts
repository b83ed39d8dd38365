/** How often the data plane's thread was replaced lately, and what follows from it. */

const MINUTE_MS = 60_000;
/** The thread ended so often within a minute: it goes on without what it did last. */
const LEAVE_OUT_FROM = 3;
/** One that ends more often than this within a minute is not started again. */
const MAX_PER_MINUTE = 5;

/** What to do about a thread that ended: go on with everything, without what it did last, or not at all. */
export type Verdict = 'replace' | 'leave-out' | 'give-up';

export class Replacements {
  readonly #times: number[] = [];

  /** Notes an end. @param now monotonic, in milliseconds */
  ended(now: number): Verdict {
    while (this.#times.length > 0 && now - this.#times[0]! > MINUTE_MS) this.#times.shift();
    this.#times.push(now);
    if (this.#times.length > MAX_PER_MINUTE) return 'give-up';
    return this.#times.length >= LEAVE_OUT_FROM ? 'leave-out' : 'replace';
  }

  /** Begins to count again: the user wants another try. */
  forget(): void {
    this.#times.length = 0;
  }
}
