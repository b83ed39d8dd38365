import { describe, expect, it } from 'vitest';
import { LabBoard, type LabChange } from '../../../../electron/lab/lab-board';

/** Longer than news are held back. */
const pause = () => new Promise<void>((resolve) => setTimeout(resolve, 50));

describe('news of the lab', () => {
  it('are told at once after some silence, and together when many follow each other', async () => {
    const told: LabChange[] = [];
    const board = new LabBoard((change) => told.push(change));
    board.move('a', 'starting', '');
    await new Promise<void>((resolve) => setImmediate(resolve));
    expect(told.map(({ nodes }) => Object.keys(nodes))).toEqual([['a']]);
    const began = performance.now();
    let turns = 0;
    while (performance.now() - began < 100) {
      board.report('a', `turn ${turns++}`);
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    const elapsedMs = performance.now() - began;
    await pause();
    // A message each 20 ms, whatever the number of changes: a busy machine makes fewer.
    expect(turns).toBeGreaterThan(told.length);
    expect(told.length).toBeLessThanOrEqual(3 + elapsedMs / 20);
    expect(told.at(-1)?.nodes.a?.detail).toBe(`turn ${turns - 1}`);
  });
});
