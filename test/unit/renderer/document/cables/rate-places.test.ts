import { describe, expect, it } from 'vitest';
import { LABEL_LINE, labelSize } from '../../../../../renderer/document/cables/cable-labels';
import { noRates, placeRates } from '../../../../../renderer/document/cables/rate-places';
import { moveNodes } from '../../../../../renderer/document/edits/edits';
import { boxAt, overlaps } from '../../../../../renderer/document/geometry/boxes';
import { nodeBox } from '../../../../../renderer/document/geometry/geometry';
import { passes } from '../../../../../renderer/document/geometry/polyline';
import { perfectConditions } from '../../../../../shared/document/cable-conditions';
import { applyDiff } from '../../../../../shared/document/document-diff';
import { drawNodes, end, join, labelBoxes, layOut } from './cable-labs';

const WIDEST = labelSize(['→ 999 Mbit/s  ← 999 Mbit/s']);
const boxOf = (at: { x: number; y: number } | null | undefined) => boxAt(at!, WIDEST);

/** Two switches side by side with two cables, and a third one far below. */
function twoLines(apart = 600) {
  let document = drawNodes([
    { kind: 'switch', x: 0, y: 0 },
    { kind: 'switch', x: apart, y: 0 },
    { kind: 'switch', x: 0, y: 700 },
  ]);
  document = join(document, end(0, 1), end(1, 1));
  return join(document, end(0, 2), end(1, 2));
}

describe('the place of a rate', () => {
  it('is clear of nodes, labels, other rates and the cable beside it', () => {
    const document = twoLines();
    const layout = layOut(document);
    const places = placeRates(layout, ['c0', 'c1'], noRates);
    const [one, other] = ['c0', 'c1'].map((id) => boxOf(places.get(id)?.at));
    expect(overlaps(one!, other!)).toBe(false);
    const drawn = [...layout.drawings.values()].flatMap(labelBoxes);
    for (const box of [...drawn, ...Object.values(document.nodes).map((node) => nodeBox(node))]) {
      expect(overlaps(one!, box) || overlaps(other!, box)).toBe(false);
    }
    expect(passes(layout.drawings.get('c1')!.line, one!)).toBe(false);
    expect(passes(layout.drawings.get('c0')!.line, other!)).toBe(false);
  });

  it('has a line for each direction where there is less room', () => {
    const places = placeRates(layOut(twoLines(380)), ['c0'], noRates);
    expect(places.get('c0')?.at?.stacked).toBe(true);
  });

  it('is none between two cables that leave no room, which have theirs outside', () => {
    const layout = layOut(join(twoLines(420), end(0, 3), end(1, 3)));
    const places = placeRates(layout, ['c0', 'c1', 'c2'], noRates);
    const [first, middle, last] = ['c0', 'c1', 'c2'].map((id) => places.get(id)?.at ?? null);
    const [line] = layout.drawings.get('c1')!.line.slice(1);
    expect(middle).toBe(null);
    expect(first!.y).toBeLessThan(line!.y);
    expect(last!.y).toBeGreaterThan(line!.y);
  });

  it('is found as soon as there is room', () => {
    const crossed = join(twoLines(), end(0, 3), end(1, 3));
    const layout = layOut(crossed);
    const rows = ['c0', 'c1', 'c2'];
    const before = placeRates(layout, rows, noRates);
    // Nobody moves the cable, but what stood in its way.
    const held = new Map(before).set('c1', { ...before.get('c1')!, at: null });
    expect(placeRates(layout, rows, held).get('c1')?.at).toEqual(before.get('c1')?.at);
  });

  it('goes with its cable, and leaves the others where they are', () => {
    const start = join(twoLines(), end(0, 5), end(2, 5));
    const before = layOut(start);
    const places = placeRates(before, ['c0', 'c2'], noRates);
    const moved = applyDiff(start, moveNodes(start, [['n2', { x: 400, y: 700 }]]));
    const after = placeRates(layOut(moved, before), ['c0', 'c2'], places);
    expect(after.get('c0')).toBe(places.get('c0'));
    expect(after.get('c2')?.at).not.toEqual(places.get('c2')?.at);
  });

  it('is below the conditions of its cable', () => {
    const slow = { ...perfectConditions, delay: 50 };
    const document = drawNodes([
      { kind: 'switch', x: 0, y: 0 },
      { kind: 'switch', x: 0, y: 600 },
    ]);
    const layout = layOut(join(document, end(0, 1), end(1, 1), { aToB: slow, bToA: slow }));
    const { label } = layout.drawings.get('c0')!;
    expect(placeRates(layout, ['c0'], noRates).get('c0')?.at).toEqual({
      x: label!.x,
      y: label!.y + LABEL_LINE / 2,
      stacked: false,
    });
  });
});
