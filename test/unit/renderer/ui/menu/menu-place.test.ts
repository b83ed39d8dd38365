import { expect, test } from 'vitest';
import { placeBeside, placeMenu } from '../../../../../renderer/ui/menu/menu-place';

const screen = { width: 1000, height: 600 };
const menu = { width: 200, height: 300 };

test('a menu opens at the pointer where there is room, and else as near as it fits', () => {
  expect(placeMenu({ x: 100, y: 50 }, menu, screen)).toEqual({ x: 100, y: 50 });
  expect(placeMenu({ x: 950, y: 590 }, menu, screen)).toEqual({ x: 792, y: 292 });
  expect(placeMenu({ x: 0, y: 0 }, menu, screen)).toEqual({ x: 8, y: 8 });
  expect(placeMenu({ x: 5, y: 5 }, { width: 200, height: 900 }, screen).y).toBe(8);
});

test('a second menu opens at the right of its item, or at the left without room', () => {
  expect(placeBeside({ left: 100, right: 300, top: 40 }, menu, screen)).toEqual({ x: 300, y: 40 });
  expect(placeBeside({ left: 700, right: 900, top: 40 }, menu, screen)).toEqual({ x: 500, y: 40 });
});
