import { expect, test } from 'vitest';
import {
  COUNTERS_PER_PORT,
  dropReasons,
  PortCounters,
} from '../../../../../electron/engine/core/counters';
import { announcedAddress } from '../../../../../electron/engine/frames/announced-address';

const MAC = [2, 1, 2, 3, 4, 5];

/** An ARP request from 10.0.0.7, 3 bytes into a buffer. */
function arpFrame(change: (frame: Uint8Array) => void = () => {}): Uint8Array {
  const frame = Uint8Array.from([
    ...[255, 255, 255, 255, 255, 255, ...MAC, 0x08, 0x06],
    ...[0, 1, 8, 0, 6, 4, 0, 1, ...MAC, 10, 0, 0, 7],
    ...[0, 0, 0, 0, 0, 0, 10, 0, 0, 1],
  ]);
  change(frame);
  return Uint8Array.from([9, 9, 9, ...frame]);
}

const ADDRESS = 0x0a00_0007;

test('reads the sender of an ARP frame', () => {
  expect(announcedAddress(arpFrame(), 3, 42)).toBe(ADDRESS);
});

test.each<[string, (frame: Uint8Array) => void]>([
  ['another type', (frame) => frame.set([0x08, 0x00], 12)],
  ['another hardware', (frame) => frame.set([0, 6], 14)],
  ['another protocol', (frame) => frame.set([0x86, 0xdd], 16)],
  ['another sender than the frame has', (frame) => frame.set([6], 27)],
  ['a probe', (frame) => frame.set([0, 0, 0, 0], 28)],
])('reads nothing from %s', (_, change) => {
  expect(announcedAddress(arpFrame(change), 3, 42)).toBe(0);
});

test('reads nothing from a short frame', () => {
  expect(announcedAddress(arpFrame(), 3, 41)).toBe(0);
});

test('keeps the last four addresses, each once, and counters apart from them', () => {
  const all = new Float64Array(2 * COUNTERS_PER_PORT);
  const counters = new PortCounters(all, 1);
  for (const address of [1, 2, 3, 2, 4, 5]) counters.noteAddress(address);
  expect(counters.addresses()).toEqual([5, 4, 3, 2]);
  expect(counters.read().drops).toEqual({});
  counters.countIn(60);
  counters.reset();
  expect(counters.read().framesIn).toBe(0);
  expect(counters.addresses()).toEqual([5, 4, 3, 2]);
  counters.setAddresses([7]);
  expect(counters.addresses()).toEqual([7]);
  counters.clear();
  expect([...all].every((value) => value === 0)).toBe(true);
});

test('leaves room for addresses behind the reasons of drops', () => {
  expect(4 + dropReasons.length).toBeLessThanOrEqual(COUNTERS_PER_PORT - 4);
});
