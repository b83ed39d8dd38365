/** Hands out places in the shared array of counters to devices, and reads them. */
import { COUNTERS_PER_PORT, type CounterValues, PortCounters } from '../engine/counters';

/** Ports of one lab: a thousand nodes of 64 ports. Memory is only used where counters are. */
const MAX_PORTS = 65_536;

interface Holding {
  readonly slot: number;
  readonly ports: number;
}

export class CounterTable {
  readonly memory = new SharedArrayBuffer(MAX_PORTS * COUNTERS_PER_PORT * 8);
  readonly #all = new Float64Array(this.memory);
  readonly #holdings = new Map<string, Holding>();
  readonly #free: Holding[] = [];
  #next = 0;

  /** Takes places for a device's ports, zeroed; returns the first. Throws when none are left. */
  allot(device: string, ports: number): number {
    const reused = this.#free.findIndex((holding) => holding.ports === ports);
    const holding = reused === -1 ? this.#fresh(ports) : this.#free.splice(reused, 1)[0]!;
    for (let port = 0; port < ports; port++) this.#at(holding.slot + port).clear();
    this.#holdings.set(device, holding);
    return holding.slot;
  }

  release(device: string): void {
    const holding = this.#holdings.get(device);
    if (holding === undefined) return;
    this.#holdings.delete(device);
    this.#free.push(holding);
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

  #fresh(ports: number): Holding {
    if (this.#next + ports > MAX_PORTS) throw new Error('too many ports in one lab');
    const slot = this.#next;
    this.#next += ports;
    return { slot, ports };
  }

  #at(slot: number): PortCounters {
    return new PortCounters(this.#all, slot);
  }
}
