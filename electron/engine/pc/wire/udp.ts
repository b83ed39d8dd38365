/** UDP (RFC 768): source port 0, destination port 2, length 4, checksum 6, data from 8. */
import { readU16, writeU16 } from './bytes';
import { foldSum, sumText } from './checksum';
import { PROTOCOL_UDP } from './ipv4';

export const UDP_HEADER_BYTES = 8;
export const MAX_UDP_DATA_BYTES = 65_507;

const SOURCE_PORT = 0;
const DESTINATION_PORT = 2;
const LENGTH = 4;
const CHECKSUM = 6;

/** Header whole, length inside the packet, checksum right (0 means that the sender made none). */
export function isUdp(
  bytes: Uint8Array,
  start: number,
  length: number,
  source: number,
  destination: number,
): boolean {
  if (length < UDP_HEADER_BYTES) return false;
  const own = udpLength(bytes, start);
  if (own < UDP_HEADER_BYTES || own > length) return false;
  if (readU16(bytes, start + CHECKSUM) === 0) return true;
  return udpChecksum(bytes, start, own, source, destination) === 0;
}

export function udpSourcePort(bytes: Uint8Array, start: number): number {
  return readU16(bytes, start + SOURCE_PORT);
}

export function udpDestinationPort(bytes: Uint8Array, start: number): number {
  return readU16(bytes, start + DESTINATION_PORT);
}

/** Octets of header and data. */
export function udpLength(bytes: Uint8Array, start: number): number {
  return readU16(bytes, start + LENGTH);
}

/** The checksum covers a pseudo header of addresses, protocol and length, too. */
function udpChecksum(
  bytes: Uint8Array,
  start: number,
  length: number,
  source: number,
  destination: number,
): number {
  const pseudo =
    (source >>> 16) +
    (source & 0xffff) +
    (destination >>> 16) +
    (destination & 0xffff) +
    PROTOCOL_UDP +
    length;
  return foldSum(sumText(bytes, start, length, pseudo));
}

export interface UdpFields {
  source: number;
  sourcePort: number;
  destination: number;
  destinationPort: number;
}

export function udpMessage(fields: UdpFields, data: Uint8Array): Uint8Array {
  const message = new Uint8Array(UDP_HEADER_BYTES + data.length);
  writeU16(message, SOURCE_PORT, fields.sourcePort);
  writeU16(message, DESTINATION_PORT, fields.destinationPort);
  writeU16(message, LENGTH, message.length);
  message.set(data, UDP_HEADER_BYTES);
  const sum = udpChecksum(message, 0, message.length, fields.source, fields.destination);
  // A sum of zero is sent as all ones, because zero says that there is none.
  writeU16(message, CHECKSUM, sum === 0 ? 0xffff : sum);
  return message;
}
