import { describe, expect, it } from 'vitest';
import {
  MAX_UNITS_PER_PART,
  TURN_SLICE_MS,
  UNITS_PER_LOOK,
} from '../../../../../electron/engine/core/limits';
import { TurnBudget } from '../../../../../electron/engine/core/turn-budget';
import { WorkQueue } from '../../../../../electron/engine/core/work-queue';

function budgetWithClock() {
  const clock = { now: 1000, looks: 0 };
  const budget = new TurnBudget(() => {
    clock.looks++;
    return clock.now;
  });
  return { clock, budget };
}

describe('the time of a part of a turn', () => {
  it('is not looked at for a frame or two', () => {
    const { clock, budget } = budgetWithClock();
    for (let turn = 0; turn < 100; turn++) {
      budget.begin();
      budget.spend(UNITS_PER_LOOK - 1);
    }
    expect(clock.looks).toBe(0);
    expect(budget.isSpent).toBe(false);
  });

  it('is over after a slice, overdue after too much work, and there again in the next part', () => {
    const { clock, budget } = budgetWithClock();
    budget.begin();
    budget.spend(UNITS_PER_LOOK);
    clock.now += TURN_SLICE_MS - 1;
    budget.spend(UNITS_PER_LOOK);
    expect(budget.isSpent).toBe(false);
    clock.now += 1;
    budget.spend(UNITS_PER_LOOK);
    expect([budget.isSpent, budget.isOverdue]).toEqual([true, false]);
    clock.now += 10 * TURN_SLICE_MS;
    budget.spend(UNITS_PER_LOOK);
    // Another program may have had the processor: no reason to lose a frame.
    expect([budget.isSpent, budget.isOverdue]).toEqual([true, false]);
    budget.spend(MAX_UNITS_PER_PART);
    expect([budget.isSpent, budget.isOverdue]).toEqual([true, true]);
    budget.begin();
    expect([budget.isSpent, budget.isOverdue]).toEqual([false, false]);
  });
});

describe('a queue of work', () => {
  it('lets all go on in turns, and leaves the rest when the time is over', () => {
    const { clock, budget } = budgetWithClock();
    const queue = new WorkQueue();
    const done: string[] = [];
    const worker = (name: string, parts: number) => ({
      work: () => {
        clock.now += 1;
        done.push(name);
        return --parts > 0;
      },
    });
    queue.add(worker('a', 1_000));
    queue.add(worker('b', 2));
    budget.begin();
    queue.run(budget);
    expect(done.slice(0, 5)).toEqual(['a', 'b', 'a', 'b', 'a']);
    expect(done.length).toBeLessThanOrEqual(TURN_SLICE_MS + 1);
    expect(queue.isEmpty).toBe(false);
    for (let turn = 0; turn < 200; turn++) {
      budget.begin();
      queue.run(budget);
    }
    expect(done).toHaveLength(1_002);
    expect(queue.isEmpty).toBe(true);
  });
});
