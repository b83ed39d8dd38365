/** The IPv4 header (RFC 791): 20 octets and options. */
import { readU16, readU32, writeU16, writeU32 } from './bytes';
import { checksum } from './checksum';

export const IPV4_HEADER_BYTES = 20;
export const MAX_IPV4_BYTES = 65_535;
export const PROTOCOL_ICMP = 1;
export const PROTOCOL_UDP = 17;

const VERSION_AND_LENGTH = 0;
const TOTAL_LENGTH = 2;
const IDENTIFIER = 4;
const FLAGS_AND_OFFSET = 6;
const TTL = 8;
const PROTOCOL = 9;
const CHECKSUM = 10;
const SOURCE = 12;
const DESTINATION = 16;
const DONT_FRAGMENT = 0x4000;
const MORE_FRAGMENTS = 0x2000;

export type Ipv4Check = 'ok' | 'malformed' | 'checksum';

/** Looks at version, lengths and checksum; on 'ok' every field of the header is readable. */
export function checkIpv4(bytes: Uint8Array, start: number, length: number): Ipv4Check {
  if (length < IPV4_HEADER_BYTES || bytes[start + VERSION_AND_LENGTH]! >> 4 !== 4) {
    return 'malformed';
  }
  const header = ipv4HeaderBytes(bytes, start);
  const total = ipv4TotalBytes(bytes, start);
  if (header < IPV4_HEADER_BYTES || total < header || total > length) return 'malformed';
  return checksum(bytes, start, header) === 0 ? 'ok' : 'checksum';
}

export function ipv4HeaderBytes(bytes: Uint8Array, start: number): number {
  return (bytes[start + VERSION_AND_LENGTH]! & 0x0f) * 4;
}

export function ipv4TotalBytes(bytes: Uint8Array, start: number): number {
  return readU16(bytes, start + TOTAL_LENGTH);
}

export function ipv4Identifier(bytes: Uint8Array, start: number): number {
  return readU16(bytes, start + IDENTIFIER);
}

/** Where the fragment's payload belongs in the whole datagram's, in octets. */
export function ipv4FragmentOffset(bytes: Uint8Array, start: number): number {
  return (readU16(bytes, start + FLAGS_AND_OFFSET) & 0x1fff) * 8;
}

export function ipv4MoreFragments(bytes: Uint8Array, start: number): boolean {
  return (readU16(bytes, start + FLAGS_AND_OFFSET) & MORE_FRAGMENTS) !== 0;
}

export function ipv4DontFragment(bytes: Uint8Array, start: number): boolean {
  return (readU16(bytes, start + FLAGS_AND_OFFSET) & DONT_FRAGMENT) !== 0;
}

export function ipv4Ttl(bytes: Uint8Array, start: number): number {
  return bytes[start + TTL]!;
}

export function ipv4Protocol(bytes: Uint8Array, start: number): number {
  return bytes[start + PROTOCOL]!;
}

export function ipv4Source(bytes: Uint8Array, start: number): number {
  return readU32(bytes, start + SOURCE);
}

export function ipv4Destination(bytes: Uint8Array, start: number): number {
  return readU32(bytes, start + DESTINATION);
}

export interface Ipv4Fields {
  totalBytes: number;
  identifier: number;
  ttl: number;
  protocol: number;
  source: number;
  destination: number;
}

/** Writes a header of 20 octets with its checksum; the packet is not a fragment yet. */
export function writeIpv4(bytes: Uint8Array, start: number, fields: Ipv4Fields): void {
  bytes[start + VERSION_AND_LENGTH] = 0x45;
  bytes[start + 1] = 0;
  writeU16(bytes, start + TOTAL_LENGTH, fields.totalBytes);
  writeU16(bytes, start + IDENTIFIER, fields.identifier);
  writeU16(bytes, start + FLAGS_AND_OFFSET, 0);
  bytes[start + TTL] = fields.ttl;
  bytes[start + PROTOCOL] = fields.protocol;
  writeU32(bytes, start + SOURCE, fields.source);
  writeU32(bytes, start + DESTINATION, fields.destination);
  writeIpv4Checksum(bytes, start);
}

export function writeIpv4Checksum(bytes: Uint8Array, start: number): void {
  writeU16(bytes, start + CHECKSUM, 0);
  writeU16(bytes, start + CHECKSUM, checksum(bytes, start, ipv4HeaderBytes(bytes, start)));
}

/** One router further: the hop count goes down, the checksum follows. */
export function decrementTtl(bytes: Uint8Array, start: number): void {
  bytes[start + TTL] = bytes[start + TTL]! - 1;
  writeIpv4Checksum(bytes, start);
}

/** Marks a packet as a piece of a larger one. `offset` is in octets, a multiple of 8. */
export function writeFragment(
  bytes: Uint8Array,
  start: number,
  totalBytes: number,
  offset: number,
  more: boolean,
): void {
  writeU16(bytes, start + TOTAL_LENGTH, totalBytes);
  writeU16(bytes, start + FLAGS_AND_OFFSET, (more ? MORE_FRAGMENTS : 0) | (offset / 8));
  writeIpv4Checksum(bytes, start);
}
