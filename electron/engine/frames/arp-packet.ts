/** What a frame of ARP says (RFC 826), for those who watch it pass. Nothing is kept of the frame. */
const HARDWARE = 14;
const PROTOCOL = 16;
const SIZES = 18;
const OPERATION = 20;
const SENDER_MAC = 22;
const SENDER = 28;
const TARGET = 38;
const END = 42;
export const SOURCE_MAC = 6;
const REQUEST = 1;
const ANSWER = 2;
export const ADDRESS_BYTES = 4;

export interface ArpPacket {
  readonly isAnswer: boolean;
  /** The sender's Ethernet address, and the IPv4 addresses, as numbers. */
  readonly mac: number;
  readonly sender: number;
  readonly target: number;
  /** Whether it was sent by somebody else than it speaks of. */
  readonly isForAnother: boolean;
}

const word = (bytes: Uint8Array, at: number) => bytes[at]! * 0x100 + bytes[at + 1]!;

/** The IPv4 address that begins there, as a number. */
export function addressAt(bytes: Uint8Array, at: number): number {
  return word(bytes, at) * 0x10000 + word(bytes, at + 2);
}

/** The Ethernet address that begins there, as a number. */
export function macAt(bytes: Uint8Array, at: number): number {
  return addressAt(bytes, at) * 0x10000 + word(bytes, at + 4);
}

/**
 * @param tagBytes length of the tag behind the two addresses; 0 if there is none
 * @returns null for what is not about IPv4 on Ethernet, or is cut off
 */
export function readArp(
  bytes: Uint8Array,
  start: number,
  length: number,
  tagBytes: number,
): ArpPacket | null {
  if (length < END + tagBytes) return null;
  const at = start + tagBytes;
  if (word(bytes, at + HARDWARE) !== 1 || word(bytes, at + PROTOCOL) !== 0x0800) return null;
  if (word(bytes, at + SIZES) !== 0x0604) return null;
  const operation = word(bytes, at + OPERATION);
  if (operation !== REQUEST && operation !== ANSWER) return null;
  const mac = macAt(bytes, at + SENDER_MAC);
  return {
    isAnswer: operation === ANSWER,
    mac,
    sender: addressAt(bytes, at + SENDER),
    target: addressAt(bytes, at + TARGET),
    isForAnother: macAt(bytes, start + SOURCE_MAC) !== mac,
  };
}
