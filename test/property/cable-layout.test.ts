/** Labels of cables overlap nothing, and a layout in steps is the same as one at once. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pillBox } from '../../renderer/document/cables/cable-labels';
import { moveNodes } from '../../renderer/document/edits/edits';
import { overlaps } from '../../renderer/document/geometry/boxes';
import { nodeBox } from '../../renderer/document/geometry/geometry';
import { applyDiff } from '../../shared/document/document-diff';
import { layOut } from '../unit/renderer/document/cables/cable-labs';
import { drawing, place } from './cable-drawings';

describe('the layout of cables', () => {
  it('never puts a port label over another one or over a node', () => {
    fc.assert(
      fc.property(drawing, (document) => {
        const pills = [...layOut(document).drawings.values()]
          .flatMap(({ pills: { a, b } }) => [a, b])
          .filter((pill) => pill !== null)
          .map(pillBox);
        const nodes = Object.values(document.nodes).map((one) => nodeBox(one));
        for (const [index, box] of pills.entries()) {
          for (const other of [...pills.slice(index + 1), ...nodes]) {
            expect(overlaps(box, other)).toBe(false);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('is the same after moves, one by one, as for the drawing that they lead to', () => {
    const moves = fc.array(fc.tuple(fc.nat({ max: 9 }), place), { maxLength: 6 });
    fc.assert(
      fc.property(drawing, moves, (start, steps) => {
        let document = start;
        let layout = layOut(document);
        for (const [index, at] of steps) {
          document = applyDiff(document, moveNodes(document, [[`n${index}`, at]]));
          layout = layOut(document, layout);
        }
        expect([...layout.drawings]).toEqual([...layOut(document).drawings]);
      }),
      { numRuns: 150 },
    );
  });
});
