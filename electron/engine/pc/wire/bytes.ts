/** Numbers in network byte order. An Ethernet address travels as one 48-bit number, so nothing is allocated. */

const TWO_TO_32 = 0x1_0000_0000;

export function readU16(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 8) | bytes[at + 1]!;
}

export function readU32(bytes: Uint8Array, at: number): number {
  return readU16(bytes, at) * 0x1_0000 + readU16(bytes, at + 2);
}

/** The six octets of an Ethernet address as one number below 2^48. */
export function readU48(bytes: Uint8Array, at: number): number {
  return readU16(bytes, at) * TWO_TO_32 + readU32(bytes, at + 2);
}

export function writeU16(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >>> 8;
  bytes[at + 1] = value;
}

export function writeU32(bytes: Uint8Array, at: number, value: number): void {
  writeU16(bytes, at, value >>> 16);
  writeU16(bytes, at + 2, value & 0xffff);
}

export function writeU48(bytes: Uint8Array, at: number, value: number): void {
  writeU16(bytes, at, Math.floor(value / TWO_TO_32));
  writeU32(bytes, at + 2, value % TWO_TO_32);
}
