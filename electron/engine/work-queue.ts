/** Work that goes on in parts, each between others: whoever has more to do stands behind them again. */
import { UNITS_PER_LOOK } from './limits';
import type { TurnBudget } from './turn-budget';

export interface Workable {
  /** Does a part of the work that is short; true if there is more to do. */
  work(): boolean;
}

/** Makes work of steps, each of which is short. */
export function inSteps(steps: Iterator<unknown>): Workable {
  return { work: () => steps.next().done !== true };
}

export class WorkQueue {
  readonly #waiting = new Set<Workable>();

  get isEmpty(): boolean {
    return this.#waiting.size === 0;
  }

  /** Asks for {@link Workable.work} soon; once, however often it is asked for. */
  add(one: Workable): void {
    this.#waiting.add(one);
  }

  remove(one: Workable): void {
    this.#waiting.delete(one);
  }

  /** Lets all go on in turns until none has more to do or the time is over. */
  run(budget: TurnBudget): void {
    // A set is gone through in the order of adding, and those that are added meanwhile come last.
    for (const one of this.#waiting) {
      this.#waiting.delete(one);
      if (one.work()) this.#waiting.add(one);
      budget.spend(UNITS_PER_LOOK);
      if (budget.isSpent) return;
    }
  }
}
