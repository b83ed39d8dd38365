import { describe, expect, it } from 'vitest';
import { BackOff } from '../../../../../electron/machines/plug/back-off';

describe('BackOff', () => {
  it('waits twice as long each time, and half a minute at most', () => {
    const backOff = new BackOff();
    const delays = Array.from({ length: 9 }, () => backOff.fell(0));
    expect(delays).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  });

  it('begins anew after it was up for half a minute, and not before', () => {
    const backOff = new BackOff();
    backOff.fell(0);
    backOff.up(1000);
    expect(backOff.fell(30_999)).toBe(1000);
    backOff.up(40_000);
    expect(backOff.fell(70_000)).toBe(500);
    expect(backOff.fell(200_000)).toBe(1000);
  });
});
