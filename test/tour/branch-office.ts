/** The lab of the README's first picture: two switches and one machine of every kind, all on one network. */

import type { TopologyDocument, TopologyNode } from '../../shared/document/topology';
import { startAtOnce } from '../../shared/kinds/fields/node-fields';
import { plainNote } from '../../shared/kinds/note';
import { plainQemu } from '../../shared/kinds/qemu';
import { plainUml } from '../../shared/kinds/uml';
import { qemuGuest } from '../harness/guests';
import { umlGuest } from '../harness/uml-guest';
import { address, type Drawn, labOf, macOf, pc, vdeSwitch } from './lab-parts';

const NETWORK = '10.7.0';

const NOTE = `Branch office, ${NETWORK}.0/24

Move a cable while it runs:
no machine is restarted.`;

async function machines(): Promise<TopologyNode[]> {
  const qemu = await qemuGuest();
  const { kernel, initrd } = await umlGuest();
  return [
    {
      id: 'web',
      kind: 'qemu',
      ...plainQemu,
      name: 'web',
      x: 430,
      y: 0,
      memory: 128,
      cpus: 1,
      cdrom: '',
      disks: [],
      ...qemu,
      accel: 'auto',
      cards: [{ mac: macOf(20), model: 'virtio-net-pci' }],
    },
    {
      id: 'backup',
      kind: 'uml',
      ...plainUml,
      name: 'backup',
      x: 640,
      y: 0,
      memory: 64,
      ...{ kernel, initrd },
      rootfs: '',
      append: '',
      cards: [{ mac: macOf(30) }],
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
  x: 585,
  y: 345,
  interface: 'lan0',
  address: `${NETWORK}.1/24`,
};

const note: TopologyNode = {
  id: 'note',
  kind: 'note',
  x: 70,
  y: 345,
  width: 240,
  height: 92,
  text: NOTE,
  ...plainNote,
};

const cables: readonly Drawn[] = [
  ['floor', 8, 'servers', 1],
  ['alice', 0, 'floor', 2],
  ['bob', 0, 'floor', 6],
  ['web', 0, 'servers', 3],
  ['backup', 0, 'servers', 4],
];
const tapCable: Drawn = ['host', 0, 'servers', 2];

/** @param withTap whether this host joins, which takes root */
export async function branchOffice(withTap: boolean): Promise<TopologyDocument> {
  const nodes = [
    vdeSwitch('floor', [60, 170], { directory: '/tmp/office' }),
    vdeSwitch('servers', [560, 170], { directory: '/tmp/servers' }),
    pc('alice', 11, [address(`${NETWORK}.11/24`)], [0, 0]),
    pc('bob', 12, [address(`${NETWORK}.12/24`)], [200, 0]),
    ...(await machines()),
    ...(withTap ? [tap] : []),
    note,
  ];
  return labOf('Branch office', nodes, withTap ? [...cables, tapCable] : cables);
}
