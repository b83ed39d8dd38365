/** One numbered port of a switch, with everything that is plugged into it (port.c of vde-2). */
import type { PortCounters } from '../core/counters';
import type { FrameSink } from '../frames/frame-sink';
import type { Vlan, VlanPort } from './vlan';

/** No user, or no group, is set. */
export const ANYBODY = -1;

/** Who an endpoint is, as the console shows it. */
export interface EndpointInfo {
  /** Names it among all endpoints of the switch; vde_switch takes the descriptor's number. */
  readonly id: number;
  /** What kind of thing it is: `unix prog`, `tuntap` as in vde_switch, or `cable`. */
  readonly module: string;
  readonly description: string;
  /** Takes the endpoint off, as if it had left by itself. */
  close(): void;
}

/** What a port needs of its switch. */
export interface PortOwner {
  forward(from: SwitchPort, bytes: Uint8Array, start: number, length: number): void;
  attached(port: SwitchPort, info: EndpointInfo): void;
  detached(port: SwitchPort, info: EndpointInfo): void;
}

let lastCableId = 0;

/** The info of a cable's end; its number is apart from those of descriptors. */
export function cableInfo(): EndpointInfo {
  lastCableId = (lastCableId % 99_999) + 1;
  return { id: 100_000 + lastCableId, module: 'cable', description: 'cable', close: () => {} };
}

/** Frames accepted here come from the port's endpoints into the switch. */
export class SwitchPort implements FrameSink, VlanPort {
  readonly number: number;
  readonly counters: PortCounters;
  /** The VLAN of frames without a tag; null: they are refused. */
  untagged: Vlan | null = null;
  /** Whether the port came into being: before that it is in no VLAN (vde_switch's portv[i]). */
  isCreated = false;
  /** Whether clients that take any port may get it. */
  allocatable = true;
  /** Only this user may join, beside root and the group's; {@link ANYBODY} for no limit. */
  user = ANYBODY;
  group = ANYBODY;
  readonly #owner: PortOwner;
  #sinks: readonly FrameSink[] = [];
  #infos: readonly EndpointInfo[] = [];

  constructor(owner: PortOwner, number: number, counters: PortCounters) {
    this.#owner = owner;
    this.number = number;
    this.counters = counters;
  }

  /** Whether something is plugged in. */
  get isActive(): boolean {
    return this.#sinks.length > 0;
  }

  /** The endpoints on this port, the newest first as vde_switch lists them. */
  get endpoints(): readonly EndpointInfo[] {
    return this.#infos;
  }

  accept(bytes: Uint8Array, start: number, length: number): void {
    this.#owner.forward(this, bytes, start, length);
  }

  /** Sends a frame out of the port: each endpoint gets it. */
  transmit(bytes: Uint8Array, start: number, length: number): void {
    this.counters.countOut(length);
    const sinks = this.#sinks;
    for (let index = 0; index < sinks.length; index++) sinks[index]!.accept(bytes, start, length);
  }

  attach(sink: FrameSink, info: EndpointInfo = cableInfo()): void {
    this.#sinks = [sink, ...this.#sinks];
    this.#infos = [info, ...this.#infos];
    this.#owner.attached(this, info);
  }

  /** Takes an endpoint off; one that is not on the port is ignored. */
  detach(sink: FrameSink): void {
    const at = this.#sinks.indexOf(sink);
    if (at === -1) return;
    const info = this.#infos[at]!;
    this.#sinks = this.#sinks.filter((_, index) => index !== at);
    this.#infos = this.#infos.filter((_, index) => index !== at);
    this.#owner.detached(this, info);
  }
}
