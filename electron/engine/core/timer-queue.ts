/**
 * Who wants to be called at what time: a heap, so that the next time is known at once, however many
 * cables have frames on their way.
 */
import type { TurnBudget } from './turn-budget';

/** Somebody with a place in an agenda. The fields belong to the agenda. */
export interface Appointment {
  due: number;
  place: number;
  /** Does what is due at `now` and, if something is left, makes the next appointment. */
  work(now: number): void;
}

/** The place of an appointment that is not in the agenda. */
export const NOWHERE = -1;

export class TimerQueue {
  readonly #heap: Appointment[] = [];

  /** The next time, in monotonic milliseconds; Infinity if there is none. */
  get next(): number {
    const first = this.#heap[0];
    return first === undefined ? Number.POSITIVE_INFINITY : first.due;
  }

  /** Sets when somebody is to be called; Infinity for never. */
  set(entry: Appointment, due: number): void {
    if (entry.place === NOWHERE) {
      if (due === Number.POSITIVE_INFINITY) return;
      this.#heap.push(entry);
      entry.place = this.#heap.length - 1;
    } else if (due === Number.POSITIVE_INFINITY) {
      this.#remove(entry);
      return;
    } else if (due === entry.due) {
      return;
    }
    entry.due = due;
    this.#rise(entry);
    this.#sink(entry);
  }

  /**
   * Calls who is due at `now`, until the time is over. Some may be left for the next call: {@link next}
   * tells. Whoever has more to do after a call stands behind the others that are due.
   */
  run(now: number, budget: TurnBudget): void {
    while (!budget.isSpent && this.next <= now) {
      const first = this.#heap[0]!;
      first.work(now);
      budget.spend(1);
      if (first.place !== NOWHERE && first.due <= now) this.set(first, now);
    }
  }

  #remove(entry: Appointment): void {
    const last = this.#heap.pop()!;
    const place = entry.place;
    entry.place = NOWHERE;
    if (last === entry) return;
    this.#put(last, place);
    this.#rise(last);
    this.#sink(last);
  }

  #put(entry: Appointment, place: number): void {
    this.#heap[place] = entry;
    entry.place = place;
  }

  #rise(entry: Appointment): void {
    while (entry.place > 0) {
      const parent = this.#heap[(entry.place - 1) >> 1]!;
      if (parent.due <= entry.due) return;
      const place = parent.place;
      this.#put(parent, entry.place);
      this.#put(entry, place);
    }
  }

  #sink(entry: Appointment): void {
    const heap = this.#heap;
    for (;;) {
      const left = entry.place * 2 + 1;
      if (left >= heap.length) return;
      const right = heap[left + 1];
      const child = right !== undefined && right.due < heap[left]!.due ? right : heap[left]!;
      if (entry.due <= child.due) return;
      const place = child.place;
      this.#put(child, entry.place);
      this.#put(entry, place);
    }
  }
}
