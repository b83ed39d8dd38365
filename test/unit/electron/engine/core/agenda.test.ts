import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Appointment,
  NOWHERE,
  TimerQueue,
} from '../../../../../electron/engine/core/timer-queue';
import { TurnBudget } from '../../../../../electron/engine/core/turn-budget';

class Caller implements Appointment {
  due = 0;
  place = NOWHERE;
  readonly #timers: TimerQueue;
  readonly #called: string[];
  readonly #name: string;
  readonly #next: (now: number) => number;

  constructor(timers: TimerQueue, called: string[], name: string, next: (now: number) => number) {
    this.#timers = timers;
    this.#called = called;
    this.#name = name;
    this.#next = next;
  }

  work(now: number): void {
    this.#called.push(this.#name);
    this.#timers.set(this, this.#next(now));
  }
}

const plenty = new TurnBudget(() => 0);
const never = () => Number.POSITIVE_INFINITY;

describe('the agenda', () => {
  it('calls who is due, in the order of their times, and nobody else', () => {
    const timers = new TimerQueue();
    const called: string[] = [];
    const [a, b, c] = ['a', 'b', 'c'].map((name) => new Caller(timers, called, name, never));
    timers.set(a!, 30);
    timers.set(b!, 10);
    timers.set(c!, 20);
    expect(timers.next).toBe(10);
    timers.run(20, plenty);
    expect(called).toEqual(['b', 'c']);
    expect(timers.next).toBe(30);
    timers.set(a!, Number.POSITIVE_INFINITY);
    expect(timers.next).toBe(Number.POSITIVE_INFINITY);
    timers.run(100, plenty);
    expect(called).toEqual(['b', 'c']);
  });

  it('lets nobody who is always due hold up the rest of the program', () => {
    const timers = new TimerQueue();
    const called: string[] = [];
    timers.set(new Caller(timers, called, 'a', (now) => now), 1);
    let now = 0;
    timers.run(5, new TurnBudget(() => now++));
    expect(called.length).toBeGreaterThan(1);
    expect(timers.next).toBe(5);
  });

  it('knows the next time after any changes', () => {
    const change = fc.tuple(fc.nat(19), fc.option(fc.nat(50), { nil: null }));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 200 }), (changes) => {
        const timers = new TimerQueue();
        const called: string[] = [];
        const dues = new Map<number, number>();
        const callers = Array.from(
          { length: 20 },
          (_, index) => new Caller(timers, called, String(index), never),
        );
        for (const [index, due] of changes) {
          timers.set(callers[index]!, due ?? Number.POSITIVE_INFINITY);
          if (due === null) dues.delete(index);
          else dues.set(index, due);
          expect(timers.next).toBe(Math.min(...dues.values()));
        }
        timers.run(50, plenty);
        const times = called.map((name) => dues.get(Number(name))!);
        expect(times).toEqual([...dues.values()].sort((one, other) => one - other));
      }),
    );
  });
});
