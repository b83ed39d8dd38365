/** The ring of waiting frames against an ordinary array: order, lengths, and that none overlap. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FrameQueue } from '../../electron/dataplane/io/frame-queue';
import { WaitingMemory } from '../../electron/engine/core/waiting-memory';

const steps = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ push: fc.integer({ min: 14, max: 9234 }) }) },
    { weight: 1, arbitrary: fc.record({ drop: fc.integer({ min: 1, max: 64 }) }) },
  ),
  { minLength: 100, maxLength: 800 },
);

it('keeps the order and length of every frame that it took, each in memory of its own', () => {
  fc.assert(
    fc.property(steps, (history) => {
      const queue = new FrameQueue(new WaitingMemory());
      const model: number[] = [];
      for (const step of history) {
        if ('push' in step) {
          if (queue.push(new Uint8Array(step.push), 0, step.push)) model.push(step.push);
        } else {
          const count = Math.min(step.drop, queue.count);
          queue.drop(count);
          model.splice(0, count);
        }
        expect(queue.count).toBe(model.length);
        const addresses = model.map((_, position) => queue.addressAt(position));
        expectNoOverlap(addresses, model);
      }
      expect(model.map((_, position) => queue.lengthAt(position))).toEqual(model);
    }),
    { numRuns: 30 },
  );
});

function expectNoOverlap(addresses: readonly number[], lengths: readonly number[]): void {
  const sorted = addresses.map((_, index) => index).sort((x, y) => addresses[x]! - addresses[y]!);
  for (let index = 1; index < sorted.length; index++) {
    const before = sorted[index - 1]!;
    const end = addresses[before]! + lengths[before]!;
    if (end > addresses[sorted[index]!]!) throw new Error('two frames share memory');
  }
}
