/**
 * The frames of the fast spanning tree, as vde_switch sends them (fstp.c). Offsets after the two
 * addresses, and after the tag where there is one:
 *
 *     0 length 0x0027 | 2 LLC 42 42 03 | 5 protocol | 7 version 2 | 8 type 2 | 9 flags | 10 root id
 *     18 cost | 22 bridge id | 30 port | 32 age | 34 max age | 36 hello | 38 delay | 40 version 1
 */

/** Length of a BPDU without a tag; with one it has four bytes more. */
const BPDU_BYTES = 53;
const TAG_BYTES = 4;
/** Shorter ones are ignored. */
const LEAST_BYTES = 51;
const ADDRESSES = 12;
const VERSION = 2;
const TYPE = 2;

const TOPOLOGY_CHANGE = 0x01;
const PROPOSAL = 0x02;
const ROLE_MASK = 0x0c;
const ROLE_ROOT = 0x04;
const ROLE_ALTERNATE = 0x08;
const ROLE_DESIGNATED = 0x0c;
const FORWARDING = 0x30;
const AGREEMENT = 0x40;

export type BpduRole = 'root' | 'alternate' | 'designated' | 'unknown';

/** Bridge ids are 16 hexadecimal digits: compared as text they compare as their octets do. */
export interface Bpdu {
  readonly root: string;
  readonly cost: number;
  readonly bridge: string;
  /** Port id with its priority, 16 bits. */
  readonly port: number;
  readonly role: BpduRole;
  readonly topologyChange: boolean;
}

export interface OutgoingBpdu extends Omit<Bpdu, 'role'> {
  readonly role: Exclude<BpduRole, 'unknown'>;
  readonly forwarding: boolean;
  readonly agreement: boolean;
  /** Seconds since the root was heard of. */
  readonly age: number;
  /** Seconds between two hellos, and after which a root is given up. */
  readonly hello: number;
  readonly maxAge: number;
  /** The VLAN's number for a tagged port, or null. */
  readonly tag: number | null;
}

const roleBits = {
  root: ROLE_ROOT,
  alternate: ROLE_ALTERNATE | PROPOSAL,
  designated: ROLE_DESIGNATED,
} as const;

/** Whether the destination is 01:80:c2:00:00:00, the bridges' group address. */
export function isBpduAddress(bytes: Uint8Array, start: number): boolean {
  return (
    bytes[start] === 0x01 &&
    bytes[start + 1] === 0x80 &&
    bytes[start + 2] === 0xc2 &&
    bytes[start + 3] === 0 &&
    bytes[start + 4] === 0 &&
    bytes[start + 5] === 0
  );
}

/** Port 5 as 0x8005; the number's upper bits lie where vde_switch puts them. */
export function portIdOf(port: number): number {
  return ((0x80 | ((port >> 4) & 0x7f)) << 8) | (port & 0xff);
}

function hex(bytes: Uint8Array, start: number, length: number): string {
  let text = '';
  for (let index = 0; index < length; index++) {
    text += bytes[start + index]!.toString(16).padStart(2, '0');
  }
  return text;
}

function roleOf(flags: number): BpduRole {
  const role = flags & ROLE_MASK;
  if (role === ROLE_ROOT) return 'root';
  if (role === ROLE_ALTERNATE) return 'alternate';
  return role === ROLE_DESIGNATED ? 'designated' : 'unknown';
}

/** The BPDU in a frame with the bridges' address, or null if it is none that we understand. */
export function parseBpdu(
  bytes: Uint8Array,
  start: number,
  length: number,
  tagged: boolean,
): Bpdu | null {
  const skipped = tagged ? TAG_BYTES : 0;
  if (length - skipped < LEAST_BYTES) return null;
  const at = start + ADDRESSES + skipped;
  if (bytes[at + 7] !== VERSION || bytes[at + 8] !== TYPE) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, LEAST_BYTES - ADDRESSES);
  const flags = view.getUint8(9);
  return {
    root: hex(bytes, at + 10, 8),
    cost: view.getUint32(18),
    bridge: hex(bytes, at + 22, 8),
    port: view.getUint16(30),
    role: roleOf(flags),
    topologyChange: (flags & TOPOLOGY_CHANGE) !== 0,
  };
}

function octetsOf(id: string): number[] {
  return Array.from({ length: 8 }, (_, index) =>
    Number.parseInt(id.slice(index * 2, index * 2 + 2), 16),
  );
}

/** Seconds in the first byte, what does not fit in the second. */
function putSeconds(bytes: Uint8Array, at: number, seconds: number): void {
  const shown = Math.min(0xffff, Math.max(0, Math.floor(seconds)));
  bytes[at] = shown & 0xff;
  bytes[at + 1] = shown >> 8;
}

/** The frame of a BPDU, 53 bytes or with a tag 57, not padded. */
export function printBpdu(bpdu: OutgoingBpdu): Uint8Array {
  const skipped = bpdu.tag === null ? 0 : TAG_BYTES;
  const bytes = new Uint8Array(BPDU_BYTES + skipped);
  bytes.set([0x01, 0x80, 0xc2, 0, 0, 0]);
  bytes.set(octetsOf(bpdu.bridge).slice(2), 6);
  if (bpdu.tag !== null) bytes.set([0x81, 0, (bpdu.tag >> 8) & 0xf, bpdu.tag & 0xff], ADDRESSES);
  const at = ADDRESSES + skipped;
  bytes.set([0x00, 0x27, 0x42, 0x42, 0x03, 0, 0, VERSION, TYPE], at);
  bytes[at + 9] =
    roleBits[bpdu.role] |
    (bpdu.topologyChange ? TOPOLOGY_CHANGE : 0) |
    (bpdu.forwarding ? FORWARDING : 0) |
    (bpdu.agreement ? AGREEMENT : 0);
  const view = new DataView(bytes.buffer);
  bytes.set(octetsOf(bpdu.root), at + 10);
  view.setUint32(at + 18, bpdu.cost);
  bytes.set(octetsOf(bpdu.bridge), at + 22);
  view.setUint16(at + 30, bpdu.port);
  putSeconds(bytes, at + 32, bpdu.age);
  putSeconds(bytes, at + 34, bpdu.maxAge);
  putSeconds(bytes, at + 36, bpdu.hello);
  return bytes;
}
