import { expect, test } from 'vitest';
import { checksum } from '../../../../../../electron/engine/pc/wire/checksum';
import { icmpEcho } from '../../../../../../electron/engine/pc/wire/icmp';
import { checkIpv4, writeIpv4 } from '../../../../../../electron/engine/pc/wire/ipv4';
import { isUdp, udpMessage } from '../../../../../../electron/engine/pc/wire/udp';

const hex = (bytes: Uint8Array) =>
  Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join(' ');

test('the example of RFC 1071 adds up: 0001 f203 f4f5 f6f7 give ddf2', () => {
  const bytes = Uint8Array.of(0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7);
  expect(checksum(bytes, 0, 8)).toBe(~0xddf2 & 0xffff);
});

test('an echo request: 0800 + 1234 + 0001 + 6162 + 6300 = de97, complemented 2168', () => {
  const data = new TextEncoder().encode('abc');
  expect(hex(icmpEcho(8, 0x1234, 1, data))).toBe('08 00 21 68 12 34 00 01 61 62 63');
});

test('an IPv4 header: 4500 + 0054 + 1 + 4001 + 0a00 + 0001 + 0a00 + 0002 = 9959, complemented 66a6', () => {
  const bytes = new Uint8Array(84);
  const ends = { source: 0x0a000001, destination: 0x0a000002 };
  writeIpv4(bytes, 0, { totalBytes: 84, identifier: 1, ttl: 64, protocol: 1, ...ends });
  expect(hex(bytes.subarray(0, 20))).toBe(
    '45 00 00 54 00 01 00 00 40 01 66 a6 0a 00 00 01 0a 00 00 02',
  );
  expect(checkIpv4(bytes, 0, 84)).toBe('ok');
  expect(checkIpv4(bytes, 0, 83)).toBe('malformed');
  bytes[8] = 63;
  expect(checkIpv4(bytes, 0, 84)).toBe('checksum');
});

test('a UDP checksum covers the addresses; zero means none', () => {
  const ends = { source: 0x0a000001, destination: 0x0a000002 };
  const message = udpMessage({ ...ends, sourcePort: 1, destinationPort: 2 }, Uint8Array.of(7));
  expect(isUdp(message, 0, 9, ends.source, ends.destination)).toBe(true);
  expect(isUdp(message, 0, 9, ends.source, ends.destination + 1)).toBe(false);
  expect(isUdp(message, 0, 8, ends.source, ends.destination)).toBe(false);
  message[6] = 0;
  message[7] = 0;
  expect(isUdp(message, 0, 9, ends.source, ends.destination + 1)).toBe(true);
});
