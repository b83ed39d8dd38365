/**
 * The bandwidth of one direction of a cable, as a token bucket that is never counted down: it is enough
 * to know when the line would have sent everything at its even pace. A frame leaves by then, or up to a
 * burst's worth of time before. Frames that have to wait stand in a queue of limited length.
 */
import type { Conditions } from '../../../shared/document/cable-conditions';

const INITIAL_QUEUE = 64;

export class Shaper {
  readonly #bytesPerMs: number;
  readonly #burstMs: number;
  readonly #limit: number;
  /** When the line has sent what it took so far, at its even pace. */
  #sentAt = 0;
  /** What it was before the last frame, and whether that frame waits. */
  #sentBefore = 0;
  #lastWaits = false;
  /** When each of the waiting frames begins to be sent, the oldest first: a ring. */
  #begins = new Float64Array(INITIAL_QUEUE);
  #first = 0;
  #count = 0;

  /** @param conditions with a bandwidth above 0 */
  constructor(conditions: Conditions) {
    this.#bytesPerMs = conditions.bandwidth / 8;
    this.#burstMs = conditions.burstBytes / this.#bytesPerMs;
    this.#limit = conditions.queue;
  }

  /**
   * Takes a frame of this many bytes at `now` milliseconds, which never decreases. Returns when its last
   * bit has been sent, or -1 when the queue is full.
   */
  departure(length: number, now: number): number {
    const sendMs = length / this.#bytesPerMs;
    const sentAt = Math.max(this.#sentAt, now) + sendMs;
    const departure = Math.max(now, sentAt - this.#burstMs);
    const begin = departure - sendMs;
    this.#forgetUntil(now);
    this.#lastWaits = begin > now;
    if (this.#lastWaits) {
      if (this.#count >= this.#limit) return -1;
      this.#append(begin);
    }
    this.#sentBefore = this.#sentAt;
    this.#sentAt = sentAt;
    return departure;
  }

  /** Takes the last frame back, for which there was no memory: it takes no bandwidth. */
  takeBack(): void {
    this.#sentAt = this.#sentBefore;
    if (this.#lastWaits) this.#count--;
    this.#lastWaits = false;
  }

  /** Gives memory back that nothing waits in. */
  shrink(): void {
    if (this.#count > 0 || this.#begins.length === INITIAL_QUEUE) return;
    this.#begins = new Float64Array(INITIAL_QUEUE);
    this.#first = 0;
  }

  #forgetUntil(now: number): void {
    while (this.#count > 0 && this.#begins[this.#first]! <= now) {
      this.#first = (this.#first + 1) & (this.#begins.length - 1);
      this.#count--;
    }
  }

  #append(begin: number): void {
    if (this.#count === this.#begins.length) this.#grow();
    this.#begins[(this.#first + this.#count) & (this.#begins.length - 1)] = begin;
    this.#count++;
  }

  #grow(): void {
    const grown = new Float64Array(this.#begins.length * 2);
    grown.set(this.#begins.subarray(this.#first));
    grown.set(this.#begins.subarray(0, this.#first), this.#begins.length - this.#first);
    this.#begins = grown;
    this.#first = 0;
  }
}
