/**
 * One direction of a cable. Without conditions it costs a comparison and the counting; with some, frames
 * are lost, spoilt or kept back on their way.
 *
 * Of its counters, `in` is what entered it at the near end, `out` what came out at the far end, a frame
 * that arrives twice counted twice. What went in and neither came out nor was dropped is on its way.
 */
import type { Conditions } from '../../../shared/document/cable-conditions';
import { dropSlot, type PortCounters } from '../core/counters';
import { FLIPS_PER_DELIVERY, MAX_FRAMES_PER_CALL } from '../core/limits';
import { type Appointment, NOWHERE, type TimerQueue } from '../core/timer-queue';
import type { FrameSink } from '../frames/frame-sink';
import type { Fabric } from '../switch/fabric';
import { DelayLine } from './delay-line';
import { Impairment } from './impairment';
import type { Random } from './random';
import { Shaper } from './shaper';

const LOSS = dropSlot('loss');
const MTU = dropSlot('mtu');
const CABLE_DOWN = dropSlot('cable-down');
const QUEUE_FULL = dropSlot('queue-full');

/** What all cables of a lab share. */
export interface StrandContext {
  readonly fabric: Fabric;
  /** Calls strands when frames are due. */
  readonly timers: TimerQueue;
  /** Told before frames are let out that are due. */
  begins?(): void;
}

export class CableDirection implements FrameSink, Appointment {
  due = Number.POSITIVE_INFINITY;
  place = NOWHERE;
  readonly #around: StrandContext;
  readonly #counters: PortCounters;
  readonly #random: Random;
  readonly #to: FrameSink;
  readonly #farEnd: FrameSink;
  #conditions: Conditions | null = null;
  #impairment: Impairment | null = null;
  #shaper: Shaper | null = null;
  /** Made when the first frame has to wait: most cables never need it. */
  #line: DelayLine | null = null;

  constructor(to: FrameSink, around: StrandContext, counters: PortCounters, random: Random) {
    this.#to = to;
    this.#around = around;
    this.#counters = counters;
    this.#random = random;
    this.#farEnd = { accept: (bytes, start, length) => this.#arrive(bytes, start, length) };
  }

  /**
   * Sets what happens to frames that come from now on. Those that are on their way go on as they were
   * sent, so that a shorter delay lets new ones overtake them.
   */
  setConditions(conditions: Conditions | null): void {
    // The same ones again would let a line of limited bandwidth forget what it has taken already.
    if (JSON.stringify(conditions) === JSON.stringify(this.#conditions)) return;
    this.#conditions = conditions;
    this.#impairment = conditions === null ? null : new Impairment(conditions, this.#random);
    this.#shaper =
      conditions === null || conditions.bandwidth === 0 ? null : new Shaper(conditions);
  }

  accept(bytes: Uint8Array, start: number, length: number): void {
    this.#counters.countIn(length);
    if (this.#impairment !== null) {
      this.#impair(this.#impairment, bytes, start, length);
      return;
    }
    this.#counters.countOut(length);
    this.#to.accept(bytes, start, length);
  }

  /** Lets frames come out that are due. */
  work(now: number): void {
    this.#around.begins?.();
    const line = this.#line!;
    const { fabric, timers } = this.#around;
    for (let frame = 0; frame < MAX_FRAMES_PER_CALL && line.nextDue <= now; frame++) {
      fabric.admit(line.nextHops);
      line.release(this.#farEnd);
      fabric.budget.spend(1);
      if (fabric.budget.isSpent) break;
    }
    timers.set(this, line.nextDue);
  }

  /** Gives memory back that was not needed lately; to be called every few seconds. */
  expire(): void {
    this.#line?.shrink();
    this.#shaper?.shrink();
  }

  /** Drops the frames that are on their way: the cable was cut. */
  cut(): void {
    const line = this.#line;
    if (line === null) return;
    for (let frame = 0; frame < line.count; frame++) this.#counters.countDrop(CABLE_DOWN);
    line.clear();
    line.shrink();
    this.#around.timers.set(this, Number.POSITIVE_INFINITY);
  }

  #impair(impairment: Impairment, bytes: Uint8Array, start: number, length: number): void {
    if (impairment.isTooLong(length)) {
      this.#counters.countDrop(MTU);
    } else if (impairment.loses()) {
      this.#counters.countDrop(LOSS);
    } else {
      const isTwice = impairment.duplicates();
      this.#send(impairment, bytes, start, length);
      if (isTwice) this.#send(impairment, bytes, start, length);
    }
  }

  #send(impairment: Impairment, bytes: Uint8Array, start: number, length: number): void {
    const { now } = this.#around.fabric;
    const departure = this.#shaper === null ? now : this.#shaper.departure(length, now);
    if (departure === -1) {
      this.#counters.countDrop(QUEUE_FULL);
      return;
    }
    const due = impairment.arrival(departure);
    const isSpoilt = impairment.spoils(length);
    const isNext = this.#line === null || due < this.#line.nextDue;
    if (due <= now && isNext && !isSpoilt) {
      this.#arrive(bytes, start, length);
      return;
    }
    this.#line ??= new DelayLine(this.#around.fabric.memory);
    this.#line.due[0] = due;
    this.#keep(this.#line, isSpoilt ? impairment : null, bytes, start, length);
  }

  /** The bytes belong to others: only a copy may be spoilt. */
  #keep(
    line: DelayLine,
    spoiler: Impairment | null,
    bytes: Uint8Array,
    start: number,
    length: number,
  ): void {
    const nextBefore = line.nextDue;
    const place = line.push(bytes, start, length, this.#around.fabric.hops);
    if (place === -1) {
      this.#shaper?.takeBack();
      this.#counters.countDrop(QUEUE_FULL);
      return;
    }
    if (spoiler !== null) {
      const flips = spoiler.spoil(line.bytes, place, length);
      this.#around.fabric.deliver(Math.floor(flips / FLIPS_PER_DELIVERY));
    }
    // Most frames are due after others, for which there is an appointment already.
    if (line.nextDue !== nextBefore || this.place === NOWHERE) {
      this.#around.timers.set(this, line.nextDue);
    }
  }

  #arrive(bytes: Uint8Array, start: number, length: number): void {
    this.#counters.countOut(length);
    this.#to.accept(bytes, start, length);
  }
}
