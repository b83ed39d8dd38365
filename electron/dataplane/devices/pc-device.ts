/**
 * A built-in PC as a device of the data plane. Frames for it wait in a small inbox until the worker
 * comes by, so that two PCs that answer each other do not call each other in circles.
 */

import type { StartupFailure } from '../../../shared/rules/startup-failure';
import { dropSlot, type PortCounters } from '../../engine/core/counters';
import type { Device } from '../../engine/core/device';
import { MAX_PC_FRAMES, UNITS_PER_LOOK } from '../../engine/core/limits';
import { type Appointment, NOWHERE, type TimerQueue } from '../../engine/core/timer-queue';
import type { FrameSink } from '../../engine/frames/frame-sink';
import { Pc } from '../../engine/pc/pc';
import type { PcSettings } from '../../engine/pc/stack/pc-io';
import type { Fabric } from '../../engine/switch/fabric';

const QUEUE_FULL = dropSlot('queue-full');
const UNPLUGGED = dropSlot('unplugged');

interface WaitingFrame {
  readonly card: number;
  readonly bytes: Uint8Array;
}

export interface PcContext {
  readonly fabric: Fabric;
  print(text: string): void;
  startupFailed(failure: StartupFailure): void;
  /** Told before frames and timers are worked through. */
  begins(): void;
  /** Asks for {@link PcDevice.work} soon. */
  schedule(device: PcDevice): void;
  /** Calls PCs whose timers are due. */
  readonly timers: TimerQueue;
}

export class PcDevice implements Device {
  readonly #pc: Pc;
  readonly #context: PcContext;
  readonly #inlets: readonly FrameSink[];
  readonly #counters: readonly PortCounters[];
  readonly #outlets: (FrameSink | null)[];
  #waiting: WaitingFrame[] = [];
  readonly #timer: Appointment = {
    due: Number.POSITIVE_INFINITY,
    place: NOWHERE,
    work: () => this.#tick(),
  };

  constructor(
    settings: PcSettings,
    context: PcContext,
    countersOf: (card: number) => PortCounters,
  ) {
    this.#context = context;
    this.#counters = settings.macs.map((_, card) => countersOf(card));
    this.#inlets = settings.macs.map((_, card) => ({
      accept: (bytes, start, length) => this.#keep(card, bytes, start, length),
    }));
    this.#outlets = settings.macs.map(() => null);
    this.#pc = new Pc(settings, {
      now: () => performance.now(),
      transmit: (card, bytes, start, length) => this.#transmit(card, bytes, start, length),
      print: (text) => context.print(text),
      random: Math.random,
      hasTime: () => this.#hasTime(),
      startupFailed: (failure) => context.startupFailed(failure),
    });
    for (const card of settings.macs.keys()) this.#pc.setCarrier(card, false);
  }

  start(): void {
    this.#pc.start();
    this.#noteChanges();
  }

  type(data: string): void {
    this.#pc.type(data);
    this.#noteChanges();
  }

  rename(hostname: string): void {
    this.#pc.rename(hostname);
  }

  resize(columns: number, rows: number): void {
    this.#pc.resize(columns, rows);
  }

  /**
   * Handles the frames that wait now, as long as there is time; for those that are left, and those that
   * come meanwhile, it asks to be called again.
   */
  work(): void {
    this.#context.begins();
    const { budget, memory } = this.#context.fabric;
    const frames = this.#waiting;
    this.#waiting = [];
    let done = 0;
    while (done < frames.length && !budget.isSpent) {
      const { card, bytes } = frames[done++]!;
      memory.giveBack(bytes.length);
      this.#pc.receive(card, bytes, 0, bytes.length);
      budget.spend(1);
    }
    if (done < frames.length) this.#putBack(frames, done);
    this.#noteChanges();
  }

  /** Forgets the frames that wait: the PC is gone. */
  close(): void {
    for (const { bytes } of this.#waiting) {
      this.#context.fabric.memory.giveBack(bytes.length);
    }
    this.#waiting = [];
    this.#context.timers.set(this.#timer, Number.POSITIVE_INFINITY);
  }

  inlet(port: number): FrameSink | undefined {
    return this.#inlets[port];
  }

  plug(port: number, outlet: FrameSink): void {
    this.#outlets[port] = outlet;
    this.#pc.setCarrier(port, true);
  }

  unplug(port: number, outlet: FrameSink): void {
    if (this.#outlets[port] !== outlet) return;
    this.#outlets[port] = null;
    this.#pc.setCarrier(port, false);
  }

  #tick(): void {
    this.#context.begins();
    this.#pc.tick();
    this.#noteChanges();
  }

  #hasTime(): boolean {
    const { budget } = this.#context.fabric;
    // A key in a long line draws all of it again.
    budget.spend(UNITS_PER_LOOK);
    return !budget.isSpent;
  }

  /** Commands change addresses and timers, and those run on when a timer or a frame ends the one before. */
  #noteChanges(): void {
    this.#context.timers.set(this.#timer, this.#pc.nextDeadline());
    for (const [card, counters] of this.#counters.entries()) {
      counters.setAddresses(this.#pc.addressesOf(card));
    }
  }

  #keep(card: number, bytes: Uint8Array, start: number, length: number): void {
    const counters = this.#counters[card]!;
    if (this.#pc.discards(card, bytes, start, length)) {
      counters.countIn(length);
      return;
    }
    const { memory } = this.#context.fabric;
    if (this.#waiting.length >= MAX_PC_FRAMES || !memory.take(length)) {
      counters.countDrop(QUEUE_FULL);
      return;
    }
    counters.countIn(length);
    this.#waiting.push({ card, bytes: bytes.slice(start, start + length) });
    if (this.#waiting.length === 1) this.#context.schedule(this);
  }

  /** The oldest frames come first again; too many of what came meanwhile are dropped. */
  #putBack(frames: readonly WaitingFrame[], done: number): void {
    const isScheduled = this.#waiting.length > 0;
    const all = [...frames.slice(done), ...this.#waiting];
    this.#waiting = all.slice(0, MAX_PC_FRAMES);
    for (const { card, bytes } of all.slice(MAX_PC_FRAMES)) {
      this.#counters[card]!.countDrop(QUEUE_FULL);
      this.#context.fabric.memory.giveBack(bytes.length);
    }
    if (!isScheduled) this.#context.schedule(this);
  }

  #transmit(card: number, bytes: Uint8Array, start: number, length: number): void {
    const counters = this.#counters[card]!;
    const outlet = this.#outlets[card] ?? null;
    counters.countOut(length);
    if (outlet === null) {
      counters.countDrop(UNPLUGGED);
      return;
    }
    this.#context.fabric.admit();
    outlet.accept(bytes, start, length);
  }
}
