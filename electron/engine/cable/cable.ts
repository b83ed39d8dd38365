/** A cable between two ports of any two devices: engine state, no socket, no process. */
import type { CableState } from '../../../shared/document/cable-conditions';
import type { PortCounters } from '../core/counters';
import type { Device } from '../core/device';
import type { FrameSink } from '../frames/frame-sink';
import { CableDirection, type StrandContext } from './cable-direction';
import { Random } from './random';

export interface CablePlug {
  readonly device: Device;
  readonly port: number;
}

export interface CableContext extends StrandContext {
  readonly aToB: PortCounters;
  readonly bToA: PortCounters;
  /** What the chance of both directions begins with. */
  readonly seed: number;
}

export class Cable {
  readonly #a: CablePlug;
  readonly #b: CablePlug;
  readonly #towardsA: CableDirection;
  readonly #towardsB: CableDirection;
  #isPlugged = false;

  /** Plugs in both ends, if it is up. Throws a RangeError when a device has no such port. */
  constructor(a: CablePlug, b: CablePlug, around: CableContext, state: CableState) {
    this.#a = a;
    this.#b = b;
    const { aToB, bToA, seed } = around;
    this.#towardsA = new CableDirection(inletOf(a), around, bToA, new Random(~seed));
    this.#towardsB = new CableDirection(inletOf(b), around, aToB, new Random(seed));
    this.setState(state);
  }

  /** Changes what it does to frames. One that is down is out of both devices: they have no carrier. */
  setState({ up, aToB, bToA }: CableState): void {
    this.#towardsB.setConditions(aToB);
    this.#towardsA.setConditions(bToA);
    if (up === this.#isPlugged) return;
    if (up) this.#plugIn();
    else this.remove();
  }

  /** Gives memory back that was not needed lately; to be called every few seconds. */
  expire(): void {
    this.#towardsA.expire();
    this.#towardsB.expire();
  }

  /** Pulls out both ends; frames that are on their way are lost. */
  remove(): void {
    if (!this.#isPlugged) return;
    this.#isPlugged = false;
    this.#a.device.unplug(this.#a.port, this.#towardsB);
    this.#b.device.unplug(this.#b.port, this.#towardsA);
    this.#towardsA.cut();
    this.#towardsB.cut();
  }

  #plugIn(): void {
    this.#isPlugged = true;
    this.#a.device.plug(this.#a.port, this.#towardsB);
    this.#b.device.plug(this.#b.port, this.#towardsA);
  }
}

function inletOf({ device, port }: CablePlug): FrameSink {
  const inlet = device.inlet(port);
  if (inlet === undefined) throw new RangeError(`the device has no port ${port}`);
  return inlet;
}
