/** Chance that can be repeated: the same seed draws the same. */
import { Random } from '../../electron/engine/cable/random';

export class Chance {
  readonly #random: Random;

  constructor(seed: number) {
    this.#random = new Random(seed);
  }

  /** A whole number from 0 to below the limit. */
  of(limit: number): number {
    return Math.floor(this.#random.next() * limit);
  }

  one<T>(all: readonly T[]): T {
    const chosen = all[this.of(all.length)];
    if (chosen === undefined) throw new Error('nothing to choose from');
    return chosen;
  }
}
