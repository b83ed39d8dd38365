/** The delay line against the plainest thing that does the same: a list that is sorted each time. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DelayLine } from '../../electron/engine/cable/delay-line';
import { WaitingMemory } from '../../electron/engine/core/waiting-memory';
import type { FrameSink } from '../../electron/engine/frames/frame-sink';

interface Kept {
  readonly due: number;
  readonly order: number;
  readonly text: string;
}

type Step = { readonly due: number; readonly length: number } | 'release' | 'clear';

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ due: fc.nat(20), length: fc.integer({ min: 14, max: 9234 }) }),
  },
  { weight: 4, arbitrary: fc.constant('release' as const) },
  { weight: 1, arbitrary: fc.constant('clear' as const) },
);

class Ear implements FrameSink {
  heard = '';
  accept(bytes: Uint8Array, start: number, length: number): void {
    this.heard = `${length}:${bytes[start]}:${bytes[start + length - 1]}`;
  }
}

function frameOf(order: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length + 3).fill(255);
  bytes.fill(order % 251, 3);
  return bytes;
}

it('gives out what was put in, whole, by time and then by order', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 400 }), (steps) => {
      const line = new DelayLine(new WaitingMemory());
      const ear = new Ear();
      let model: Kept[] = [];
      for (const [order, one] of steps.entries()) {
        if (one === 'clear') {
          line.clear();
          model = [];
        } else if (one === 'release') {
          const next = model.shift();
          if (next === undefined) continue;
          expect(line.nextHops).toBe(next.order & 255);
          line.release(ear);
          expect(ear.heard).toBe(next.text);
        } else {
          const { due, length } = one;
          const value = order % 251;
          line.due[0] = due;
          expect(line.push(frameOf(order, length), 3, length, order & 255)).not.toBe(-1);
          model.push({ due, order, text: `${length}:${value}:${value}` });
          model.sort((a, b) => a.due - b.due || a.order - b.order);
        }
        expect(line.count).toBe(model.length);
        expect(line.nextDue).toBe(model[0]?.due ?? Number.POSITIVE_INFINITY);
      }
    }),
    { numRuns: 200 },
  );
});

it('takes no more than its bytes, and the same again when it was emptied', () => {
  const line = new DelayLine(new WaitingMemory(), 64 * 1024);
  const frame = new Uint8Array(1514);
  const fill = () => {
    let count = 0;
    while (line.push(frame, 0, frame.length, 0) !== -1) count++;
    return count;
  };
  expect(fill()).toBe(32);
  expect(line.push(new Uint8Array(60), 0, 60, 0)).toBe(-1);
  const ear = new Ear();
  line.release(ear);
  expect(line.push(frame, 0, frame.length, 0)).not.toBe(-1);
  while (line.count > 0) line.release(ear);
  // Places for long frames are places for short ones now.
  expect(line.push(new Uint8Array(60), 0, 60, 0)).not.toBe(-1);
  line.clear();
  expect(fill()).toBe(32);
});

it('takes frames while it gives one out', () => {
  const line = new DelayLine(new WaitingMemory());
  let left = 1000;
  const texts: string[] = [];
  const echo: FrameSink = {
    accept: (bytes, start, length) => {
      if (left-- > 0) {
        for (const due of [2, 3]) {
          line.due[0] = due;
          line.push(bytes, start, length, 0);
        }
      }
      texts.push(new TextDecoder().decode(bytes.subarray(start, start + length)));
    },
  };
  line.push(new TextEncoder().encode('fourteen bytes'), 0, 14, 0);
  while (line.count > 0) line.release(echo);
  expect(texts.length).toBe(2001);
  expect(new Set(texts)).toEqual(new Set(['fourteen bytes']));
});
