import fc from 'fast-check';
import { expect, it } from 'vitest';
import { jsonFault } from '../../shared/text/json-check';

const limits = { depth: 50, members: 1e6, values: 1e6, string: 1e6 };

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

it('finds sound what the parser finds sound', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(jsonFault(text, limits)).toBeNull();
    }),
  );
});

it('finds broken what the parser finds broken', () => {
  const alphabet = fc.constantFrom(...'{}[],:"\\u0019.-+eE \ntruefalsn\u{1}x');
  const broken = fc
    .tuple(fc.json(), fc.nat(), fc.string({ unit: alphabet, maxLength: 6 }))
    .map(([text, at, more]) => {
      const place = at % (text.length + 1);
      return text.slice(0, place) + more + text.slice(place + (at % 3));
    });
  fc.assert(
    fc.property(broken, (text) => {
      expect(jsonFault(text, limits) === null).toBe(parses(text));
    }),
    { numRuns: 2000 },
  );
});
