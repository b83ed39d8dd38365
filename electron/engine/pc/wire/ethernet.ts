/** Ethernet II header: destination 0, source 6, type 12, payload from 14. */
import { readU16, readU48, writeU16, writeU48 } from './bytes';

export const ETHERNET_HEADER_BYTES = 14;
export const ETHERNET_MTU = 1500;
export const BROADCAST_MAC = 0xffff_ffff_ffff;
export const ETHERTYPE_IPV4 = 0x0800;
export const ETHERTYPE_ARP = 0x0806;

const DESTINATION = 0;
const SOURCE = 6;
const TYPE = 12;

export function destinationMac(frame: Uint8Array, start: number): number {
  return readU48(frame, start + DESTINATION);
}

export function etherType(frame: Uint8Array, start: number): number {
  return readU16(frame, start + TYPE);
}

export function writeEthernet(
  frame: Uint8Array,
  destination: number,
  source: number,
  type: number,
): void {
  writeU48(frame, DESTINATION, destination);
  writeU48(frame, SOURCE, source);
  writeU16(frame, TYPE, type);
}

/** `aa:bb:cc:dd:ee:ff` of a 48-bit number. */
export function macText(mac: number): string {
  return mac
    .toString(16)
    .padStart(12, '0')
    .replace(/..(?!$)/g, '$&:');
}

/** The 48-bit number of `aa:bb:cc:dd:ee:ff`. */
export function macNumber(text: string): number {
  return Number.parseInt(text.replaceAll(':', ''), 16);
}
