import { describe, expect, it } from 'vitest';
import { Random } from '../../../../../electron/engine/cable/random';

const drawn = (seed: number, count: number) => {
  const random = new Random(seed);
  return Array.from({ length: count }, () => random.next());
};

describe('chance from a seed', () => {
  it('is the same for the same seed and another for another', () => {
    expect(drawn(7, 50)).toEqual(drawn(7, 50));
    expect(drawn(7, 1)).not.toEqual(drawn(8, 1));
    expect(drawn(7, 1)).not.toEqual(drawn(~7, 1));
    expect(drawn(0, 3).every((number) => number > 0)).toBe(true);
  });

  it('lies evenly in [0, 1), whatever the seed', () => {
    for (const seed of [0, 1, 0xffffffff, 12345.6, -1]) {
      const bins = new Array<number>(10).fill(0);
      for (const number of drawn(seed, 100_000)) bins[Math.floor(number * 10)]! += 1;
      // Five standard deviations of a bin are 474.
      for (const count of bins) expect(Math.abs(count - 10_000)).toBeLessThan(474);
    }
  });

  it('has no memory: a number tells nothing of the one after it', () => {
    const numbers = drawn(3, 100_001);
    const products = numbers
      .slice(1)
      .map((number, index) => (number - 0.5) * (numbers[index]! - 0.5));
    const correlation = (12 * products.reduce((sum, one) => sum + one, 0)) / products.length;
    expect(Math.abs(correlation)).toBeLessThan(0.016);
  });

  it('gives normal numbers with mean 0 and variance 1', () => {
    const random = new Random(11);
    const numbers = Array.from({ length: 100_000 }, () => random.normal());
    const mean = numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
    const variance = numbers.reduce((sum, one) => sum + one * one, 0) / numbers.length;
    const withinThree = numbers.filter((one) => Math.abs(one) < 3).length / numbers.length;
    expect(Math.abs(mean)).toBeLessThan(0.016);
    expect(Math.abs(variance - 1)).toBeLessThan(0.023);
    expect(withinThree).toBeGreaterThan(0.9965);
    expect(withinThree).toBeLessThan(0.9981);
  });

  it('draws nothing where the answer is certain', () => {
    const random = new Random(5);
    expect([random.percent(0), random.percent(100)]).toEqual([false, true]);
    expect(random.next()).toBe(drawn(5, 1)[0]);
  });
});
