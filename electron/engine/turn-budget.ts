/**
 * The time that a part of a turn may take. Work is counted in units, and the clock looked at once in
 * many: a turn with a frame or two never does. Time starts with the first look.
 */
import { TURN_SLICE_MS, UNITS_PER_LOOK } from './limits';

const NOT_YET = Number.NEGATIVE_INFINITY;

export class TurnBudget {
  /** Whether the time is over: no new work should be begun, what is left goes on in the next turn. */
  isSpent = false;
  /** Whether as much time again is over: what is at hand should be given up. */
  isOverdue = false;
  readonly #clock: () => number;
  readonly #sliceMs: number;
  #unitsLeft = UNITS_PER_LOOK;
  #end = NOT_YET;

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
    this.#end = NOT_YET;
  }

  /** @param units of work that was done or is about to be */
  spend(units: number): void {
    this.#unitsLeft -= units;
    if (this.#unitsLeft <= 0) this.#look();
  }

  #look(): void {
    this.#unitsLeft = UNITS_PER_LOOK;
    const now = this.#clock();
    if (this.#end === NOT_YET) this.#end = now + this.#sliceMs;
    this.isSpent = now >= this.#end;
    this.isOverdue = now >= this.#end + this.#sliceMs;
  }
}
