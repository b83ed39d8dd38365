import { describe, expect, it } from 'vitest';
import { Shaper } from '../../../../../electron/engine/cable/shaper';
import {
  type Conditions,
  perfectConditions,
} from '../../../../../shared/document/cable-conditions';

/** 8 kbit/s are a byte a millisecond: times are easy to read. */
const shaper = (changes: Partial<Conditions> = {}) =>
  new Shaper({ ...perfectConditions, bandwidth: 8, ...changes });

describe('a bandwidth', () => {
  it('takes the time that the bits of a frame need', () => {
    const line = shaper();
    expect(line.departure(100, 0)).toBe(100);
    expect(line.departure(50, 0)).toBe(150);
    expect(line.departure(10, 1000)).toBe(1010);
  });

  it('lets a burst pass at once after a pause, and no more', () => {
    const line = shaper({ burstBytes: 300 });
    expect([100, 100, 100, 100].map((length) => line.departure(length, 0))).toEqual([0, 0, 0, 100]);
    // 250 ms later 250 bytes may pass again, of which the last frame has taken 100.
    expect([100, 100].map((length) => line.departure(length, 250))).toEqual([250, 300]);
  });

  it('keeps its rate over any burst', () => {
    const line = shaper({ bandwidth: 8000, burstBytes: 5000, queue: 100_000 });
    let last = 0;
    for (let frame = 0; frame < 10_000; frame++) last = line.departure(1000, 0);
    expect(last).toBe(10_000 - 5);
  });

  it('drops what finds the queue full, and takes frames again when some have begun', () => {
    const line = shaper({ queue: 2 });
    // One is being sent, two wait.
    expect([10, 10, 10, 10].map((length) => line.departure(length, 0))).toEqual([10, 20, 30, -1]);
    expect(line.departure(10, 9.9)).toBe(-1);
    expect(line.departure(10, 10)).toBe(40);
    expect(line.departure(10, 10)).toBe(-1);
    expect(line.departure(10, 100)).toBe(110);
  });

  it('has room for the longest queue', () => {
    const line = shaper({ queue: 1000 });
    const sent = Array.from({ length: 1100 }, () => line.departure(1, 0));
    expect(sent.filter((departure) => departure !== -1).length).toBe(1001);
    // Half of them have begun: the ring goes round.
    const later = Array.from({ length: 600 }, () => line.departure(1, 500));
    expect(later.filter((departure) => departure !== -1).length).toBe(500);
    expect(later[0]).toBe(1002);
  });
});
