/** ICMP (RFC 792): type 0, code 1, checksum 2; echo has identifier 4 and sequence 6; errors quote from 8. */
import { readU16, writeU16 } from './bytes';
import { checksum } from './checksum';

export const ICMP_HEADER_BYTES = 8;
export const ICMP_ECHO_REPLY = 0;
export const ICMP_UNREACHABLE = 3;
export const ICMP_ECHO_REQUEST = 8;
export const ICMP_TIME_EXCEEDED = 11;
export const UNREACHABLE_NET = 0;
export const UNREACHABLE_HOST = 1;
export const UNREACHABLE_PROTOCOL = 2;
export const UNREACHABLE_PORT = 3;
export const UNREACHABLE_NEEDS_FRAGMENTS = 4;

const CHECKSUM = 2;
const IDENTIFIER = 4;
const SEQUENCE = 6;
const NEXT_HOP_MTU = 6;

/** True if the header is whole and the checksum over the message is right. */
export function isIcmp(bytes: Uint8Array, start: number, length: number): boolean {
  return length >= ICMP_HEADER_BYTES && checksum(bytes, start, length) === 0;
}

/** Unreachable, source quench, redirect, time exceeded, parameter problem: never answered by an error. */
export function isIcmpError(type: number): boolean {
  return (type >= 3 && type <= 5) || type === ICMP_TIME_EXCEEDED || type === 12;
}

export function icmpIdentifier(bytes: Uint8Array, start: number): number {
  return readU16(bytes, start + IDENTIFIER);
}

export function icmpSequence(bytes: Uint8Array, start: number): number {
  return readU16(bytes, start + SEQUENCE);
}

/** An echo request or reply with `data` as its payload. */
export function icmpEcho(
  type: number,
  identifier: number,
  sequence: number,
  data: Uint8Array,
): Uint8Array {
  const message = new Uint8Array(ICMP_HEADER_BYTES + data.length);
  message[0] = type;
  writeU16(message, IDENTIFIER, identifier);
  writeU16(message, SEQUENCE, sequence);
  message.set(data, ICMP_HEADER_BYTES);
  writeU16(message, CHECKSUM, checksum(message, 0, message.length));
  return message;
}

/** An error that quotes the start of the packet that it is about. `mtu` is 0 where it has no meaning. */
export function icmpError(type: number, code: number, quoted: Uint8Array, mtu = 0): Uint8Array {
  const message = new Uint8Array(ICMP_HEADER_BYTES + quoted.length);
  message[0] = type;
  message[1] = code;
  writeU16(message, NEXT_HOP_MTU, mtu);
  message.set(quoted, ICMP_HEADER_BYTES);
  writeU16(message, CHECKSUM, checksum(message, 0, message.length));
  return message;
}
