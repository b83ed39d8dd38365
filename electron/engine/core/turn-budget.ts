/**
 * The time that a part of a turn may take. Work is counted in units, and the clock looked at once in
 * many: a turn with a frame or two never does. Time starts with the first look.
 */
import { MAX_UNITS_PER_PART, TURN_SLICE_MS, UNITS_PER_LOOK } from './limits';

const NOT_YET = Number.NEGATIVE_INFINITY;

export class TurnBudget {
  /** Whether the time is over: no new work should be begun, what is left goes on in the next turn. */
  isSpent = false;
  /**
   * Whether so much was done that what is at hand should be given up. Units count for this, not the clock:
   * it goes on while other programs have the processor, for which no frame shall be lost.
   */
  isOverdue = false;
  readonly #clock: () => number;
  readonly #sliceMs: number;
  #unitsLeft = UNITS_PER_LOOK;
  /** In [0] when the time is over: a field with a fraction would be garbage each time that it is set. */
  readonly #end = new Float64Array(1).fill(NOT_YET);
  #unitsSpent = 0;

  /** @param clock monotonic time in milliseconds */
  constructor(clock: () => number, sliceMs = TURN_SLICE_MS) {
    this.#clock = clock;
    this.#sliceMs = sliceMs;
  }

  /** A new part of a turn: all of its time is there again. */
  begin(): void {
    this.isSpent = false;
    this.isOverdue = false;
    this.#unitsLeft = UNITS_PER_LOOK;
    this.#end[0] = NOT_YET;
    this.#unitsSpent = 0;
  }

  /** @param units of work that was done or is about to be */
  spend(units: number): void {
    this.#unitsLeft -= units;
    if (this.#unitsLeft <= 0) this.#look();
  }

  #look(): void {
    this.#unitsSpent += UNITS_PER_LOOK - this.#unitsLeft;
    this.#unitsLeft = UNITS_PER_LOOK;
    const now = this.#clock();
    if (this.#end[0] === NOT_YET) this.#end[0] = now + this.#sliceMs;
    this.isSpent = now >= this.#end[0]!;
    this.isOverdue = this.#unitsSpent >= MAX_UNITS_PER_PART;
  }
}
