/** Hands out places in the shared array of counters to devices, and reads them. */
import { FailureError } from '../../../shared/failure/failure';
import { COUNTERS_PER_PORT, type CounterValues, PortCounters } from '../../engine/core/counters';

/** Ports of one lab: five thousand switches of 128 ports. Memory is only used where counters are. */
const MAX_PORTS = 1_048_576;

/** Places of ports that follow each other, in the array and by their numbers. */
export interface CounterRange {
  /** The number of the first port. */
  readonly first: number;
  /** Where its counters are. */
  readonly slot: number;
  readonly count: number;
}

interface PlaneDevice {
  /** Ascending by port, without a gap; together at least as many as there are ports. */
  readonly ranges: readonly CounterRange[];
  readonly ports: number;
}

export class CounterTable {
  readonly memory = new SharedArrayBuffer(MAX_PORTS * COUNTERS_PER_PORT * 8);
  readonly #all = new Float64Array(this.memory);
  readonly #planeDevices = new Map<string, PlaneDevice>();
  /** First slots of what was released, by the number of ports. */
  readonly #free = new Map<number, number[]>();
  #next = 0;

  /** Takes places for a device's ports, zeroed; returns the first. Throws when none are left. */
  allot(device: string, ports: number): number {
    const slot = this.#take(ports);
    this.#planeDevices.set(device, { ranges: [{ first: 0, slot, count: ports }], ports });
    return slot;
  }

  /**
   * Changes how many ports a device has. Returns places that had to be taken for further ones, zeroed; null
   * if there were enough. Throws when none are left.
   */
  resize(device: string, ports: number): CounterRange | null {
    const { ranges, ports: before } = this.#planeDevices.get(device)!;
    for (let port = before; port < ports; port++) {
      const slot = slotIn(ranges, port);
      if (slot !== null) this.#at(slot).clear();
    }
    const held = ranges.reduce((sum, { count }) => sum + count, 0);
    const added =
      ports <= held ? null : { first: held, slot: this.#take(ports - held), count: ports - held };
    this.#planeDevices.set(device, { ranges: added === null ? ranges : [...ranges, added], ports });
    return added;
  }

  /** Where the counters of a device's ports are. */
  ranges(device: string): readonly CounterRange[] {
    return this.#planeDevices.get(device)?.ranges ?? [];
  }

  release(device: string): void {
    const holding = this.#planeDevices.get(device);
    if (holding === undefined) return;
    this.#planeDevices.delete(device);
    for (const { slot, count } of holding.ranges) {
      const free = this.#free.get(count);
      if (free === undefined) this.#free.set(count, [slot]);
      else free.push(slot);
    }
  }

  /** The counters of each port of a device, port 0 first; empty if there is no such device. */
  read(device: string): CounterValues[] {
    return this.#portsOf(device).map((counters) => counters.read());
  }

  /** The IPv4 addresses at each port of a device, as numbers. */
  addresses(device: string): number[][] {
    return this.#portsOf(device).map((counters) => counters.addresses());
  }

  #portsOf(device: string): PortCounters[] {
    const holding = this.#planeDevices.get(device);
    if (holding === undefined) return [];
    const { ranges, ports } = holding;
    return Array.from({ length: ports }, (_, port) => this.#at(slotIn(ranges, port)!));
  }

  /** The first of so many places that follow each other, zeroed. */
  #take(ports: number): number {
    const slot = this.#free.get(ports)?.pop() ?? this.#fresh(ports);
    for (let port = 0; port < ports; port++) this.#at(slot + port).clear();
    return slot;
  }

  #fresh(ports: number): number {
    if (this.#next + ports > MAX_PORTS) throw tooManyPorts();
    const slot = this.#next;
    this.#next += ports;
    return slot;
  }

  #at(slot: number): PortCounters {
    return new PortCounters(this.#all, slot);
  }
}

/** Where the counters of a port are; null if none of the ranges has it. */
export function slotIn(ranges: readonly CounterRange[], port: number): number | null {
  const range = ranges.find(({ first, count }) => port >= first && port < first + count);
  return range === undefined ? null : range.slot + port - range.first;
}

function tooManyPorts(): FailureError {
  return new FailureError({
    code: 'document-rules',
    message: `A lab may have ${MAX_PORTS} ports that run at the same time, and this is one more.`,
    next: 'Give switches fewer ports, or stop some of the lab.',
  });
}
