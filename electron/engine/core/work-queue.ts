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

/** Whom the thread serves, as numbers: see the data plane's Pulse. */
export interface ServiceSigns {
  readonly subject: number;
  serve(subject: number): void;
}

const noSigns: ServiceSigns = { subject: -1, serve: () => {} };

export class WorkQueue {
  readonly #signs: ServiceSigns;
  /** With whom was served when it was asked for. */
  readonly #waiting = new Map<Workable, number>();

  /** @param signs is told for whom work is done: whoever was served when it was asked for */
  constructor(signs = noSigns) {
    this.#signs = signs;
  }

  get isEmpty(): boolean {
    return this.#waiting.size === 0;
  }

  /** Asks for {@link Workable.work} soon; once, however often it is asked for. */
  add(one: Workable): void {
    if (!this.#waiting.has(one)) this.#waiting.set(one, this.#signs.subject);
  }

  remove(one: Workable): void {
    this.#waiting.delete(one);
  }

  /** Lets all go on in turns until none has more to do or the time is over. */
  run(budget: TurnBudget): void {
    // A map is gone through in the order of adding, and those that are added meanwhile come last.
    for (const [one, subject] of this.#waiting) {
      this.#waiting.delete(one);
      this.#signs.serve(subject);
      if (one.work()) this.#waiting.set(one, subject);
      budget.spend(UNITS_PER_LOOK);
      if (budget.isSpent) return;
    }
  }
}
