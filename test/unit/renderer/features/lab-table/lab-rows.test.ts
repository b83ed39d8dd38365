import { expect, test } from 'vitest';
import { newNode } from '../../../../../renderer/document/records/new-node';
import {
  filterRows,
  type LabRow,
  labRows,
  rangeOf,
  sortRows,
} from '../../../../../renderer/features/lab-table/lab-rows';
import { offStatus } from '../../../../../shared/contract/off-status';
import type { NodeStatus } from '../../../../../shared/contract/service';
import { emptyDocument, type TopologyNode } from '../../../../../shared/document/topology';
import type { NodeKind } from '../../../../../shared/kinds/registry';

const status = (state: NodeStatus['state']): NodeStatus => ({ ...offStatus, state });

function drawn(kind: NodeKind, id: string, change: object = {}): TopologyNode {
  const document = emptyDocument('11111111-1111-4111-8111-111111111111');
  const node = newNode(document, kind, { x: 0, y: 0 }, Math.random);
  return { ...node, id, name: id, ...change } as TopologyNode;
}

function rowsOf(nodes: readonly TopologyNode[], sights: Partial<Parameters<typeof labRows>[1]>) {
  const document = emptyDocument('11111111-1111-4111-8111-111111111111');
  for (const node of nodes) document.nodes[node.id] = node;
  return labRows(document, {
    nodes: {},
    usage: {},
    rates: new Map(),
    stateTitle: (state) => state,
    ...sights,
  });
}

test('has a row for what can run, and shows drawn addresses while it is off', () => {
  const rows = rowsOf(
    [
      drawn('pc', 'pc1', { setup: ['ip addr add 10.0.0.1/24 dev eth0', 'ping 10.0.0.2'] }),
      drawn('note', 'note1'),
      drawn('host', 'h1', {
        script: 'ip addr add 10.0.0.9/24 dev eth0\nip address add 10.9.0.1/8 dev eth1',
      }),
      drawn('tap', 'tap1', { address: '10.0.0.254/24' }),
    ],
    {},
  );
  expect(rows.map(({ name, addresses }) => [name, addresses])).toEqual([
    ['pc1', ['10.0.0.1']],
    ['h1', ['10.0.0.9', '10.9.0.1']],
    ['tap1', ['10.0.0.254']],
  ]);
  expect(rows[0]).toMatchObject({ state: 'off', builtIn: true, cpu: null, bitsIn: null });
});

test('adds up the traffic of all ports, and prefers addresses that were seen', () => {
  const rate = (bitsIn: number, bitsOut: number) => ({
    bitsIn,
    bitsOut,
    framesIn: 0,
    framesOut: 0,
  });
  const [row] = rowsOf([drawn('qemu', 'vm1')], {
    nodes: { vm1: status('running') },
    usage: { vm1: { cpu: 12.5, memory: 1000, addresses: ['10.0.0.7'] } },
    rates: new Map([
      [
        'vm1',
        new Map([
          [0, rate(100, 5)],
          [1, rate(20, 7)],
        ]),
      ],
    ]),
  });
  expect(row).toMatchObject({
    cpu: 12.5,
    memory: 1000,
    addresses: ['10.0.0.7'],
    addressSource: 'seen',
    bitsIn: 120,
    bitsOut: 12,
    builtIn: false,
  });
});

const row = (id: string, change: Partial<LabRow>): LabRow => ({
  id,
  name: id,
  kind: 'pc',
  kindTitle: 'PC',
  state: 'off',
  stateTitle: 'Off',
  drifts: false,
  addresses: [],
  addressSource: 'drawn',
  cpu: null,
  memory: null,
  builtIn: true,
  bitsIn: null,
  bitsOut: null,
  ...change,
});

const rows = [
  row('pc10', { addresses: ['10.0.0.10'], cpu: 3, state: 'running', stateTitle: 'Running' }),
  row('pc2', { addresses: ['10.0.0.9'], state: 'failed', stateTitle: 'Failed' }),
  row('pc1', { cpu: 80 }),
];
const ids = (sorted: readonly LabRow[]) => sorted.map(({ id }) => id);

test('sorts names as people do, addresses as numbers, and what is not known last both ways', () => {
  expect(ids(sortRows(rows, { column: 'name', ascending: true }))).toEqual(['pc1', 'pc2', 'pc10']);
  expect(ids(sortRows(rows, { column: 'addresses', ascending: true }))).toEqual([
    'pc2',
    'pc10',
    'pc1',
  ]);
  expect(ids(sortRows(rows, { column: 'cpu', ascending: true }))).toEqual(['pc10', 'pc1', 'pc2']);
  expect(ids(sortRows(rows, { column: 'cpu', ascending: false }))).toEqual(['pc1', 'pc10', 'pc2']);
  expect(ids(sortRows(rows, { column: 'state', ascending: true }))).toEqual(['pc2', 'pc10', 'pc1']);
});

test('finds rows by all words, in name, state and address', () => {
  expect(ids(filterRows(rows, 'pc running'))).toEqual(['pc10']);
  expect(ids(filterRows(rows, '0.0.9'))).toEqual(['pc2']);
  expect(filterRows(rows, '  ')).toBe(rows);
});

test('takes the rows between two, whichever is first', () => {
  expect(rangeOf(rows, 'pc1', 'pc10')).toEqual(['pc10', 'pc2', 'pc1']);
  expect(rangeOf(rows, 'gone', 'pc2')).toEqual(['pc2']);
});
