/** A paste is the same graph again, with nothing shared, and undo takes it back to the last byte. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addCable, choosePort } from '../../renderer/document/edits/cable-edits';
import { addNode } from '../../renderer/document/edits/edits';
import { fragmentOf, printFragment, readFragment } from '../../renderer/document/edits/fragment';
import { clearOffset, pasteFragment } from '../../renderer/document/edits/paste-fragment';
import { emptyHistory, record, undo } from '../../renderer/document/store/history';
import { applyDiff, reverseDiff } from '../../shared/document/document-diff';
import {
  documentSchema,
  emptyDocument,
  type TopologyDocument,
} from '../../shared/document/topology';
import type { NodeKind } from '../../shared/kinds/registry';

const KINDS: NodeKind[] = [
  ...(['switch', 'hub', 'pc', 'qemu', 'uml', 'host', 'nat', 'tap', 'note', 'shape'] as const),
];
const ID = '7b5b9d3e-3f0e-4d7e-9d1c-0a4b5c6d7e8f';

const kinds = fc.array(fc.constantFrom(...KINDS), { minLength: 1, maxLength: 12 });
const pairs = fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 14 });

function drawing(wanted: readonly NodeKind[], cables: readonly (readonly [number, number])[]) {
  let document = emptyDocument(ID);
  for (const [index, kind] of wanted.entries()) {
    document = applyDiff(document, addNode(document, kind, { x: index * 10, y: 0 }).diff);
  }
  const ids = Object.keys(document.nodes);
  for (const [one, other] of cables) document = joined(document, ids[one], ids[other]);
  return document;
}

function joined(document: TopologyDocument, from = '', to = ''): TopologyDocument {
  if (from === '' || to === '') return document;
  const a = choosePort(document, from, null, { node: '', port: 0 }, () => null);
  if ('refusal' in a) return document;
  const b = choosePort(document, to, null, a.end, () => null);
  return 'refusal' in b ? document : applyDiff(document, addCable(document, a.end, b.end).diff);
}

/** Cables as pairs of ends, with nodes called by what `name` makes of their ids. */
function shape(
  { cables }: Pick<TopologyDocument, 'cables'>,
  name: (id: string) => string,
): string[] {
  const end = ({ node, port }: { node: string; port: number }) => `${name(node)}:${port}`;
  return Object.values(cables)
    .map(({ a, b }) => `${end(a)}-${end(b)}`)
    .sort();
}

function repeats(values: readonly string[]): string[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}

it('keeps the graph, shares nothing, and is undone exactly', () => {
  fc.assert(
    fc.property(kinds, pairs, fc.nat(0xfff), fc.boolean(), (wanted, cables, mask, elsewhere) => {
      const source = drawing(wanted, cables);
      const chosen = Object.keys(source.nodes).filter((_, index) => (mask >> index) & 1);
      const copied = fragmentOf(source, new Set(chosen), ID);
      const read = readFragment(printFragment(copied));
      if (read.kind !== 'fragment') throw new Error('a fragment is not read back');
      const target = elsewhere ? drawing(['pc', 'switch', 'tap'], [[0, 1]]) : source;
      const offset = clearOffset(target, read.fragment, { x: 0, y: 0 });
      const { diff, ids } = pasteFragment(target, read.fragment, offset);
      const after = applyDiff(target, diff);

      expect(documentSchema.safeParse(after).success).toBe(true);
      const added = Object.fromEntries(diff.cables.added.map((cable) => [cable.id, cable]));
      expect(shape({ cables: added }, (id) => id)).toEqual(shape(copied, (id) => ids.get(id)!));
      for (const node of diff.nodes.added) expect(target.nodes[node.id]).toBeUndefined();
      const nodes = Object.values(after.nodes);
      expect(repeats(nodes.flatMap((node) => ('name' in node ? [node.name] : [])))).toEqual([]);
      const macs = nodes.flatMap((node) =>
        'cards' in node ? node.cards.map(({ mac }) => mac) : [],
      );
      expect(repeats(macs)).toEqual([]);
      const [first] = chosen;
      if (first !== undefined) {
        const moved = after.nodes[ids.get(first)!]!;
        for (const id of chosen) {
          const node = after.nodes[ids.get(id)!]!;
          expect(node.x - moved.x).toBe(source.nodes[id]!.x - source.nodes[first]!.x);
        }
      }

      expect(applyDiff(after, reverseDiff(diff))).toEqual(target);
      const move = undo(record(emptyHistory, { label: 'Paste', diff, key: null }), after);
      expect(move === null ? after : applyDiff(after, move.diff)).toEqual(target);
    }),
    { numRuns: 200 },
  );
});

it('any text is read, refused or passed over', () => {
  const text = printFragment(drawing(['switch', 'pc', 'note'], [[0, 1]]));
  fc.assert(
    fc.property(fc.nat(text.length), fc.nat(40), fc.string(), (start, length, inserted) => {
      const read = readFragment(text.slice(0, start) + inserted + text.slice(start + length));
      if (read.kind === 'fragment') pasteFragment(emptyDocument(ID), read.fragment, { x: 0, y: 0 });
      if (read.kind === 'broken') expect(read.failure.message).not.toBe('');
    }),
    { numRuns: 300 },
  );
});
