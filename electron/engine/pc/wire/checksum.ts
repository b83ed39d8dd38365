/** The Internet checksum of RFC 1071: the complement of the ones' complement sum of 16-bit words. */
import { readU16 } from './bytes';

/** Adds up the words of a range; an odd last octet counts as the high half of a word. At most 64 KiB. */
export function sumText(bytes: Uint8Array, start: number, length: number, initial = 0): number {
  let sum = initial;
  const even = start + (length & ~1);
  for (let at = start; at < even; at += 2) sum += readU16(bytes, at);
  if (length & 1) sum += bytes[even]! << 8;
  return sum;
}

/** Folds the carries of a sum back in and complements it: what stands in a header. */
export function foldSum(sum: number): number {
  let folded = sum;
  while (folded > 0xffff) folded = Math.floor(folded / 0x1_0000) + (folded & 0xffff);
  return ~folded & 0xffff;
}

/** The checksum of a range. Over a range that holds its own valid checksum it is 0. */
export function checksum(bytes: Uint8Array, start: number, length: number): number {
  return foldSum(sumText(bytes, start, length));
}
