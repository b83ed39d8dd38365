/**
 * Chance from a seed: the same seed gives the same numbers, so that what a cable does to a lab's frames
 * can be repeated. The generator is sfc32 of Chris Doty-Humphrey's PractRand, which passes its tests up to
 * terabytes; its state lies in a typed array, so that drawing a number allocates nothing.
 */

/** Numbers thrown away first, so that similar seeds give nothing in common (PractRand uses 15). */
const WARM_UP_DRAWS = 15;

export class Random {
  readonly #state = new Uint32Array(4);

  /** @param seed any number; its lower 32 bits count */
  constructor(seed: number) {
    this.#state[1] = seed;
    this.#state[2] = Math.imul(seed, 0x9e3779b1);
    this.#state[3] = 1;
    for (let draw = 0; draw < WARM_UP_DRAWS; draw++) this.next();
  }

  /** A number in [0, 1), in steps of 2^-32. */
  next(): number {
    const state = this.#state;
    const a = state[0]!;
    const b = state[1]!;
    const c = state[2]!;
    const sum = (a + b + state[3]!) >>> 0;
    state[3]! += 1;
    state[0] = b ^ (b >>> 9);
    state[1] = c + (c << 3);
    state[2] = ((c << 21) | (c >>> 11)) + sum;
    return sum / 0x1_0000_0000;
  }

  /** True with a probability of `percent`. Draws nothing where the answer is certain. */
  percent(percent: number): boolean {
    if (percent <= 0) return false;
    return percent >= 100 || this.next() * 100 < percent;
  }

  /** A number of the standard normal distribution (Box and Muller, 1958). */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.next()));
    return radius * Math.cos(2 * Math.PI * this.next());
  }
}
