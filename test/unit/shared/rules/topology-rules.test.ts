import { describe, expect, it } from 'vitest';
import {
  emptyDocument,
  perfectCable,
  type TopologyDocument,
  type TopologyNode,
} from '../../../../shared/document/topology';
import { startAtOnce } from '../../../../shared/kinds/fields/node-fields';
import { plainNote } from '../../../../shared/kinds/note';
import { plainQemu } from '../../../../shared/kinds/qemu';
import { plainSwitch } from '../../../../shared/kinds/switch';
import { isCidr } from '../../../../shared/net/ip-address';
import { checkTopology } from '../../../../shared/rules/topology-rules';

const place = { x: 0, y: 0 };
const sw = (id: string, extra = {}): TopologyNode => ({
  id,
  kind: 'switch',
  name: id,
  ...place,
  ports: 4,
  directory: '',
  mode: '0700',
  group: '',
  ...plainSwitch,
  ...extra,
});
const pc = (id: string, ...macs: string[]): TopologyNode => ({
  id,
  kind: 'pc',
  start: startAtOnce,
  name: id,
  ...place,
  cards: macs.map((mac) => ({ mac })),
  setup: [],
});
const tap = (id: string, extra = {}): TopologyNode => ({
  id,
  kind: 'tap',
  up: true,
  bridge: '',
  start: startAtOnce,
  name: id,
  ...place,
  interface: id,
  address: '',
  ...extra,
});
const qemu = (id: string, extra = {}): TopologyNode => ({
  id,
  kind: 'qemu',
  ...plainQemu,
  name: id,
  ...place,
  memory: 64,
  cpus: 1,
  cdrom: '/a.iso',
  disks: [],
  kernel: '',
  initrd: '',
  append: '',
  accel: 'auto',
  cards: [],
  ...extra,
});

type Ends = [string, number, string, number];
function draw(nodes: TopologyNode[], cables: Ends[] = []): TopologyDocument {
  return {
    ...emptyDocument('7b2c1a34-5d6e-4f70-8a91-b2c3d4e5f607'),
    nodes: Object.fromEntries(nodes.map((node) => [node.id, node])),
    cables: Object.fromEntries(
      cables.map(([a, portA, b, portB], index) => [
        `c${index}`,
        {
          id: `c${index}`,
          a: { node: a, port: portA },
          b: { node: b, port: portB },
          ...perfectCable,
        },
      ]),
    ),
  };
}
const found = (nodes: TopologyNode[], cables: Ends[] = []) =>
  checkTopology(draw(nodes, cables)).map(
    ({ severity, record, field }) => `${severity} ${record}${field ? `.${field}` : ''}`,
  );

const note: TopologyNode = {
  id: 'n',
  kind: 'note',
  ...place,
  ...{ width: 80, height: 40, text: '' },
  ...plainNote,
};
const mac = (last: number) => `02:00:00:00:00:0${last}`;

describe('checkTopology', () => {
  it('finds nothing wrong with a sound drawing', () => {
    const nodes = [sw('s1'), sw('s2'), pc('p1', mac(1)), tap('tap0', { address: '10.0.0.254/24' })];
    expect(
      found(nodes, [
        ['s1', 1, 's2', 1],
        ['p1', 0, 's1', 2],
        ['tap0', 0, 's2', 4],
      ]),
    ).toEqual([]);
  });

  it.each<[string, TopologyNode[], Ends[], string[]]>([
    ['a missing node', [sw('s1')], [['s1', 1, 'gone', 0]], ['error c0.b']],
    ['a port 0 of a switch', [sw('s1'), sw('s2')], [['s1', 0, 's2', 1]], ['error c0.a']],
    ['a port too high', [sw('s1'), sw('s2')], [['s1', 5, 's2', 1]], ['error c0.a']],
    ['a missing card', [sw('s1'), pc('p', mac(1))], [['p', 1, 's1', 1]], ['error c0.a']],
    ['a note', [sw('s1'), note], [['s1', 1, 'n', 0]], ['error c0.b']],
    [
      'two cables in a port',
      [sw('s1'), pc('p', mac(1)), pc('q', mac(2))],
      [
        ['p', 0, 's1', 1],
        ['q', 0, 's1', 1],
      ],
      ['error c1.b'],
    ],
    ['a cable to itself', [pc('p', mac(1))], [['p', 0, 'p', 0]], ['error c0.b']],
    [
      'a loop of switches',
      [sw('a'), sw('b'), sw('c')],
      [
        ['a', 1, 'b', 1],
        ['b', 2, 'c', 1],
        ['c', 2, 'a', 2],
      ],
      ['warning c2'],
    ],
    [
      'a cable that mixes VLANs',
      [sw('a', { vlans: { '1': { untagged: 10, tagged: [] } } }), sw('b')],
      [['a', 1, 'b', 1]],
      ['warning c0'],
    ],
    ['the same name', [sw('a'), sw('b', { name: 'a' })], [], ['warning b.name']],
    ['the same MAC', [pc('p', mac(1), mac(2)), pc('q', mac(1))], [], ['error q.cards.0.mac']],
    ['a multicast MAC', [pc('p', '01:00:00:00:00:01')], [], ['error p.cards.0.mac']],
    [
      'the same directory',
      [sw('a', { directory: '/tmp/x' }), sw('b', { directory: '/tmp//y/../x/' })],
      [],
      ['error b.directory'],
    ],
    [
      'the same management socket',
      [sw('a', { management: '/tmp/m' }), sw('b', { management: '/tmp/./m' })],
      [],
      ['error b.management'],
    ],
    ['a relative management socket', [sw('a', { management: 'm' })], [], ['error a.management']],
    [
      'a management socket with a long path',
      [sw('a', { management: `/${'x'.repeat(107)}` })],
      [],
      ['error a.management'],
    ],
    [
      'VLANs on a port that is not there',
      [sw('a', { vlans: { '99': { untagged: 5, tagged: [] } } })],
      [],
      ['warning a.ports'],
    ],
    ['a relative directory', [sw('a', { directory: 'x' })], [], ['error a.directory']],
    ['a long directory', [sw('a', { directory: `/${'ä'.repeat(46)}` })], [], ['error a.directory']],
    ['the same tap', [tap('a'), tap('b', { interface: 'a' })], [], ['error b.interface']],
    ['an address without prefix', [tap('a', { address: '10.0.0.1' })], [], ['error a.address']],
    ['nothing to boot', [qemu('q', { cdrom: '' })], [], ['warning q.cdrom']],
    ['a silent kernel', [qemu('q', { kernel: '/k', append: 'x' })], [], ['warning q.append']],
    [
      'a locator with a directory that no client can join, by bytes',
      ['p', 'q'].map((id) => ({
        ...{ id, kind: 'plug', start: startAtOnce, name: id, ...place },
        locator: `vlan://3{vde:///${'д'.repeat(id === 'p' ? 50 : 49)}}`,
      })),
      [],
      ['error p.locator'],
    ],
    [
      'a locator that does not parse',
      [{ id: 'p', kind: 'plug', start: startAtOnce, name: 'p', ...place, locator: 'vde:///a[' }],
      [],
      ['error p.locator'],
    ],
    [
      'an unknown module inside',
      [
        {
          id: 'p',
          kind: 'plug',
          start: startAtOnce,
          name: 'p',
          ...place,
          locator: 'vlan://3{vdee:///a}',
        },
      ],
      [],
      ['warning p.locator'],
    ],
    [
      'a command to be run',
      [
        {
          id: 'p',
          kind: 'plug',
          start: startAtOnce,
          name: 'p',
          ...place,
          locator: 'vlan://3{cmd://ssh h vde_plug}',
        },
      ],
      [],
      ['warning p.locator'],
    ],
  ])('finds %s', (_, nodes, cables, expected) => {
    expect(found(nodes, cables)).toEqual(expected);
  });

  it('finds a record under another key than its id', () => {
    const document = { ...draw([]), nodes: { x: sw('y') } };
    expect(checkTopology(document)[0]).toMatchObject({ record: 'x', field: 'id' });
  });

  it('always says how to mend it', () => {
    for (const finding of checkTopology(draw([qemu('q', { cdrom: '' })], [['q', 1, 'z', 1]]))) {
      expect(finding.next).toMatch(/\.$/);
    }
  });

  it('finds nothing in a chain of a thousand nodes', () => {
    const nodes = [sw('s', { ports: 128 })];
    const cables: Ends[] = [];
    for (let index = 0; index < 1000; index++) {
      nodes.push(sw(`n${index}`));
      cables.push([`n${index}`, 1, index === 0 ? 's' : `n${index - 1}`, 2]);
    }
    const document = draw(nodes, cables);
    expect(checkTopology(document)).toEqual([]);
  });
});

describe('isCidr', () => {
  it.each(['10.0.0.254/24', '0.0.0.0/0', 'fd00::1/64', '::/0'])('takes %s', (text) => {
    expect(isCidr(text)).toBe(true);
  });
  it.each(['10.0.0.1', '10.0.0.256/24', '10.0.0.1/33', 'x/2', '1::2::3/64', '/24'])(
    'refuses %s',
    (text) => {
      expect(isCidr(text)).toBe(false);
    },
  );
});
