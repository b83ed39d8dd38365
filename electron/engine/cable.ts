/** A cable between two ports of any two devices: engine state, no socket, no process. */
import type { Device } from './device';
import type { FrameSink } from './frame-sink';

export interface CablePlug {
  readonly device: Device;
  readonly port: number;
}

/** One direction of a cable. */
class Strand implements FrameSink {
  readonly #to: FrameSink;

  constructor(to: FrameSink) {
    this.#to = to;
  }

  accept(bytes: Uint8Array, start: number, length: number): void {
    this.#to.accept(bytes, start, length);
  }
}

export class Cable {
  readonly #a: CablePlug;
  readonly #b: CablePlug;
  readonly #towardsA: Strand;
  readonly #towardsB: Strand;

  /** Plugs in both ends. Throws a RangeError when a device has no such port. */
  constructor(a: CablePlug, b: CablePlug) {
    this.#a = a;
    this.#b = b;
    this.#towardsA = new Strand(inletOf(a));
    this.#towardsB = new Strand(inletOf(b));
    a.device.plug(a.port, this.#towardsB);
    b.device.plug(b.port, this.#towardsA);
  }

  /** Pulls out both ends. */
  remove(): void {
    this.#a.device.unplug(this.#a.port, this.#towardsB);
    this.#b.device.unplug(this.#b.port, this.#towardsA);
  }
}

function inletOf({ device, port }: CablePlug): FrameSink {
  const inlet = device.inlet(port);
  if (inlet === undefined) throw new RangeError(`the device has no port ${port}`);
  return inlet;
}
