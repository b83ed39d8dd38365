/**
 * What one owner has to do, in order: as much as there is time for is done at once, the rest by and by.
 * Small things are so done when the call returns.
 */
import { UNITS_PER_LOOK } from './limits';
import type { TurnBudget } from './turn-budget';
import type { Workable, WorkQueue } from './work-queue';

export class OrderedWork implements Workable {
  readonly #queue: WorkQueue;
  readonly #budget: TurnBudget;
  readonly #tasks: Iterator<unknown>[] = [];

  /** @param queue where it waits for the turns that follow */
  constructor(queue: WorkQueue, budget: TurnBudget) {
    this.#queue = queue;
    this.#budget = budget;
  }

  /** @param task whose steps are short */
  add(task: Iterator<unknown>): void {
    this.#tasks.push(task);
    if (this.#tasks.length > 1) return;
    while (this.work()) {
      this.#budget.spend(UNITS_PER_LOOK);
      if (!this.#budget.isSpent) continue;
      this.#queue.add(this);
      return;
    }
  }

  /** Does one step. */
  work(): boolean {
    const [first] = this.#tasks;
    if (first?.next().done === true) this.#tasks.shift();
    return this.#tasks.length > 0;
  }

  /** Forgets all that is left to do. */
  clear(): void {
    this.#tasks.length = 0;
    this.#queue.remove(this);
  }
}
