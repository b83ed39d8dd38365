import { describe, expect, it } from 'vitest';
import { Impairment } from '../../../../../electron/engine/cable/impairment';
import { Random } from '../../../../../electron/engine/cable/random';
import { MAX_FLIPS_PER_FRAME } from '../../../../../electron/engine/core/limits';
import {
  type Conditions,
  perfectConditions,
} from '../../../../../shared/document/cable-conditions';

const FRAMES = 100_000;

const impairment = (changes: Partial<Conditions>, seed = 42) =>
  new Impairment({ ...perfectConditions, ...changes }, new Random(seed));

/** Lengths of the runs of true. */
function runsOf(values: readonly boolean[]): number[] {
  const runs: number[] = [];
  let run = 0;
  for (const value of [...values, false]) {
    if (value) run++;
    else if (run > 0) runs.push(run);
    if (!value) run = 0;
  }
  return runs;
}

const lossesOf = (changes: Partial<Conditions>, seed = 42) => {
  const tried = impairment(changes, seed);
  return Array.from({ length: FRAMES }, () => tried.loses());
};
const shareOf = (values: readonly boolean[]) => values.filter(Boolean).length / values.length;
const mean = (values: readonly number[]) =>
  values.reduce((sum, one) => sum + one, 0) / values.length;

describe('a perfect direction', () => {
  it('changes nothing', () => {
    const none = impairment({});
    expect([none.isTooLong(9234), none.loses(), none.duplicates(), none.spoils(9234)]).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect(none.arrival(3.5)).toBe(3.5);
  });
});

describe('the MTU', () => {
  it('lets frames pass up to just its length', () => {
    const tried = impairment({ mtu: 1500 });
    expect([tried.isTooLong(1500), tried.isTooLong(1501)]).toEqual([false, true]);
  });
});

describe('loss', () => {
  it.each([
    [0.1, 0.3],
    [1, 0.1],
    [10, 0.1],
    [50, 0.1],
    [99, 0.1],
  ])('of %d percent is that over 100,000 frames, give or take %d of it', (loss, tolerance) => {
    expect(Math.abs(shareOf(lossesOf({ loss })) / (loss / 100) - 1)).toBeLessThan(tolerance);
  });

  it('is nothing at 0 % and everything at 100 %, in bursts as well', () => {
    for (const burst of [1, 50]) {
      expect(shareOf(lossesOf({ loss: 0, burst }))).toBe(0);
      expect(shareOf(lossesOf({ loss: 100, burst }))).toBe(1);
    }
  });

  it('takes the same frames with the same seed', () => {
    expect(lossesOf({ loss: 5 }, 1)).toEqual(lossesOf({ loss: 5 }, 1));
    expect(lossesOf({ loss: 5 }, 1)).not.toEqual(lossesOf({ loss: 5 }, 2));
  });

  it.each([
    [5, 4],
    [10, 20],
    [40, 3],
  ])('of %d percent in bursts of %d has both on average', (loss, burst) => {
    const lost = lossesOf({ loss, burst });
    expect(Math.abs(shareOf(lost) / (loss / 100) - 1)).toBeLessThan(0.1);
    expect(Math.abs(mean(runsOf(lost)) / burst - 1)).toBeLessThan(0.1);
  });

  it('keeps its share where the bursts are too short for it, by longer ones', () => {
    const lost = lossesOf({ loss: 90, burst: 2 });
    expect(shareOf(lost)).toBeCloseTo(0.9, 2);
    expect(mean(runsOf(lost))).toBeCloseTo(9, 0);
  });

  it('without bursts has runs as chance makes them', () => {
    expect(mean(runsOf(lossesOf({ loss: 20, burst: 1 })))).toBeCloseTo(1 / 0.8, 1);
  });
});

describe('duplication', () => {
  it('has its share', () => {
    const tried = impairment({ duplicate: 30 });
    expect(shareOf(Array.from({ length: FRAMES }, () => tried.duplicates()))).toBeCloseTo(0.3, 2);
  });
});

describe('the delay', () => {
  /** Frames so far apart that none is held up by the one before it. */
  function delaysOf(changes: Partial<Conditions>): number[] {
    const tried = impairment(changes);
    return Array.from({ length: 20_000 }, (_, index) => tried.arrival(index * 1000) - index * 1000);
  }

  it('is exact without jitter', () => {
    expect(new Set(delaysOf({ delay: 12.5 }))).toEqual(new Set([12.5]));
  });

  it('lies evenly over delay +- jitter', () => {
    const delays = delaysOf({ delay: 100, jitter: 20 });
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(80);
    expect(Math.max(...delays)).toBeLessThanOrEqual(120);
    expect(mean(delays)).toBeCloseTo(100, 0);
    expect(shareOf(delays.map((delay) => delay < 90))).toBeCloseTo(0.25, 1);
  });

  it('lies normally, with a third of the jitter as standard deviation', () => {
    const delays = delaysOf({ delay: 100, jitter: 30, distribution: 'normal' });
    expect(Math.sqrt(mean(delays.map((delay) => (delay - 100) ** 2)))).toBeCloseTo(10, 0);
    expect(shareOf(delays.map((delay) => Math.abs(delay - 100) < 10))).toBeCloseTo(0.683, 1);
  });

  it('is never negative', () => {
    expect(Math.min(...delaysOf({ delay: 1, jitter: 50 }))).toBe(0);
  });

  it('keeps frames in order, however much it strays', () => {
    const tried = impairment({ delay: 50, jitter: 50 });
    let last = 0;
    for (let sent = 0; sent < 1000; sent++) {
      const arrival = tried.arrival(sent);
      expect(arrival).toBeGreaterThanOrEqual(last);
      last = arrival;
    }
  });

  it('is nothing for frames that overtake, and holds up no other', () => {
    const tried = impairment({ delay: 50, reorder: 25 });
    const delays = Array.from({ length: FRAMES }, (_, sent) => tried.arrival(sent) - sent);
    expect(shareOf(delays.map((delay) => delay === 0))).toBeCloseTo(0.25, 2);
    expect(new Set(delays)).toEqual(new Set([0, 50]));
  });
});

describe('corruption', () => {
  function flippedBits(corrupt: number, length: number, frames: number): number {
    const tried = impairment({ corrupt });
    let flipped = 0;
    for (let frame = 0; frame < frames; frame++) {
      const bytes = new Uint8Array(length + 2);
      if (tried.spoils(length)) tried.spoil(bytes, 1, length);
      expect([bytes[0], bytes[length + 1]]).toEqual([0, 0]);
      for (let byte of bytes) for (; byte !== 0; byte &= byte - 1) flipped++;
    }
    return flipped;
  }

  it('turns over so many bits in a megabyte', () => {
    expect(flippedBits(1000, 1000, 10_000) / 10_000).toBeCloseTo(1, 1);
    expect(flippedBits(100_000, 60, 10_000) / 60_000).toBeCloseTo(1, 1);
  });

  it('turns over every bit at most once, and all at the most', () => {
    expect(flippedBits(8_000_000, 100, 10)).toBe(8000);
  });

  it('stops at a number of bits in a frame, and goes on in the next', () => {
    expect(flippedBits(8_000_000, 9_000, 3)).toBe(3 * MAX_FLIPS_PER_FRAME);
    expect(flippedBits(8_000_000, 100, 3)).toBe(2_400);
  });

  it('leaves frames alone when there is none', () => {
    expect(flippedBits(0, 1514, 1000)).toBe(0);
  });
});
