/**
 * A frame by which a switch finds out whether there is a loop: it sends one when addresses change ports to
 * and fro, and only in a loop does it get it back. It is a reply of the Ethernet configuration testing
 * protocol (Ethernet version 2.0, chapter 8; type 0x9000), which who has not asked leaves alone and every
 * switch floods.
 */
import { HEADER_BYTES, MIN_FRAME_BYTES } from '../frames/ethernet';

/** The first octet of the group to which probes go, cf:00:00:00:00:00; few other frames begin so. */
export const PROBE_GROUP = 0xcf;
const TYPE = 12;
const TAG_BYTES = 4;
/** Behind the header: two octets to skip, the function, a number of the receipt; the low octet first. */
const FUNCTION = HEADER_BYTES + 2;
const REPLY = 1;
const SWITCH = HEADER_BYTES + 6;
const VLAN = SWITCH + 8;
const PORT = VLAN + 2;
const NUMBER = PORT + 2;

/** What a probe says. */
export interface Probe {
  readonly vlan: number;
  /** The port by which it left. */
  readonly port: number;
  /** Counts up, so that no probe is like another. */
  readonly number: number;
}

function put(bytes: Uint8Array, at: number, size: number, value: number): void {
  for (let index = size - 1, rest = value; index >= 0; index--) {
    bytes[at + index] = rest & 255;
    rest = Math.floor(rest / 256);
  }
}

function take(bytes: Uint8Array, at: number, size: number): number {
  let value = 0;
  for (let index = 0; index < size; index++) value = value * 256 + bytes[at + index]!;
  return value;
}

/** The probes of one switch. */
export class LoopProbes {
  readonly #mac: readonly number[];
  /** Tells this switch from all others, also from one that was started from the same file elsewhere. */
  readonly #name: readonly number[];

  /**
   * @param mac the switch's address as 12 hexadecimal digits
   * @param chance gives numbers from 0 to below 1
   */
  constructor(mac: string, chance: () => number) {
    this.#mac = Array.from({ length: 6 }, (_, at) =>
      Number.parseInt(mac.slice(at * 2, at * 2 + 2), 16),
    );
    this.#name = Array.from({ length: 8 }, () => Math.floor(chance() * 256));
  }

  /** The frame, with a tag if it leaves with one. */
  frame({ vlan, port, number }: Probe, tagged: boolean): Uint8Array {
    const rest = tagged ? TAG_BYTES : 0;
    const bytes = new Uint8Array(MIN_FRAME_BYTES + rest);
    bytes[0] = PROBE_GROUP;
    bytes.set(this.#mac, 6);
    if (tagged) bytes.set([0x81, 0, vlan >> 8, vlan & 255], TYPE);
    bytes.set([0x90, 0], TYPE + rest);
    bytes[FUNCTION + rest] = REPLY;
    bytes.set(this.#name, SWITCH + rest);
    put(bytes, VLAN + rest, 2, vlan);
    put(bytes, PORT + rest, 2, port);
    put(bytes, NUMBER + rest, 4, number);
    return bytes;
  }

  /** What a frame says that is a probe of this switch; null for all others. */
  read(bytes: Uint8Array, start: number, length: number, tagged: boolean): Probe | null {
    const at = tagged ? start + TAG_BYTES : start;
    if (at + NUMBER + 4 > start + length) return null;
    if (bytes[at + TYPE] !== 0x90 || bytes[at + TYPE + 1] !== 0) return null;
    for (const [index, octet] of this.#name.entries()) {
      if (bytes[at + SWITCH + index] !== octet) return null;
    }
    return {
      vlan: take(bytes, at + VLAN, 2),
      port: take(bytes, at + PORT, 2),
      number: take(bytes, at + NUMBER, 4),
    };
  }
}
