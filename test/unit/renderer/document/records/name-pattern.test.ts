import { describe, expect, it } from 'vitest';
import { addMany } from '../../../../../renderer/document/edits/add-many';
import { addPlanned, planPattern } from '../../../../../renderer/document/edits/pattern-cables';
import { expandPattern } from '../../../../../renderer/document/records/name-pattern';
import { applyDiff } from '../../../../../shared/document/document-diff';
import {
  documentSchema,
  emptyDocument,
  type TopologyDocument,
} from '../../../../../shared/document/topology';
import type { NodeKind } from '../../../../../shared/kinds/registry';
import { checkTopology } from '../../../../../shared/rules/topology-rules';

/** No port is taken by anybody who is not drawn. */
const nobody = () => null;

const KNOWN = ['pc10', 'pc2', 'pc1', 'sw1', 'a.b'];

describe('a pattern', () => {
  it.each([
    ['pc1', ['pc1']],
    ['', []],
    [' , ', []],
    ['a, b c ,a', ['a', 'b c']],
    ['pc{1..4}', ['pc1', 'pc2', 'pc3', 'pc4']],
    ['pc{3..1}', ['pc3', 'pc2', 'pc1']],
    ['pc{08..10}', ['pc08', 'pc09', 'pc10']],
    ['{web,db}', ['web', 'db']],
    ['r{a,b}-{1..2}', ['ra-1', 'ra-2', 'rb-1', 'rb-2']],
    ['x{1,}', ['x1', 'x']],
    ['pc*', ['pc1', 'pc2', 'pc10']],
    ['a.*', ['a.b']],
    ['pc1,pc*', ['pc1', 'pc2', 'pc10']],
  ])('%j stands for %j', (text, names) => {
    expect(expandPattern(text, KNOWN)).toEqual({ names });
  });

  it.each([
    ['pc{1..', 'A brace is not closed.'],
    ['pc1}', 'The braces do not belong together.'],
    ['pc{{1}}', 'The braces do not belong together.'],
    ['pc{a..b}', '{a..b} is no range. Write one like {1..20}.'],
    ['pc{1..99999}', 'That are more than 2000 names.'],
    ['{1..100}{1..100}', 'That are more than 2000 names.'],
    ['vm*', 'Nothing is called like vm*.'],
  ])('%j is refused: %s', (text, wrong) => {
    expect(expandPattern(text, KNOWN)).toEqual({ wrong });
  });
});

const ORIGIN = { at: { x: 0, y: 0 }, step: { x: 200, y: 150 } };

function drawn(...wanted: [NodeKind, number][]): TopologyDocument {
  return wanted.reduce(
    (document, [kind, count]) =>
      applyDiff(document, addMany(document, { kind, count, hub: null, ...ORIGIN }, nobody)),
    emptyDocument('7b5b9d3e-3f0e-4d7e-9d1c-0a4b5c6d7e8f'),
  );
}

const idOf = (document: TopologyDocument, name: string) =>
  Object.values(document.nodes).find((node) => 'name' in node && node.name === name)!.id;

describe('cables by pattern', () => {
  it('take the lowest free ports of one switch, one after the other', () => {
    const document = drawn(['switch', 1], ['pc', 8]);
    const plan = planPattern(document, 'pc{1..8}', 'sw1', nobody);
    expect(plan.problems).toEqual([]);
    expect(plan.cables.map(({ b }) => b.port)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    const joined = applyDiff(document, addPlanned(plan));
    expect(documentSchema.safeParse(joined).success).toBe(true);
    expect(Object.keys(joined.cables).length).toBe(8);
    expect(planPattern(joined, 'pc1', 'sw1', nobody)).toEqual({
      cables: [],
      problems: ['pc1 to sw1: pc1 has no free port.'],
    });
  });

  it('join as many with as many, in their order', () => {
    const document = drawn(['switch', 3], ['pc', 3]);
    const { cables } = planPattern(document, 'pc*', 'sw{1..3}', nobody);
    expect(cables.map(({ a, b }) => [a.node, b.node])).toEqual(
      [1, 2, 3].map((number) => [idOf(document, `pc${number}`), idOf(document, `sw${number}`)]),
    );
  });

  it('join one with each', () => {
    const document = drawn(['switch', 1], ['pc', 3]);
    expect(planPattern(document, 'sw1', 'pc*', nobody).cables.map(({ a }) => a.port)).toEqual([
      1, 2, 3,
    ]);
  });

  it('say what does not fit, and pull the rest', () => {
    const document = drawn(['switch', 1], ['pc', 10]);
    const { cables, problems } = planPattern(document, 'pc{1..11}', 'sw1', nobody);
    expect(cables.length).toBe(8);
    expect(problems).toEqual([
      'pc9 to sw1: sw1 has no free port.',
      'pc10 to sw1: sw1 has no free port.',
      'There is no pc11.',
    ]);
    expect(planPattern(document, 'pc{1..3}', 'pc{4..5}', nobody).problems).toEqual([
      'From 3 to 2 does not come out even: write one, or as many.',
    ]);
    expect(planPattern(document, 'sw1', 'sw1', nobody).problems).toEqual([
      'sw1 cannot be joined to itself.',
    ]);
    expect(planPattern(document, '', 'sw1', nobody)).toEqual({ cables: [], problems: [] });
  });
});

describe('many nodes', () => {
  it('have free names and addresses, stand in a grid, and are joined as far as there are ports', () => {
    const document = drawn(['switch', 1], ['pc', 1]);
    const hub = idOf(document, 'sw1');
    const diff = addMany(document, { kind: 'pc', count: 9, hub, ...ORIGIN }, nobody);
    const names = diff.nodes.added.map((node) => 'name' in node && node.name);
    expect(names).toEqual(['pc2', 'pc3', 'pc4', 'pc5', 'pc6', 'pc7', 'pc8', 'pc9', 'pc10']);
    expect(diff.nodes.added.map(({ x, y }) => `${x} ${y}`).at(-1)).toBe('400 300');
    expect(diff.cables.added.length).toBe(8);
    const guests = ({ node, port }: { node: string; port: number }) =>
      node === hub && port === 1 ? 'vdens' : null;
    const beside = addMany(document, { kind: 'pc', count: 9, hub, ...ORIGIN }, guests);
    expect(beside.cables.added.map(({ b }) => b.port)).toEqual([2, 3, 4, 5, 6, 7, 8]);
    const planned = planPattern(document, 'pc1', 'sw1', guests);
    expect(planned.cables.map(({ b }) => b.port)).toEqual([2]);
    expect(checkTopology(applyDiff(document, diff))).toEqual([]);
  });
});
