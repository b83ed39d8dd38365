import { describe, expect, it } from 'vitest';
import { newNode } from '../../../../../renderer/document/records/new-node';
import {
  cablesBetween,
  invertedSelection,
  sameKinds,
  withNeighbours,
} from '../../../../../renderer/document/store/select-more';
import { emptyDocument, perfectCable } from '../../../../../shared/document/topology';

const document = emptyDocument('1f6e4f4e-0c1b-4b8e-9a43-7f0b8c6d2e98');
for (const [id, kind] of Object.entries({ sw: 'switch', a: 'pc', b: 'pc', n: 'note' } as const)) {
  document.nodes[id] = { ...newNode(document, kind, { x: 0, y: 0 }, () => 0.5), id };
}
for (const [index, id] of ['a', 'b'].entries()) {
  const ends = { a: { node: id, port: 0 }, b: { node: 'sw', port: index + 1 } };
  document.cables[`c-${id}`] = { id: `c-${id}`, ...ends, ...perfectCable };
}
const from = (...ids: string[]) => new Set(ids);

describe('selecting more', () => {
  it('inverts over nodes and cables', () => {
    expect(invertedSelection(document, from('sw', 'c-a')).sort()).toEqual(['a', 'b', 'c-b', 'n']);
  });

  it('takes all of the kinds that are selected', () => {
    expect(sameKinds(document, from('a')).sort()).toEqual(['a', 'b']);
    expect(sameKinds(document, from('a', 'n')).sort()).toEqual(['a', 'b', 'n']);
    expect(sameKinds(document, from('c-a'))).toEqual([]);
  });

  it('goes one cable further', () => {
    expect(withNeighbours(document, from('a')).sort()).toEqual(['a', 'c-a', 'sw']);
    expect(withNeighbours(document, from('c-b')).sort()).toEqual(['b', 'c-b', 'sw']);
    expect(withNeighbours(document, from('n'))).toEqual(['n']);
  });

  it('finds the cables between', () => {
    expect(cablesBetween(document, from('a', 'sw'))).toEqual(['c-a']);
    expect(cablesBetween(document, from('a', 'b'))).toEqual([]);
  });
});
