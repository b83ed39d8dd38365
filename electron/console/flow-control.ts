/**
 * Keeps a flood of output from piling up in front of a page that cannot draw it as fast. The page
 * acknowledges what it has drawn; the machine is held while too much is on its way.
 */

/**
 * Above this many characters on their way the source is paused. A page draws two million characters a
 * second on a slow machine and twenty on a fast one, so what is on its way is drawn in 5 to 50 ms:
 * a flood feels live, and what follows a Ctrl+C is seen at once.
 */
export const HIGH_WATER = 100_000;
/**
 * Below this many it goes on. Lower than the high mark so that the source does not stutter, and not
 * zero: the page acknowledges in steps of this size and may keep a smaller rest to itself.
 */
export const LOW_WATER = 5_000;

/** Counts what is on its way to one page: characters of a console, bytes of a screen. */
export class FlowControl {
  readonly #high: number;
  readonly #low: number;
  #unacknowledged = 0;
  #holds = false;

  constructor(high = HIGH_WATER, low = LOW_WATER) {
    this.#high = high;
    this.#low = low;
  }

  /** Whether the source should be paused on behalf of this page. */
  get holds(): boolean {
    return this.#holds;
  }

  sent(amount: number): void {
    this.#unacknowledged += amount;
    if (this.#unacknowledged > this.#high) this.#holds = true;
  }

  /** Acknowledging more than was sent counts as all of it. */
  acknowledged(amount: number): void {
    this.#unacknowledged = Math.max(0, this.#unacknowledged - amount);
    if (this.#unacknowledged < this.#low) this.#holds = false;
  }
}
