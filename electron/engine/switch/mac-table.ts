/**
 * Which port each Ethernet address was last seen on. Open addressing over typed arrays: looking up,
 * learning and refreshing allocate nothing. Semantics after vde_switch's hash.c: entries expire. An
 * address moves with its first frame by another port, as in any bridge (802.1D, 7.8); vde_switch lets it
 * stay for three seconds, in which what is sent to a host that was moved is lost. Who wants that asks for
 * it by command.
 *
 * Slot:  [ high: address bits 47..32 | vlan << 16 ] [ low: bits 31..0 ] [ port + 1, 0 = free ] [ seen ]
 */
import { MAX_ADDRESSES } from '../core/limits';

/** How long an address is remembered after its last frame, in milliseconds (vde_switch: 100 s). */
export const EXPIRY_MS = 100_000;
/** How often expired entries are collected, in milliseconds (vde_switch: 2 s). */
export const COLLECTION_INTERVAL_MS = 2_000;

const INITIAL_SLOTS = 256;

export interface MacEntry {
  /** `02:00:00:00:00:01` */
  readonly mac: string;
  readonly vlan: number;
  readonly port: number;
  /** Milliseconds since the address was last seen. */
  readonly ageMs: number;
}

/** Hears what a table learns and forgets; never called for an address that was known already. */
export interface MacTableListener {
  addressLearned(mac: string, vlan: number, port: number): void;
  addressForgotten(mac: string, vlan: number, port: number): void;
}

const nobody: MacTableListener = { addressLearned: () => {}, addressForgotten: () => {} };

export class MacTable {
  /** How long an address is remembered after its last frame, in milliseconds. */
  expiryMs = EXPIRY_MS;
  /** An entry seen within this time on its port does not move, in milliseconds. */
  minPersistenceMs = 0;
  readonly #listener: MacTableListener;
  #slots = INITIAL_SLOTS;
  #high = new Uint32Array(INITIAL_SLOTS);
  #low = new Uint32Array(INITIAL_SLOTS);
  #port = new Int32Array(INITIAL_SLOTS);
  #seen = new Float64Array(INITIAL_SLOTS);
  #size = 0;
  /** How many addresses of each VLAN are known. */
  readonly #sizes = new Map<number, number>();

  constructor(listener: MacTableListener = nobody) {
    this.#listener = listener;
  }

  /** Whether addresses of a VLAN are known. */
  knows(vlan: number): boolean {
    return this.#sizes.has(vlan);
  }

  /** Number of addresses known. */
  get size(): number {
    return this.#size;
  }

  /** The port behind which the address at `bytes[start..start+6]` lives, or -1. */
  lookup(bytes: Uint8Array, start: number, vlan: number): number {
    const slot = this.#find(highOf(bytes, start, vlan), lowOf(bytes, start));
    return this.#port[slot]! - 1;
  }

  /**
   * Notes that the address at `bytes[start..start+6]` was seen on `port` at `now` milliseconds.
   * Returns the port behind which it was taken to live until now; `port` if it was not known.
   */
  learn(bytes: Uint8Array, start: number, vlan: number, port: number, now: number): number {
    const high = highOf(bytes, start, vlan);
    const low = lowOf(bytes, start);
    const slot = this.#find(high, low);
    const before = this.#port[slot]!;
    if (before === port + 1) {
      this.#seen[slot] = now;
      return port;
    }
    if (before === 0) {
      this.#insert(slot, high, low, port, now);
      return port;
    }
    if (this.minPersistenceMs === 0 || now - this.#seen[slot]! > this.minPersistenceMs) {
      this.#port[slot] = port + 1;
      this.#seen[slot] = now;
    }
    return before - 1;
  }

  /** Forgets what was not seen for {@link expiryMs}. */
  expire(now: number): void {
    this.#keep((slot) => now - this.#seen[slot]! <= this.expiryMs);
  }

  /** Forgets every address behind a port: its last endpoint left. */
  forgetPort(port: number): void {
    this.#keep((slot) => this.#port[slot] !== port + 1);
  }

  /** Forgets every address of a VLAN, or those of it behind one port. */
  forgetVlan(vlan: number, port?: number): void {
    if (!this.#sizes.has(vlan)) return;
    this.#keep((slot) => {
      const isOfVlan = this.#high[slot]! >>> 16 === vlan;
      return !isOfVlan || (port !== undefined && this.#port[slot] !== port + 1);
    });
  }

  clear(): void {
    this.#keep(() => false);
  }

  /** All entries, for showing them. */
  entries(now: number): MacEntry[] {
    const found: MacEntry[] = [];
    for (let slot = 0; slot < this.#slots; slot++) {
      if (this.#port[slot] === 0) continue;
      found.push({
        mac: macOf(this.#high[slot]!, this.#low[slot]!),
        vlan: this.#high[slot]! >>> 16,
        port: this.#port[slot]! - 1,
        ageMs: now - this.#seen[slot]!,
      });
    }
    return found;
  }

  /** The slot of the key, or the free slot where it belongs. One is always free: see #insert. */
  #find(high: number, low: number): number {
    const mask = this.#slots - 1;
    let slot = mix(high, low) & mask;
    while (this.#port[slot] !== 0 && (this.#low[slot] !== low || this.#high[slot] !== high)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  #insert(slot: number, high: number, low: number, port: number, now: number): void {
    if (this.#size >= MAX_ADDRESSES) return;
    this.#high[slot] = high;
    this.#low[slot] = low;
    this.#port[slot] = port + 1;
    this.#seen[slot] = now;
    this.#size++;
    this.#sizes.set(high >>> 16, (this.#sizes.get(high >>> 16) ?? 0) + 1);
    this.#listener.addressLearned(macOf(high, low), high >>> 16, port);
    if (this.#size * 2 > this.#slots) this.#rebuild(this.#slots * 2, () => true);
  }

  /** Linear probing cannot just free a slot in the middle of a run; a rebuild is simple and rare. */
  #keep(wanted: (slot: number) => boolean): void {
    for (let slot = 0; slot < this.#slots; slot++) {
      if (this.#port[slot] !== 0 && !wanted(slot)) {
        this.#rebuild(this.#slots, wanted);
        return;
      }
    }
  }

  #countGone(vlan: number): void {
    const left = this.#sizes.get(vlan)! - 1;
    if (left === 0) this.#sizes.delete(vlan);
    else this.#sizes.set(vlan, left);
  }

  #rebuild(slots: number, wanted: (slot: number) => boolean): void {
    const high = this.#high;
    const low = this.#low;
    const port = this.#port;
    const seen = this.#seen;
    const kept: number[] = [];
    for (let slot = 0; slot < port.length; slot++) {
      if (port[slot] === 0) continue;
      if (wanted(slot)) kept.push(slot);
      else {
        const mac = macOf(high[slot]!, low[slot]!);
        this.#countGone(high[slot]! >>> 16);
        this.#listener.addressForgotten(mac, high[slot]! >>> 16, port[slot]! - 1);
      }
    }
    this.#slots = slots;
    this.#high = new Uint32Array(slots);
    this.#low = new Uint32Array(slots);
    this.#port = new Int32Array(slots);
    this.#seen = new Float64Array(slots);
    this.#size = kept.length;
    for (const old of kept) {
      const slot = this.#find(high[old]!, low[old]!);
      this.#high[slot] = high[old]!;
      this.#low[slot] = low[old]!;
      this.#port[slot] = port[old]!;
      this.#seen[slot] = seen[old]!;
    }
  }
}

function highOf(bytes: Uint8Array, start: number, vlan: number): number {
  return ((vlan << 16) | (bytes[start]! << 8) | bytes[start + 1]!) >>> 0;
}

function lowOf(bytes: Uint8Array, start: number): number {
  return (
    ((bytes[start + 2]! << 24) |
      (bytes[start + 3]! << 16) |
      (bytes[start + 4]! << 8) |
      bytes[start + 5]!) >>>
    0
  );
}

/** The Ethernet address at `bytes[start..start+6]`: `02:00:00:00:00:01`. */
export function macIn(bytes: Uint8Array, start: number): string {
  return macOf(highOf(bytes, start, 0), lowOf(bytes, start));
}

/** An Ethernet address that is a number. */
export function macText(address: number): string {
  return macOf(Math.floor(address / 0x1_0000_0000), address >>> 0);
}

function macOf(high: number, low: number): string {
  const octets = [high >>> 8, high, low >>> 24, low >>> 16, low >>> 8, low];
  return octets.map((octet) => (octet & 255).toString(16).padStart(2, '0')).join(':');
}

/** Spreads the key over the table: addresses of one lab often differ in their last octet only. */
function mix(high: number, low: number): number {
  let hash = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
  hash ^= hash >>> 15;
  return Math.imul(hash, 0xc2b2ae35) >>> 8;
}
