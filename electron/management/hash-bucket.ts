/** The bucket that vde_switch's table keeps an address in, which its console shows (hash.c). */

const U64 = 64;
const FIRST_FACTOR = 0xff51afd7ed558ccdn;
const SECOND_FACTOR = 0xc4ceb9fe1a85ec53n;
const FOLD = 33n;

/**
 * @param mac six octets
 * @param buckets a power of two
 */
export function hashBucket(mac: readonly number[], vlan: number, buckets: number): number {
  const octets = [...mac, vlan & 255, vlan >> 8];
  let key = octets.reduceRight((sum, octet) => (sum << 8n) | BigInt(octet), 0n);
  key ^= key >> FOLD;
  key = BigInt.asUintN(U64, key * FIRST_FACTOR);
  key ^= key >> FOLD;
  key = BigInt.asUintN(U64, key * SECOND_FACTOR);
  return Number(key & BigInt(buckets - 1));
}

/** The next power of two, which is what vde_switch makes of a size. */
export function bucketsFor(size: number): number {
  return 2 ** Math.ceil(Math.log2(size));
}
