import { describe, expect, it } from 'vitest';
import {
  alignedPlaces,
  distributedPlaces,
  type Placed,
  sides,
} from '../../../../../renderer/document/edits/align';

const at = (
  id: string,
  x: number,
  y: number,
  width = 100,
  height = 50,
  locked = false,
): Placed => ({
  id,
  box: { x, y, width, height },
  locked,
});
const row = [at('a', 0, 10), at('b', 300, 40, 200), at('c', 120, 0, 60, 80)];

describe('lining up', () => {
  it.each([
    ['left', [0, 10, 0, 40, 0, 0]],
    ['right', [400, 10, 300, 40, 440, 0]],
    ['centre', [200, 10, 150, 40, 220, 0]],
    ['top', [0, 0, 300, 0, 120, 0]],
    ['bottom', [0, 40, 300, 40, 120, 10]],
    ['middle', [0, 20, 300, 20, 120, 5]],
  ] as const)('%s: brings all to one line', (side, expected) => {
    expect(alignedPlaces(row, side).flatMap(([, { x, y }]) => [x, y])).toEqual(expected);
  });

  it('lines up with locked ones and leaves them', () => {
    const places = alignedPlaces([...row, at('d', 70, 500, 100, 50, true)], 'left');
    expect(places.map(([id, { x }]) => [id, x])).toEqual([
      ['a', 70],
      ['b', 70],
      ['c', 70],
    ]);
  });

  it('does nothing to nothing', () => {
    for (const side of sides) expect(alignedPlaces([], side)).toEqual([]);
  });
});

describe('spacing out', () => {
  it('makes the gaps equal and leaves the outermost', () => {
    const places = new Map(distributedPlaces(row, 'x'));
    // 360 of 500 pixels are taken: 70 between each two.
    expect([places.get('a')?.x, places.get('c')?.x, places.get('b')?.x]).toEqual([0, 170, 300]);
  });

  it('spreads out from the middle what has no room', () => {
    const stack = [at('a', 0, 0), at('b', 0, 10), at('c', 0, 20)];
    // 150 pixels in 70: gaps of 24, and the middle stays at 35.
    expect(distributedPlaces(stack, 'y').map(([, { y }]) => y)).toEqual([-64, 10, 84]);
  });

  it('needs three that can move', () => {
    expect(distributedPlaces(row.slice(0, 2), 'x')).toEqual([]);
    expect(distributedPlaces([...row.slice(0, 2), at('d', 9, 9, 9, 9, true)], 'x')).toEqual([]);
  });
});
