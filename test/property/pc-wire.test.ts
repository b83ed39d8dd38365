import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DropCounters } from '../../electron/engine/pc/stack/drop-counters';
import { fragmentsOf } from '../../electron/engine/pc/stack/ipv4';
import { formatAddress, maskOf, parseAddress } from '../../electron/engine/pc/stack/ipv4-address';
import { Reassembly } from '../../electron/engine/pc/stack/reassembly';
import { Timers } from '../../electron/engine/pc/stack/timers';
import { checksum } from '../../electron/engine/pc/wire/checksum';
import { writeIpv4 } from '../../electron/engine/pc/wire/ipv4';

/** RFC 1071 word by word, with the end-around carry after every addition. */
function naiveChecksum(bytes: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 2) {
    sum += bytes[at]! * 256 + (bytes[at + 1] ?? 0);
    if (sum > 0xffff) sum = (sum & 0xffff) + 1;
  }
  return 0xffff - sum;
}

test('the checksum is that of a naive reference, wherever the bytes stand', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3000 }), fc.nat(7), (bytes, offset) => {
      const ring = new Uint8Array(bytes.length + offset + 3).fill(0xff);
      ring.set(bytes, offset);
      expect(checksum(ring, offset, bytes.length)).toBe(naiveChecksum(bytes));
    }),
  );
});

test('addresses survive text, and masks have as many ones as they say', () => {
  fc.assert(
    fc.property(fc.nat(0xffff_ffff), fc.integer({ min: 0, max: 32 }), (address, length) => {
      expect(parseAddress(formatAddress(address))).toBe(address);
      expect(maskOf(length).toString(2).replaceAll('0', '')).toHaveLength(length);
    }),
  );
});

test('fragments in any order, some twice, give the packet back', () => {
  const shuffled = fc
    .integer({ min: 1481, max: 30_000 })
    .chain((size) =>
      fc.tuple(fc.constant(size), fc.array(fc.nat(), { minLength: 40, maxLength: 40 })),
    );
  fc.assert(
    fc.property(shuffled, ([size, order]) => {
      const frame = new Uint8Array(34 + size).map((_, index) => index * 7);
      const ends = { source: 0x0a000001, destination: 0x0a000002 };
      writeIpv4(frame, 14, {
        totalBytes: 20 + size,
        identifier: 9,
        ttl: 64,
        protocol: 17,
        ...ends,
      });
      const pieces = fragmentsOf(frame)
        .map((piece, index) => ({ piece, key: order[index]! }))
        .sort((a, b) => a.key - b.key)
        .map((one) => one.piece);
      const reassembly = new Reassembly(new Timers(() => 0), new DropCounters());
      const last = pieces.pop()!;
      for (const piece of [...pieces, ...pieces]) expect(reassembly.add(piece, 14)).toBeNull();
      expect(reassembly.add(last, 14)?.subarray(20)).toEqual(frame.subarray(34));
      expect(reassembly.size).toBe(0);
    }),
    { numRuns: 50 },
  );
});
