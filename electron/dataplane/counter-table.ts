/** Hands out places in the shared array of counters to devices, and reads them. */
import { FailureError } from '../../shared/failure';
import { COUNTERS_PER_PORT, type CounterValues, PortCounters } from '../engine/counters';

/** Ports of one lab: five thousand switches of 128 ports. Memory is only used where counters are. */
const MAX_PORTS = 1_048_576;

interface Holding {
  readonly slot: number;
  readonly ports: number;
}

export class CounterTable {
  readonly memory = new SharedArrayBuffer(MAX_PORTS * COUNTERS_PER_PORT * 8);
  readonly #all = new Float64Array(this.memory);
  readonly #holdings = new Map<string, Holding>();
  /** First slots of what was released, by the number of ports. */
  readonly #free = new Map<number, number[]>();
  #next = 0;

  /** Takes places for a device's ports, zeroed; returns the first. Throws when none are left. */
  allot(device: string, ports: number): number {
    const slot = this.#free.get(ports)?.pop() ?? this.#fresh(ports);
    const holding = { slot, ports };
    for (let port = 0; port < ports; port++) this.#at(holding.slot + port).clear();
    this.#holdings.set(device, holding);
    return holding.slot;
  }

  release(device: string): void {
    const holding = this.#holdings.get(device);
    if (holding === undefined) return;
    this.#holdings.delete(device);
    const free = this.#free.get(holding.ports);
    if (free === undefined) this.#free.set(holding.ports, [holding.slot]);
    else free.push(holding.slot);
  }

  /** The counters of each port of a device, port 0 first; empty if there is no such device. */
  read(device: string): CounterValues[] {
    const holding = this.#holdings.get(device);
    if (holding === undefined) return [];
    return Array.from({ length: holding.ports }, (_, port) => this.#at(holding.slot + port).read());
  }

  /** The IPv4 addresses at each port of a device, as numbers. */
  addresses(device: string): number[][] {
    const holding = this.#holdings.get(device);
    if (holding === undefined) return [];
    return Array.from({ length: holding.ports }, (_, port) =>
      this.#at(holding.slot + port).addresses(),
    );
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

function tooManyPorts(): FailureError {
  return new FailureError({
    code: 'document-rules',
    message: `A lab may have ${MAX_PORTS} ports that run at the same time, and this is one more.`,
    next: 'Give switches fewer ports, or stop some of the lab.',
  });
}
