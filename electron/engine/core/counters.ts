/**
 * Counters of frames, bytes and drops. They lie in one shared array so that the service reads them
 * while the data plane counts: no messages, no locks. A float64 counts exactly up to 2^53.
 */

export const dropReasons = [
  /** Under 14 bytes: no Ethernet frame. */
  'runt',
  /** Longer than the largest frame that VDE carries. */
  'oversize',
  /** The receiver did not keep up and its bounded queue was full. */
  'queue-full',
  /** Nothing is plugged into the port, or the far end is off. */
  'unplugged',
  /** The frame passed more switches than any sane network has: there is a loop. */
  'hop-limit',
  /** One frame was copied more often than any sane network needs: there are several loops. */
  'storm',
  /** The receiver's socket is gone. */
  'peer-gone',
  /** The system refused to send for another reason. */
  'send-error',
  /** The destination lives behind the port that the frame came in by. */
  'hairpin',
  /** The port is no member of the frame's VLAN. */
  'wrong-vlan',
  /** The spanning tree keeps the port from carrying frames, so that there is no loop. */
  'blocked',
  /** Lost on purpose: a condition of the cable. */
  'loss',
  /** Longer than the cable's MTU. */
  'mtu',
  /** The cable is switched off. */
  'cable-down',
  /** A client's request to join made no sense or asked for what it may not have (port 0 counts these). */
  'refused-handshake',
  /** Those before it took all the time that there is for a turn: too much is copied to too many. */
  'overload',
] as const;

export type DropReason = (typeof dropReasons)[number];

const FRAMES_IN = 0;
const BYTES_IN = 1;
const FRAMES_OUT = 2;
const BYTES_OUT = 3;
const DROPS = 4;
/** Numbers that one port takes up in the shared array. */
export const COUNTERS_PER_PORT = 24;
/** Addresses stand behind the counters: they are no count, but are read by the same side as cheaply. */
const ADDRESSES_PER_PORT = 4;
const ADDRESSES = COUNTERS_PER_PORT - ADDRESSES_PER_PORT;

const dropIndex = new Map<DropReason, number>(
  dropReasons.map((reason, index) => [reason, DROPS + index]),
);

/** Resolves a reason to its place once, so that the forwarding path adds to an array element. */
export function dropSlot(reason: DropReason): number {
  return dropIndex.get(reason)!;
}

export interface CounterValues {
  framesIn: number;
  bytesIn: number;
  framesOut: number;
  bytesOut: number;
  drops: Partial<Record<DropReason, number>>;
}

/** The counters of one port: `in` is towards the node that owns the port, `out` away from it. */
export class PortCounters {
  readonly #all: Float64Array;
  readonly #base: number;

  /** @param slot index of the port in the shared array, in units of {@link COUNTERS_PER_PORT} */
  constructor(all: Float64Array, slot: number) {
    this.#all = all;
    this.#base = slot * COUNTERS_PER_PORT;
  }

  countIn(length: number): void {
    this.#all[this.#base + FRAMES_IN]! += 1;
    this.#all[this.#base + BYTES_IN]! += length;
  }

  countOut(length: number): void {
    this.#all[this.#base + FRAMES_OUT]! += 1;
    this.#all[this.#base + BYTES_OUT]! += length;
  }

  /** @param slot from {@link dropSlot} */
  countDrop(slot: number): void {
    this.#all[this.#base + slot]! += 1;
  }

  /** Sets all counts to zero; what was learned of addresses stays. */
  reset(): void {
    this.#all.fill(0, this.#base, this.#base + ADDRESSES);
  }

  /** Makes it the place of another port. */
  clear(): void {
    this.#all.fill(0, this.#base, this.#base + COUNTERS_PER_PORT);
  }

  /** Keeps an IPv4 address that was seen here, as a number above 0; the oldest gives way. */
  noteAddress(address: number): void {
    const first = this.#base + ADDRESSES;
    for (let at = first; at < first + ADDRESSES_PER_PORT; at++) {
      if (this.#all[at] === address) return;
    }
    this.#all.copyWithin(first + 1, first, first + ADDRESSES_PER_PORT - 1);
    this.#all[first] = address;
  }

  /** Says which addresses there are here, and that there are no others. */
  setAddresses(addresses: readonly number[]): void {
    for (let index = 0; index < ADDRESSES_PER_PORT; index++) {
      this.#all[this.#base + ADDRESSES + index] = addresses[index] ?? 0;
    }
  }

  /** The addresses that were seen here, the newest first. */
  addresses(): number[] {
    const first = this.#base + ADDRESSES;
    return [...this.#all.subarray(first, first + ADDRESSES_PER_PORT)].filter(
      (address) => address !== 0,
    );
  }

  /** A copy of the values; only reasons that occurred are listed. */
  read(): CounterValues {
    const at = (index: number) => this.#all[this.#base + index]!;
    const drops: CounterValues['drops'] = {};
    for (const [reason, index] of dropIndex) if (at(index) > 0) drops[reason] = at(index);
    return {
      framesIn: at(FRAMES_IN),
      bytesIn: at(BYTES_IN),
      framesOut: at(FRAMES_OUT),
      bytesOut: at(BYTES_OUT),
      drops,
    };
  }
}
