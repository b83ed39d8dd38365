/**
 * The turns of the worker's loop: wait, take what came, let frames out of cables and built-in PCs work,
 * forget what is old. Each part has a time (see TurnBudget): what it leaves, the next turn goes on with.
 *
 * A frame that comes after some silence is often a question whose answer is a few hundred
 * microseconds away: a ping, a handshake. Falling asleep for so short a time costs more than the
 * forwarding does, since waking up takes long and finds the processor's caches cold. So the loop stays
 * awake for a moment after such a frame, if the last one was answered in time. Streams never make it
 * watch, and one-way trickles do so once.
 */
import { schedYield } from '../../native/libc';
import { BEAT_INTERVAL_MS } from '../host/heartbeat';
import type { EventLoop } from '../io/event-loop';
import { NO_SUBJECT } from '../shared/pulse';
import type { Plane } from './plane';

/** Frames that come after this silence count as questions, in milliseconds. */
const SILENCE_MS = 2;
/** How long an answer is watched for, in milliseconds: at most an eighth of the processor's time. */
const WATCH_MS = 0.25;
/** Answers that come within this are worth watching for, in milliseconds: they take less when watched. */
const QUICK_MS = 1;
/** Deadlines nearer than this are worth another look at the clock, in milliseconds. */
const NEAR_MS = 100;
/** How often spanning trees are asked for hellos, and what is old is looked for, in milliseconds. */
const EXPIRY_INTERVAL_MS = 1_000;

export class PlaneLoop {
  readonly #loop: EventLoop;
  readonly #plane: Plane;
  #nextExpiry: number;
  #isBusy: boolean;
  /** When the last question came, or -Infinity if frames have come since. */
  #askedAt = Number.NEGATIVE_INFINITY;
  #answersAreQuick = true;

  constructor(loop: EventLoop, plane: Plane) {
    this.#loop = loop;
    this.#plane = plane;
    plane.fabric.now = performance.now();
    this.#nextExpiry = plane.fabric.now + EXPIRY_INTERVAL_MS;
    this.#isBusy = plane.work();
  }

  /** One turn: sleeps until a descriptor is ready or a timer is due, and does what is to be done. */
  turn(): void {
    const plane = this.#plane;
    this.#loop.pulse.serve(NO_SUBJECT);
    const { fabric } = plane;
    const ready = this.#isBusy ? this.#loop.wait(0) : this.#watch() || this.#sleep();
    const last = fabric.now;
    fabric.now = performance.now();
    if (ready > 0) this.#noteAnswer(fabric.now, fabric.now - last > SILENCE_MS);
    fabric.budget.begin();
    this.#loop.dispatch(fabric.budget);
    if (fabric.now >= this.#nextExpiry) {
      this.#nextExpiry = fabric.now + EXPIRY_INTERVAL_MS;
      plane.expire();
    }
    this.#isBusy = plane.work();
  }

  /** Looks for an answer without falling asleep; returns how many descriptors are ready. */
  #watch(): number {
    if (!this.#answersAreQuick) return 0;
    const until = Math.min(
      this.#askedAt + WATCH_MS,
      this.#plane.fabric.now + this.#untilDeadline(),
    );
    while (performance.now() < until) {
      // Who is to answer may be waiting for this very processor.
      schedYield();
      const ready = this.#loop.wait(0);
      if (ready > 0) return ready;
    }
    return 0;
  }

  #sleep(): number {
    const roughly = Math.min(this.#untilDeadline(), BEAT_INTERVAL_MS);
    if (roughly > NEAR_MS) return this.#loop.wait(roughly);
    // A frame is to come out of a cable when it is due, and not later by what this turn has taken.
    const spentMs = performance.now() - this.#plane.fabric.now;
    return this.#loop.wait(Math.max(0, roughly - spentMs));
  }

  #noteAnswer(now: number, afterSilence: boolean): void {
    if (this.#askedAt !== Number.NEGATIVE_INFINITY) {
      this.#answersAreQuick = now - this.#askedAt < QUICK_MS;
    }
    this.#askedAt = afterSilence ? now : Number.NEGATIVE_INFINITY;
  }

  /** Milliseconds, counted from the begin of the last turn: one look at the clock a turn is enough. */
  #untilDeadline(): number {
    const deadline = Math.min(this.#nextExpiry, this.#plane.nextDeadline);
    return Math.max(0, deadline - this.#plane.fabric.now);
  }
}
