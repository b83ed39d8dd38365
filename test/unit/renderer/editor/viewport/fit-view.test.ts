import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Box } from '../../../../../renderer/document/geometry/geometry';
import { CONTROLS, fittedView } from '../../../../../renderer/editor/viewport/fit-view';

const box = fc.record({
  x: fc.integer({ min: -2000, max: 2000 }),
  y: fc.integer({ min: -2000, max: 2000 }),
  width: fc.integer({ min: 80, max: 300 }),
  height: fc.integer({ min: 40, max: 200 }),
});
const pane = fc.record({
  width: fc.integer({ min: 500, max: 2400 }),
  height: fc.integer({ min: 260, max: 1400 }),
});

test('a fitted drawing is all in view, and nothing of it lies below the zoom controls', () => {
  fc.assert(
    fc.property(fc.array(box, { minLength: 1, maxLength: 12 }), pane, (boxes, size) => {
      const view = fittedView(boxes, size)!;
      const shown = boxes.map((each) => ({
        left: each.x * view.zoom + view.x,
        top: each.y * view.zoom + view.y,
        right: (each.x + each.width) * view.zoom + view.x,
        bottom: (each.y + each.height) * view.zoom + view.y,
      }));
      for (const { left, top, right, bottom } of shown) {
        expect(left).toBeGreaterThan(0);
        expect(top).toBeGreaterThan(0);
        expect(right).toBeLessThan(size.width);
        expect(bottom).toBeLessThan(size.height);
        const isUnder = left < CONTROLS.width - 1 && bottom > size.height - CONTROLS.height + 1;
        expect(isUnder).toBe(false);
      }
    }),
    {
      numRuns: 1000,
      examples: [
        // As tall as the smallest zoom can show: there is room for it beside the controls, and not above them.
        [
          [
            { x: 0, y: -1892, width: 80, height: 40 },
            { x: -331, y: 1912, width: 80, height: 196 },
            { x: 1666, y: 0, width: 204, height: 40 },
          ],
          { width: 500, height: 260 },
        ],
      ],
    },
  );
});

test('a small drawing is not blown up, and nothing has no view', () => {
  const small: Box = { x: 10, y: 10, width: 184, height: 90 };
  expect(fittedView([small], { width: 1000, height: 800 })?.zoom).toBe(1);
  expect(fittedView([], { width: 1000, height: 800 })).toBeNull();
  expect(fittedView([small], { width: 0, height: 0 })).toBeNull();
});
