/** Built-in PCs that have something to do: frames that came for them, or timers that are due. */
import { TimerQueue } from '../../engine/core/timer-queue';
import type { TurnBudget } from '../../engine/core/turn-budget';
import type { PcDevice } from './pc-device';

export class PcQueue {
  readonly timers = new TimerQueue();
  #busy: PcDevice[] = [];

  /** Whether PCs have frames to handle. */
  get isEmpty(): boolean {
    return this.#busy.length === 0;
  }

  schedule(pc: PcDevice): void {
    this.#busy.push(pc);
  }

  /** Lets PCs work as long as there is time. Those that had no turn are the first in the next one. */
  run(now: number, budget: TurnBudget): void {
    budget.begin();
    this.timers.run(now, budget);
    const busy = this.#busy;
    this.#busy = [];
    budget.begin();
    let done = 0;
    while (done < busy.length && !budget.isSpent) busy[done++]!.work();
    if (done < busy.length) this.#busy = [...busy.slice(done), ...this.#busy];
  }
}
