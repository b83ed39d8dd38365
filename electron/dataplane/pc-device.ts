/**
 * A built-in PC as a device of the data plane. Frames for it wait in a small inbox until the worker
 * comes by, so that two PCs that answer each other do not call each other in circles.
 */
import { dropSlot, type PortCounters } from '../engine/counters';
import type { Device } from '../engine/device';
import type { Fabric } from '../engine/fabric';
import type { FrameSink } from '../engine/frame-sink';
import { Pc } from '../engine/pc/pc';
import type { PcSettings } from '../engine/pc/pc-io';

const QUEUE_FULL = dropSlot('queue-full');
const UNPLUGGED = dropSlot('unplugged');
const MAX_WAITING_FRAMES = 256;

interface WaitingFrame {
  readonly card: number;
  readonly bytes: Uint8Array;
}

export interface PcSurroundings {
  readonly fabric: Fabric;
  print(text: string): void;
  /** Asks for {@link PcDevice.work} soon. */
  schedule(device: PcDevice): void;
}

export class PcDevice implements Device {
  readonly #pc: Pc;
  readonly #surroundings: PcSurroundings;
  readonly #inlets: readonly FrameSink[];
  readonly #counters: readonly PortCounters[];
  readonly #outlets: (FrameSink | null)[];
  #waiting: WaitingFrame[] = [];

  constructor(
    settings: PcSettings,
    surroundings: PcSurroundings,
    countersOf: (card: number) => PortCounters,
  ) {
    this.#surroundings = surroundings;
    this.#counters = settings.macs.map((_, card) => countersOf(card));
    this.#inlets = settings.macs.map((_, card) => ({
      accept: (bytes, start, length) => this.#keep(card, bytes, start, length),
    }));
    this.#outlets = settings.macs.map(() => null);
    this.#pc = new Pc(settings, {
      now: () => performance.now(),
      transmit: (card, bytes, start, length) => this.#transmit(card, bytes, start, length),
      print: (text) => surroundings.print(text),
      random: Math.random,
    });
    for (const card of settings.macs.keys()) this.#pc.setCarrier(card, false);
  }

  start(): void {
    this.#pc.start();
    this.#noteAddresses();
  }

  type(data: string): void {
    this.#pc.type(data);
    this.#noteAddresses();
  }

  resize(columns: number, rows: number): void {
    this.#pc.resize(columns, rows);
  }

  /** Handles the frames that wait now; those that come meanwhile wait for the next call. */
  work(): void {
    const frames = this.#waiting;
    this.#waiting = [];
    for (const { card, bytes } of frames) this.#pc.receive(card, bytes, 0, bytes.length);
    this.#noteAddresses();
  }

  /** Monotonic time of the next timer in milliseconds, or Infinity. */
  nextDeadline(): number {
    return this.#pc.nextDeadline();
  }

  tick(): void {
    this.#pc.tick();
    this.#noteAddresses();
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

  /** Commands change them, and those run on when a timer or a frame ends the one before. */
  #noteAddresses(): void {
    for (const [card, counters] of this.#counters.entries()) {
      counters.setAddresses(this.#pc.addressesOf(card));
    }
  }

  #keep(card: number, bytes: Uint8Array, start: number, length: number): void {
    const counters = this.#counters[card]!;
    if (this.#waiting.length >= MAX_WAITING_FRAMES) {
      counters.countDrop(QUEUE_FULL);
      return;
    }
    counters.countIn(length);
    this.#waiting.push({ card, bytes: bytes.slice(start, start + length) });
    if (this.#waiting.length === 1) this.#surroundings.schedule(this);
  }

  #transmit(card: number, bytes: Uint8Array, start: number, length: number): void {
    const counters = this.#counters[card]!;
    const outlet = this.#outlets[card] ?? null;
    counters.countOut(length);
    if (outlet === null) {
      counters.countDrop(UNPLUGGED);
      return;
    }
    this.#surroundings.fabric.admit();
    outlet.accept(bytes, start, length);
  }
}
