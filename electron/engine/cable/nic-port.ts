/**
 * A device with one port that passes frames between a cable and the world outside: a machine's card
 * behind its socket, or a tap. It stays for the machine's life while cables come and go.
 */

import { dropSlot, type PortCounters } from '../core/counters';
import type { Device } from '../core/device';
import { announcedAddress } from '../frames/announced-address';
import type { FrameSink } from '../frames/frame-sink';

const UNPLUGGED = dropSlot('unplugged');

export class NicPort implements Device {
  readonly counters: PortCounters;
  /** Frames from outside, on their way to the cable. */
  readonly fromOutside: FrameSink;
  readonly #fromCable: FrameSink;
  #outside: FrameSink | null = null;
  #outlet: FrameSink | null = null;
  readonly #carrierChanged: (hasCarrier: boolean) => void;

  /** @param carrierChanged called when a cable was plugged in or pulled out */
  constructor(counters: PortCounters, carrierChanged: (hasCarrier: boolean) => void = () => {}) {
    this.#carrierChanged = carrierChanged;
    this.counters = counters;
    this.fromOutside = {
      accept: (bytes, start, length) => {
        counters.countOut(length);
        const address = announcedAddress(bytes, start, length);
        if (address !== 0) counters.noteAddress(address);
        if (this.#outlet === null) counters.countDrop(UNPLUGGED);
        else this.#outlet.accept(bytes, start, length);
      },
    };
    this.#fromCable = {
      accept: (bytes, start, length) => {
        if (this.#outside === null) {
          counters.countDrop(UNPLUGGED);
          return;
        }
        counters.countIn(length);
        this.#outside.accept(bytes, start, length);
      },
    };
  }

  /** Sets who stands outside: the client's socket, the tap, or nobody. */
  setOutside(outside: FrameSink | null): void {
    this.#outside = outside;
    // Whoever comes next has addresses of its own.
    if (outside === null) this.counters.setAddresses([]);
  }

  inlet(port: number): FrameSink | undefined {
    return port === 0 ? this.#fromCable : undefined;
  }

  plug(_port: number, outlet: FrameSink): void {
    this.#outlet = outlet;
    this.#carrierChanged(true);
  }

  unplug(_port: number, outlet: FrameSink): void {
    if (this.#outlet !== outlet) return;
    this.#outlet = null;
    this.#carrierChanged(false);
  }
}
