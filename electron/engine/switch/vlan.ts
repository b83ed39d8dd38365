/**
 * VLANs of a switch (IEEE 802.1Q tags, table semantics of vde_switch's port.c). A port is a member of
 * any number of VLANs; frames of one of them, its untagged VLAN, have no tag there.
 */
import { MAX_VLAN } from '../../../shared/vde/vde-limits';
import type { PortCounters } from '../core/counters';

/** Stands for "no VLAN" where commands name one (vde_switch's NOVLAN). */
export const NO_VLAN = 0xfff;
/** All numbers that fit into a tag. */
const TAG_VALUES = 4096;

/** Why a command was refused, by the name of its error number (errno(3)). */
export type Refusal = 'EINVAL' | 'ENXIO' | 'EEXIST' | 'EADDRINUSE' | 'ENOSPC';

/** The last frame that passed a switch in one VLAN: no frame does so twice, unless there is a loop. */
export class Passing {
  /** Its number in the fabric. */
  frame = -1;
  /** The port by which it came in. */
  port = -1;
  /** The port by which it leaves just now; -1 when it has left. */
  out = -1;
}

/** What a VLAN and the delivery of its frames need of a port. */
export interface VlanPort {
  readonly number: number;
  readonly counters: PortCounters;
  /** Whether something is plugged in. */
  readonly isActive: boolean;
  /** The VLAN of frames without a tag; null: they are refused. */
  readonly untagged: Vlan | null;
  /** Sends a frame out of the port. */
  transmit(bytes: Uint8Array, start: number, length: number): void;
}

export class Vlan {
  readonly number: number;
  readonly passing = new Passing();
  /** 1 for each port that is a member, tagged or not, whether something is plugged in or not. */
  members: Uint8Array;
  /** 1 for each port that the spanning tree keeps from carrying frames of this VLAN. */
  blocked: Uint8Array;
  /** Ports by which frames leave when flooded, ascending: without a tag, and with one. */
  plain: readonly VlanPort[] = [];
  tagged: readonly VlanPort[] = [];

  constructor(number: number, ports: number) {
    this.number = number;
    this.members = new Uint8Array(ports + 1);
    this.blocked = new Uint8Array(ports + 1);
  }

  /** Finds out anew where flooded frames leave. */
  refresh(ports: readonly VlanPort[]): void {
    const carrying = ports.filter(
      ({ number, isActive }) =>
        isActive && this.members[number] === 1 && this.blocked[number] === 0,
    );
    this.plain = carrying.filter(({ untagged }) => untagged === this);
    this.tagged = carrying.filter(({ untagged }) => untagged !== this);
  }

  resize(ports: number): void {
    this.members = resized(this.members, ports + 1);
    this.blocked = resized(this.blocked, ports + 1);
  }
}

function resized(from: Uint8Array, size: number): Uint8Array {
  const to = new Uint8Array(size);
  to.set(from.subarray(0, size));
  return to;
}

export class VlanTable {
  readonly #vlans: (Vlan | undefined)[] = new Array<Vlan | undefined>(TAG_VALUES).fill(undefined);
  #ports: number;

  /** @param ports the highest port number */
  constructor(ports: number) {
    this.#ports = ports;
    this.#vlans[0] = new Vlan(0, ports);
  }

  /** The VLAN of a number from 0 to 4095, or undefined when there is none. */
  get(number: number): Vlan | undefined {
    return this.#vlans[number];
  }

  /** All VLANs, ascending. */
  all(): Vlan[] {
    return this.#vlans.filter((vlan) => vlan !== undefined);
  }

  create(number: number): Vlan | Refusal {
    if (!Number.isInteger(number) || number < 1 || number > MAX_VLAN) return 'EINVAL';
    if (this.#vlans[number] !== undefined) return 'EEXIST';
    const made = new Vlan(number, this.#ports);
    this.#vlans[number] = made;
    return made;
  }

  /** Removes a VLAN that has no members. VLAN 0 goes like any other, as in vde_switch. */
  remove(number: number): Vlan | Refusal {
    if (!Number.isInteger(number) || number < 0 || number > MAX_VLAN) return 'EINVAL';
    const vlan = this.#vlans[number];
    if (vlan === undefined) return 'ENXIO';
    if (vlan.members.includes(1)) return 'EADDRINUSE';
    this.#vlans[number] = undefined;
    return vlan;
  }

  resize(ports: number): void {
    this.#ports = ports;
    for (const vlan of this.all()) vlan.resize(ports);
  }
}
