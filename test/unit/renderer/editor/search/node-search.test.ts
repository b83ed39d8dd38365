import { expect, test } from 'vitest';
import { newNode } from '../../../../../renderer/document/records/new-node';
import { searchNodes, shownName } from '../../../../../renderer/editor/search/node-search';
import { emptyDocument, type TopologyNode } from '../../../../../shared/document/topology';
import type { NodeKind } from '../../../../../shared/kinds/registry';

const document = emptyDocument('00000000-0000-4000-8000-000000000000');

function make(kind: NodeKind, change: object): TopologyNode {
  return { ...newNode(document, kind, { x: 0, y: 0 }, Math.random), ...change } as TopologyNode;
}

const nodes: TopologyNode[] = [
  make('pc', { name: 'pc10', setup: ['ip addr add 10.0.0.10/24 dev eth0'] }),
  make('pc', { name: 'pc1', cards: [{ mac: '02:5a:10:00:00:01' }] }),
  make('pc', { name: 'pc2', setup: ['ip addr add 10.1.0.2/24 dev eth0'] }),
  make('switch', { name: 'core', directory: '/tmp/mysw' }),
  make('tap', { name: 'out', interface: 'tap7', address: '10.0.0.254/24' }),
  make('note', { text: 'Lab of\nthe branch office' }),
];
const names = (query: string) => searchNodes(nodes, query).map(({ node }) => shownName(node));

test('the name comes first, whole before begun before contained', () => {
  expect(names('pc1')).toEqual(['pc1', 'pc10']);
  expect(names('PC1')).toEqual(['pc1', 'pc10']);
});

test('kind, address, MAC, interface, path and text are found', () => {
  expect(names('switch')).toEqual(['core']);
  expect(names('10.1.0.2')).toEqual(['pc2']);
  expect(names('02:5A:10')).toEqual(['pc1']);
  expect(names('tap7')).toEqual(['out']);
  expect(names('/tmp/mysw')).toEqual(['core']);
  expect(names('branch')).toEqual(['Lab of']);
});

test('what was found is said, unless it is the name', () => {
  expect(searchNodes(nodes, '10.1.0.2')[0]?.found).toBe('ip addr add 10.1.0.2/24 dev eth0');
  expect(searchNodes(nodes, 'core')[0]?.found).toBe('');
});

test('every word has to fit; a blank query lists all, in the order of their numbers', () => {
  expect(names('tap 10.0.0')).toEqual(['out']);
  expect(names('tap 10.1.0')).toEqual([]);
  expect(names('  ')).toHaveLength(nodes.length);
  expect(names('').filter((name) => name.startsWith('pc'))).toEqual(['pc1', 'pc2', 'pc10']);
});
