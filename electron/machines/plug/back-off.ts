/**
 * When a process that fell is started again: soon at first, for most falls are one of a kind, and ever
 * more seldom when it keeps falling, so that a computer that is off for the night costs nothing.
 */

/** The first wait is too short to be noticed; each further one is twice as long. */
const FIRST_DELAY_MS = 500;
/** Still often enough that a connection is back before somebody wonders. */
const LONGEST_DELAY_MS = 30_000;
/** What was up for longer than the longest wait does not fall for the reason it fell for before. */
const STEADY_MS = LONGEST_DELAY_MS;

export class BackOff {
  #falls = 0;
  #upSince: number | null = null;

  /** It is up, from `nowMs` on. */
  up(nowMs: number): void {
    this.#upSince = nowMs;
  }

  /** It fell, or could not be started. Returns how long to wait before it is started again. */
  fell(nowMs: number): number {
    if (this.#upSince !== null && nowMs - this.#upSince >= STEADY_MS) this.#falls = 0;
    this.#upSince = null;
    const delayMs = Math.min(FIRST_DELAY_MS * 2 ** this.#falls, LONGEST_DELAY_MS);
    this.#falls++;
    return delayMs;
  }
}
