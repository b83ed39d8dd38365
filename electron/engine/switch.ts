/**
 * A learning switch, or a hub: numbered ports, each with any number of endpoints, and the table that
 * says where addresses live. Pure: no I/O, and time comes from the fabric.
 */
import { dropSlot, type PortCounters } from './counters';
import type { Device } from './device';
import { HEADER_BYTES, isGroupAddress } from './ethernet';
import type { Fabric } from './fabric';
import type { FrameSink } from './frame-sink';
import { type MacEntry, MacTable } from './mac-table';

const RUNT = dropSlot('runt');
const HOP_LIMIT = dropSlot('hop-limit');
const STORM = dropSlot('storm');
const HAIRPIN = dropSlot('hairpin');
const NO_VLAN = 0;

/** One port: frames accepted here come from its endpoints into the switch. */
export class SwitchPort implements FrameSink {
  readonly number: number;
  readonly counters: PortCounters;
  readonly #owner: Switch;
  #endpoints: readonly FrameSink[] = [];

  constructor(owner: Switch, number: number, counters: PortCounters) {
    this.#owner = owner;
    this.number = number;
    this.counters = counters;
  }

  /** The endpoints on this port; each gets every frame that leaves by it. */
  get endpoints(): readonly FrameSink[] {
    return this.#endpoints;
  }

  accept(bytes: Uint8Array, start: number, length: number): void {
    this.#owner.forward(this, bytes, start, length);
  }

  /** Sends a frame out of the port. */
  transmit(bytes: Uint8Array, start: number, length: number): void {
    this.counters.countOut(length);
    for (let index = 0; index < this.#endpoints.length; index++) {
      this.#endpoints[index]!.accept(bytes, start, length);
    }
  }

  attach(endpoint: FrameSink): void {
    this.#endpoints = [...this.#endpoints, endpoint];
    this.#owner.portChanged(this);
  }

  detach(endpoint: FrameSink): void {
    this.#endpoints = this.#endpoints.filter((other) => other !== endpoint);
    this.#owner.portChanged(this);
  }
}

export interface SwitchSettings {
  /** Ports 1 to this, beside port 0. */
  readonly ports: number;
  /** A hub learns nothing and repeats everything, but never on port 0 (vde_switch's port.c). */
  readonly hub: boolean;
}

export class Switch implements Device {
  readonly #fabric: Fabric;
  readonly #hub: boolean;
  readonly #ports: readonly SwitchPort[];
  readonly #table = new MacTable();
  /** Ports that have endpoints: flooding looks at no others. */
  #active: readonly SwitchPort[] = [];

  constructor(
    fabric: Fabric,
    settings: SwitchSettings,
    countersOf: (port: number) => PortCounters,
  ) {
    this.#fabric = fabric;
    this.#hub = settings.hub;
    this.#ports = Array.from(
      { length: settings.ports + 1 },
      (_, number) => new SwitchPort(this, number, countersOf(number)),
    );
  }

  /** The port of a number from 0 to the switch's number of ports; undefined outside of that. */
  port(number: number): SwitchPort | undefined {
    return this.#ports[number];
  }

  inlet(port: number): FrameSink | undefined {
    return port === 0 ? undefined : this.#ports[port];
  }

  plug(port: number, outlet: FrameSink): void {
    this.#ports[port]!.attach(outlet);
  }

  unplug(port: number, outlet: FrameSink): void {
    this.#ports[port]!.detach(outlet);
  }

  /** The lowest port from 1 without an endpoint that `isReserved` lets go, or -1 when all are taken. */
  freePort(isReserved: (port: number) => boolean): number {
    for (let number = 1; number < this.#ports.length; number++) {
      if (this.#ports[number]!.endpoints.length === 0 && !isReserved(number)) return number;
    }
    return -1;
  }

  /** The table of addresses, for showing it. */
  addresses(): MacEntry[] {
    return this.#table.entries(this.#fabric.now);
  }

  /** Forgets addresses that were not seen for long; to be called every COLLECTION_INTERVAL_MS. */
  expire(): void {
    this.#table.expire(this.#fabric.now);
  }

  /** Called by a port whose endpoints changed. Only an emptied port loses what was learned on it. */
  portChanged(port: SwitchPort): void {
    this.#active = this.#ports.filter(({ endpoints }) => endpoints.length > 0);
    if (port.endpoints.length === 0) this.#table.forgetPort(port.number);
  }

  /** Takes a frame that came in by a port to where it belongs. */
  forward(from: SwitchPort, bytes: Uint8Array, start: number, length: number): void {
    from.counters.countIn(length);
    if (length < HEADER_BYTES) {
      from.counters.countDrop(RUNT);
      return;
    }
    if (!this.#fabric.copy()) {
      from.counters.countDrop(STORM);
      return;
    }
    if (!this.#fabric.enter()) {
      from.counters.countDrop(HOP_LIMIT);
      return;
    }
    if (this.#hub) this.#repeat(from, bytes, start, length);
    else this.#switch(from, bytes, start, length);
    this.#fabric.leave();
  }

  #switch(from: SwitchPort, bytes: Uint8Array, start: number, length: number): void {
    const source = start + 6;
    if (!isGroupAddress(bytes, source)) {
      this.#table.learn(bytes, source, NO_VLAN, from.number, this.#fabric.now);
    }
    const known = isGroupAddress(bytes, start) ? -1 : this.#table.lookup(bytes, start, NO_VLAN);
    if (known === -1) this.#flood(from, bytes, start, length);
    else if (known === from.number) from.counters.countDrop(HAIRPIN);
    else this.#ports[known]!.transmit(bytes, start, length);
  }

  #flood(from: SwitchPort, bytes: Uint8Array, start: number, length: number): void {
    const active = this.#active;
    for (let index = 0; index < active.length; index++) {
      const port = active[index]!;
      if (port !== from) port.transmit(bytes, start, length);
    }
  }

  #repeat(from: SwitchPort, bytes: Uint8Array, start: number, length: number): void {
    const active = this.#active;
    for (let index = 0; index < active.length; index++) {
      const port = active[index]!;
      if (port !== from && port.number !== 0) port.transmit(bytes, start, length);
    }
  }
}
