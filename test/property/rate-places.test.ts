/** Rates on cables can be read, and stay where they are while others come and go. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labelSize } from '../../renderer/document/cables/cable-labels';
import { noRates, placeRates, type RatePlaces } from '../../renderer/document/cables/rate-places';
import { type Box, boxAt, overlaps } from '../../renderer/document/geometry/boxes';
import { labelBoxes, layOut } from '../unit/renderer/document/cables/cable-labs';
import { drawing } from './cable-drawings';

const ONE_LINE = labelSize(['→ 999 Mbit/s  ← 999 Mbit/s']);
const TWO_LINES = labelSize(['→ 999 Mbit/s', '← 999 Mbit/s']);

function boxes(places: RatePlaces): Box[] {
  return [...places.values()].flatMap(({ at }) =>
    at === null ? [] : boxAt(at, at.stacked ? TWO_LINES : ONE_LINE),
  );
}

/** Which of the cables show rates, time after time. */
const times = fc.array(fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }), {
  minLength: 1,
  maxLength: 4,
});

describe('the rates of cables', () => {
  it('never lie over each other or another label, and stay while they show', () => {
    fc.assert(
      fc.property(drawing, times, (document, shown) => {
        const layout = layOut(document);
        let before = noRates;
        for (const flags of shown) {
          // A cable with conditions, or one that is off, has its rates where its label is.
          const rated = [...layout.drawings.values()]
            .filter(({ label }, index) => label === null && flags[index])
            .map(({ cable }) => cable.id);
          const places = placeRates(layout, rated, before);
          expect([...places.keys()].sort()).toEqual([...rated].sort());
          const all = [...boxes(places)];
          const drawn = [...layout.drawings.values()].flatMap(labelBoxes);
          for (const [index, box] of all.entries()) {
            for (const other of [...all.slice(index + 1), ...drawn]) {
              expect(overlaps(box, other)).toBe(false);
            }
          }
          for (const [id, { at }] of places) {
            const known = before.get(id)?.at ?? null;
            if (known !== null) expect(at).toBe(known);
          }
          before = places;
        }
      }),
      { numRuns: 150 },
    );
  });
});
