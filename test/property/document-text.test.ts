import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseDocument } from '../../electron/document/document-text';
import { printDocument } from '../../shared/document/document-print';
import { documentSchema, type TopologyDocument } from '../../shared/document/topology';
import { FailureError } from '../../shared/failure/failure';

const text = readFileSync(
  join(import.meta.dirname, '../../assets/examples/tutorial.vdelab'),
  'utf8',
);

/** A document, or a failure that says what to do; anything else thrown fails the test. */
function readOrRefuse(hostile: string): void {
  try {
    const document = parseDocument(hostile);
    expect(parseDocument(printDocument(document))).toEqual(document);
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    expect(error.failure.code).toMatch(/^document-(broken|newer)$/);
    expect(error.failure.next).not.toBe('');
  }
}

/** Paths to all values of the document, so that any of them can be replaced. */
function pathsOf(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, item]) => pathsOf(item, [...path, key]))];
}

function replaced(value: unknown, [key, ...rest]: string[], to: unknown): unknown {
  if (key === undefined) return to;
  if (Array.isArray(value)) {
    return value.map((item, index) => (String(index) === key ? replaced(item, rest, to) : item));
  }
  const fields = Object.entries(value as object);
  return Object.fromEntries(
    fields.map(([name, item]) => [name, name === key ? replaced(item, rest, to) : item]),
  );
}

it('is printed record by record as it would be printed as a whole', () => {
  const original = parseDocument(text);
  const [node] = Object.values(original.nodes);
  const [cable] = Object.values(original.cables);
  const id = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,3}$/);
  const name = fc.string({ minLength: 1, maxLength: 40 }).filter((one) => !/[\0\r\n]/.test(one));
  fc.assert(
    fc.property(fc.dictionary(id, name), fc.uniqueArray(id), (names, cables) => {
      const nodes = Object.entries(names).map(([own, title]) => [
        own,
        { ...node!, id: own, name: title },
      ]);
      const lines = cables.map((own) => [own, { ...cable!, id: own }]);
      const drawn: TopologyDocument = {
        ...original,
        nodes: Object.fromEntries(nodes),
        cables: Object.fromEntries(lines),
      };
      const sorted = (records: object) =>
        Object.fromEntries(Object.entries(records).sort(([a], [b]) => (a < b ? -1 : 1)));
      const whole = { ...drawn, nodes: sorted(drawn.nodes), cables: sorted(drawn.cables) };
      expect(printDocument(drawn)).toBe(
        `${JSON.stringify(documentSchema.parse(whole), null, 2)}\n`,
      );
    }),
  );
});

it('any value in any place is read or refused', () => {
  const original: unknown = JSON.parse(text);
  const path = fc.constantFrom(...pathsOf(original));
  fc.assert(
    fc.property(path, fc.jsonValue(), (where, value) => {
      readOrRefuse(JSON.stringify(replaced(original, where, value)));
    }),
    { numRuns: 500 },
  );
});

it('any damage to the text is read or refused', () => {
  const position = fc.nat(text.length);
  fc.assert(
    fc.property(position, fc.nat(40), fc.string(), (start, length, inserted) => {
      readOrRefuse(text.slice(0, start) + inserted + text.slice(start + length));
    }),
    { numRuns: 500 },
  );
});
