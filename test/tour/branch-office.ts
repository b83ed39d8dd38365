/** The lab of the README's pictures: two switches and one machine of every kind, all on one network. */

import { randomUUID } from 'node:crypto';
import { plainNote } from '../../shared/drawing-nodes';
import { plainQemu, plainUml } from '../../shared/machine-nodes';
import { startAtOnce } from '../../shared/node-fields';
import {
  emptyDocument,
  perfectCable,
  plainSwitch,
  type TopologyDocument,
  type TopologyNode,
} from '../../shared/topology';
import { qemuGuest, umlGuest } from '../harness/guests';

const NETWORK = '10.7.0';

const NOTE = `Branch office, ${NETWORK}.0/24

Move a cable while it runs:
no machine is restarted.`;

function pc(id: string, host: number, x: number, y: number): TopologyNode {
  const mac = `02:5a:07:00:00:${String(host).padStart(2, '0')}`;
  const setup = [`ip addr add ${NETWORK}.${host}/24 dev eth0`];
  return { id, kind: 'pc', start: startAtOnce, name: id, x, y, cards: [{ mac }], setup };
}

function vdeSwitch(id: string, directory: string, x: number, y: number): TopologyNode {
  return {
    id,
    kind: 'switch',
    name: id,
    x,
    y,
    ports: 8,
    directory,
    mode: '0700',
    group: '',
    ...plainSwitch,
  };
}

async function machines(): Promise<TopologyNode[]> {
  const qemu = await qemuGuest();
  const uml = await umlGuest();
  return [
    {
      id: 'web',
      kind: 'qemu',
      ...plainQemu,
      name: 'web',
      x: 560,
      y: 0,
      memory: 128,
      cpus: 1,
      cdrom: '',
      disks: [],
      ...qemu,
      accel: 'auto',
      cards: [{ mac: '02:5a:07:00:00:20', model: 'virtio-net-pci' }],
    },
    {
      id: 'backup',
      kind: 'uml',
      ...plainUml,
      name: 'backup',
      x: 790,
      y: 0,
      memory: 64,
      ...uml,
      rootfs: '',
      append: '',
      cards: [{ mac: '02:5a:07:00:00:30' }],
    },
  ];
}

/** A tap of this host; only root may make one. */
const tap: TopologyNode = {
  id: 'host',
  kind: 'tap',
  up: true,
  bridge: '',
  start: startAtOnce,
  name: 'this host',
  x: 570,
  y: 400,
  interface: 'lan0',
  address: `${NETWORK}.1/24`,
};

const note: TopologyNode = {
  id: 'note',
  kind: 'note',
  x: 110,
  y: 400,
  width: 240,
  height: 92,
  text: NOTE,
  ...plainNote,
};

/** One cable, `node:port` to `node:port`. */
type Ends = readonly [string, number, string, number];

const cables: readonly Ends[] = [
  ['floor', 8, 'servers', 1],
  ['alice', 0, 'floor', 2],
  ['bob', 0, 'floor', 6],
  ['web', 0, 'servers', 3],
  ['backup', 0, 'servers', 5],
];
const tapCable: Ends = ['host', 0, 'servers', 2];

/** @param withTap whether this host joins, which takes root */
export async function branchOffice(withTap: boolean): Promise<TopologyDocument> {
  const lab = emptyDocument(randomUUID(), 'Branch office');
  const nodes = [
    vdeSwitch('floor', '/tmp/office', 90, 205),
    vdeSwitch('servers', '/tmp/servers', 650, 205),
    pc('alice', 11, 0, 0),
    pc('bob', 12, 230, 0),
    ...(await machines()),
    ...(withTap ? [tap] : []),
    note,
  ];
  for (const node of nodes) lab.nodes[node.id] = node;
  for (const [index, [a, portA, b, portB]] of [
    ...cables,
    ...(withTap ? [tapCable] : []),
  ].entries()) {
    const id = `cable${index + 1}`;
    lab.cables[id] = {
      id,
      a: { node: a, port: portA },
      b: { node: b, port: portB },
      ...perfectCable,
    };
  }
  return lab;
}
