/** ARP for IPv4 over Ethernet (RFC 826): a 28-byte packet of fixed layout. */
import { readU16, readU32, readU48, writeU16, writeU32, writeU48 } from './bytes';
import { BROADCAST_MAC, ETHERNET_HEADER_BYTES, ETHERTYPE_ARP, writeEthernet } from './ethernet';

const ARP_BYTES = 28;
export const ARP_REQUEST = 1;
export const ARP_REPLY = 2;

const HARDWARE_TYPE = 0;
const PROTOCOL_TYPE = 2;
const LENGTHS = 4;
const OPERATION = 6;
const SENDER_MAC = 8;
const SENDER_ADDRESS = 14;
const TARGET_MAC = 18;
const TARGET_ADDRESS = 24;
/** Six octets of hardware address, four of protocol address. */
const ETHERNET_IPV4_LENGTHS = 0x0604;

/** True if the range holds an Ethernet and IPv4 request or reply; only then are the fields readable. */
export function isArp(bytes: Uint8Array, start: number, length: number): boolean {
  if (length < ARP_BYTES) return false;
  if (readU16(bytes, start + HARDWARE_TYPE) !== 1) return false;
  if (readU16(bytes, start + PROTOCOL_TYPE) !== 0x0800) return false;
  if (readU16(bytes, start + LENGTHS) !== ETHERNET_IPV4_LENGTHS) return false;
  const operation = readU16(bytes, start + OPERATION);
  return operation === ARP_REQUEST || operation === ARP_REPLY;
}

export function arpOperation(bytes: Uint8Array, start: number): number {
  return readU16(bytes, start + OPERATION);
}

export function arpSenderMac(bytes: Uint8Array, start: number): number {
  return readU48(bytes, start + SENDER_MAC);
}

export function arpSenderAddress(bytes: Uint8Array, start: number): number {
  return readU32(bytes, start + SENDER_ADDRESS);
}

export function arpTargetAddress(bytes: Uint8Array, start: number): number {
  return readU32(bytes, start + TARGET_ADDRESS);
}

export interface ArpFields {
  operation: number;
  senderMac: number;
  senderAddress: number;
  /** 0 in a request, where it is what is asked for. */
  targetMac: number;
  targetAddress: number;
}

/** A whole frame: to everybody if the target's Ethernet address is not known. */
export function arpFrame(fields: ArpFields): Uint8Array {
  const frame = new Uint8Array(ETHERNET_HEADER_BYTES + ARP_BYTES);
  writeEthernet(frame, fields.targetMac || BROADCAST_MAC, fields.senderMac, ETHERTYPE_ARP);
  const start = ETHERNET_HEADER_BYTES;
  writeU16(frame, start + HARDWARE_TYPE, 1);
  writeU16(frame, start + PROTOCOL_TYPE, 0x0800);
  writeU16(frame, start + LENGTHS, ETHERNET_IPV4_LENGTHS);
  writeU16(frame, start + OPERATION, fields.operation);
  writeU48(frame, start + SENDER_MAC, fields.senderMac);
  writeU32(frame, start + SENDER_ADDRESS, fields.senderAddress);
  writeU48(frame, start + TARGET_MAC, fields.targetMac);
  writeU32(frame, start + TARGET_ADDRESS, fields.targetAddress);
  return frame;
}
