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

/** Counts what is on its way to one page. */
export class FlowControl {
  #unacknowledged = 0;
  #holds = false;

  /** Whether the source should be paused on behalf of this page. */
  get holds(): boolean {
    return this.#holds;
  }

  sent(characters: number): void {
    this.#unacknowledged += characters;
    if (this.#unacknowledged > HIGH_WATER) this.#holds = true;
  }

  /** Acknowledging more than was sent counts as all of it. */
  acknowledged(characters: number): void {
    this.#unacknowledged = Math.max(0, this.#unacknowledged - characters);
    if (this.#unacknowledged < LOW_WATER) this.#holds = false;
  }
}
