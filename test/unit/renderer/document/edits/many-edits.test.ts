import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changeCable } from '../../../../../renderer/document/edits/condition-edits';
import {
  changeCables,
  changeNodes,
  sharedValue,
} from '../../../../../renderer/document/edits/many-edits';
import { newNode } from '../../../../../renderer/document/records/new-node';
import {
  applyDiff,
  type DocumentDiff,
  reverseDiff,
} from '../../../../../shared/document/document-diff';
import {
  emptyDocument,
  perfectCable,
  type TopologyDocument,
} from '../../../../../shared/document/topology';
import type { NodeKind } from '../../../../../shared/kinds/registry';

function documentWith(...kinds: NodeKind[]): TopologyDocument {
  const document = emptyDocument('11111111-1111-4111-8111-111111111111');
  for (const [index, kind] of kinds.entries()) {
    const node = { ...newNode(document, kind, { x: 0, y: 0 }, Math.random), id: `n${index}` };
    document.nodes[node.id] = node;
  }
  return document;
}

function diffOf(change: ReturnType<typeof changeNodes>): DocumentDiff {
  if ('refused' in change) throw new Error(`refused at ${change.refused.id}`);
  return change.diff;
}

test('says the one value of all, or that there are several', () => {
  expect(sharedValue([5, 5])).toEqual({ several: false, value: 5 });
  expect(sharedValue([['a'], ['a']])).toEqual({ several: false, value: ['a'] });
  expect(sharedValue([5, 6])).toEqual({ several: true, value: 5 });
});

test('sets the memory of all machines in one diff, and nothing of those that have it', () => {
  const document = documentWith('qemu', 'qemu', 'uml');
  const set = (memory: number) =>
    diffOf(changeNodes(document, ['n0', 'n1', 'n2', 'gone'], (node) => ({ ...node, memory })));
  const diff = set(300);
  expect(diff.nodes.updated.map(([, after]) => after)).toEqual([
    expect.objectContaining({ id: 'n0', memory: 300 }),
    expect.objectContaining({ id: 'n1', memory: 300 }),
    expect.objectContaining({ id: 'n2', memory: 300 }),
  ]);
  const again = applyDiff(document, diff);
  const same = changeNodes(again, ['n0', 'n1'], (node) => ({ ...node, memory: 300 }));
  expect(diffOf(same).nodes.updated).toEqual([]);
});

test('changes nothing when one node cannot take the value, and names it', () => {
  const document = documentWith('qemu', 'uml');
  const change = changeNodes(document, ['n0', 'n1'], (node) => ({ ...node, memory: 70_000 }));
  expect(change).toMatchObject({ refused: { id: 'n1' }, path: 'memory' });
});

test('removes a cable between two switches that both lose its port once', () => {
  const document = documentWith('switch', 'switch');
  const end = (node: string) => ({ node, port: 5 });
  document.cables.c = { id: 'c', a: end('n0'), b: end('n1'), ...perfectCable };
  const diff = diffOf(changeNodes(document, ['n0', 'n1'], (node) => ({ ...node, ports: 2 })));
  expect(diff.cables.removed).toEqual([document.cables.c]);
  expect(applyDiff(applyDiff(document, diff), reverseDiff(diff))).toEqual(document);
});

test('puts several cables down at once', () => {
  const document = documentWith('switch', 'switch');
  for (const port of [1, 2]) {
    const ends = { a: { node: 'n0', port }, b: { node: 'n1', port } };
    document.cables[`c${port}`] = { id: `c${port}`, ...ends, ...perfectCable };
  }
  const diff = changeCables(document, ['c1', 'c2', 'gone'], ({ id }) =>
    changeCable(document, id, { up: false }),
  );
  const after = applyDiff(document, diff);
  expect(Object.values(after.cables).map(({ up }) => up)).toEqual([false, false]);
});

test('is undone as a whole, whatever is set', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 128 }),
      fc.integer({ min: 1, max: 128 }),
      (one, other) => {
        const document = documentWith('switch', 'hub');
        document.cables.c = {
          id: 'c',
          a: { node: 'n0', port: 3 },
          b: { node: 'n1', port: 8 },
          ...perfectCable,
        };
        const first = applyDiff(
          document,
          diffOf(changeNodes(document, ['n0', 'n1'], (node) => ({ ...node, ports: one }))),
        );
        const diff = diffOf(
          changeNodes(first, ['n0', 'n1'], (node) => ({ ...node, ports: other })),
        );
        expect(applyDiff(applyDiff(first, diff), reverseDiff(diff))).toEqual(first);
      },
    ),
  );
});
