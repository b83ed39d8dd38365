/** IPv4 addresses and prefixes as unsigned 32-bit numbers, and as text. */

export interface Prefix {
  address: number;
  /** Bits of the network part, 0 to 32. */
  length: number;
}

export const LOCALHOST = 0x7f00_0001;
export const LIMITED_BROADCAST = 0xffff_ffff;

/** Four decimal octets without signs or leading zeros; null on anything else. */
export function parseAddress(text: string): number | null {
  if (!/^(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}$/.test(text)) return null;
  let address = 0;
  for (const part of text.split('.')) {
    const octet = Number(part);
    if (octet > 255) return null;
    address = address * 256 + octet;
  }
  return address;
}

/** `10.0.0.1/24`, or an address alone, which is a prefix of 32 bits. The host part is kept. */
export function parsePrefix(text: string): Prefix | null {
  const [head, tail, ...rest] = text.split('/');
  const address = parseAddress(head ?? '');
  if (address === null || rest.length > 0) return null;
  if (tail === undefined) return { address, length: 32 };
  if (!/^\d{1,2}$/.test(tail) || Number(tail) > 32) return null;
  return { address, length: Number(tail) };
}

export function formatAddress(address: number): string {
  return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}

export function maskOf(length: number): number {
  return length === 0 ? 0 : (0xffff_ffff << (32 - length)) >>> 0;
}

export function networkOf(address: number, length: number): number {
  return (address & maskOf(length)) >>> 0;
}

export function contains(prefix: Prefix, address: number): boolean {
  return networkOf(prefix.address, prefix.length) === networkOf(address, prefix.length);
}

/** The directed broadcast address; null for prefixes of 31 and 32 bits, which have none (RFC 3021). */
export function broadcastOf(prefix: Prefix): number | null {
  if (prefix.length > 30) return null;
  return (prefix.address | ~maskOf(prefix.length)) >>> 0;
}

export function isLoopback(address: number): boolean {
  return address >>> 24 === 127;
}

/** 224.0.0.0/4. */
export function isMulticast(address: number): boolean {
  return address >>> 28 === 0xe;
}

/** True for what one machine can have as its own: not 0/8, 127/8, multicast, reserved or broadcast. */
export function isHostAddress(address: number): boolean {
  const first = address >>> 24;
  return first !== 0 && first !== 127 && first < 224;
}
