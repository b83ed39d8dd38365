import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Agenda, type Appointment, NOWHERE } from '../../../../../electron/engine/core/timer-queue';
import { TurnBudget } from '../../../../../electron/engine/core/turn-budget';

class Caller implements Appointment {
  due = 0;
  place = NOWHERE;
  readonly #agenda: Agenda;
  readonly #called: string[];
  readonly #name: string;
  readonly #next: (now: number) => number;

  constructor(agenda: Agenda, called: string[], name: string, next: (now: number) => number) {
    this.#agenda = agenda;
    this.#called = called;
    this.#name = name;
    this.#next = next;
  }

  work(now: number): void {
    this.#called.push(this.#name);
    this.#agenda.set(this, this.#next(now));
  }
}

const plenty = new TurnBudget(() => 0);
const never = () => Number.POSITIVE_INFINITY;

describe('the agenda', () => {
  it('calls who is due, in the order of their times, and nobody else', () => {
    const agenda = new Agenda();
    const called: string[] = [];
    const [a, b, c] = ['a', 'b', 'c'].map((name) => new Caller(agenda, called, name, never));
    agenda.set(a!, 30);
    agenda.set(b!, 10);
    agenda.set(c!, 20);
    expect(agenda.next).toBe(10);
    agenda.run(20, plenty);
    expect(called).toEqual(['b', 'c']);
    expect(agenda.next).toBe(30);
    agenda.set(a!, Number.POSITIVE_INFINITY);
    expect(agenda.next).toBe(Number.POSITIVE_INFINITY);
    agenda.run(100, plenty);
    expect(called).toEqual(['b', 'c']);
  });

  it('lets nobody who is always due hold up the rest of the program', () => {
    const agenda = new Agenda();
    const called: string[] = [];
    agenda.set(new Caller(agenda, called, 'a', (now) => now), 1);
    let now = 0;
    agenda.run(5, new TurnBudget(() => now++));
    expect(called.length).toBeGreaterThan(1);
    expect(agenda.next).toBe(5);
  });

  it('knows the next time after any changes', () => {
    const change = fc.tuple(fc.nat(19), fc.option(fc.nat(50), { nil: null }));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 200 }), (changes) => {
        const agenda = new Agenda();
        const called: string[] = [];
        const dues = new Map<number, number>();
        const callers = Array.from(
          { length: 20 },
          (_, index) => new Caller(agenda, called, String(index), never),
        );
        for (const [index, due] of changes) {
          agenda.set(callers[index]!, due ?? Number.POSITIVE_INFINITY);
          if (due === null) dues.delete(index);
          else dues.set(index, due);
          expect(agenda.next).toBe(Math.min(...dues.values()));
        }
        agenda.run(50, plenty);
        const times = called.map((name) => dues.get(Number(name))!);
        expect(times).toEqual([...dues.values()].sort((one, other) => one - other));
      }),
    );
  });
});
