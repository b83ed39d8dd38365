/**
 * Real guests on access ports of two VLANs, on two drawn switches with a trunk between them: each
 * reaches its own VLAN across the trunk, and nobody else.
 */

import { afterEach, expect, it } from 'vitest';
import {
  type DeviceNode,
  emptyDocument,
  perfectCable,
  type TopologyDocument,
} from '../../shared/document/topology';
import { plainQemu } from '../../shared/kinds/qemu';
import { plainSwitch } from '../../shared/kinds/switch';
import { plainUml } from '../../shared/kinds/uml';
import { PROMPT, qemuGuest } from '../harness/guests';
import { LabSession } from '../harness/lab-session';
import { describeWith } from '../harness/parts';
import { umlGuest } from '../harness/uml-guest';

const place = { x: 0, y: 0 };
const access = (vlan: number) => ({ untagged: vlan, tagged: [] });
const trunk = { untagged: null, tagged: [10, 20] };

async function drawing(): Promise<TopologyDocument> {
  const lab = emptyDocument('00000000-0000-4000-8000-000000000a10', 'VLANs');
  const [qemu, uml] = [await qemuGuest(), await umlGuest()];
  const addSwitch = (id: string, vlans: Record<string, ReturnType<typeof access>>) => {
    lab.nodes[id] = {
      ...{ id, kind: 'switch', name: id, ...place, ports: 8, directory: '', mode: '0700' },
      ...{ group: '', ...plainSwitch, vlans: { ...vlans, '8': trunk } },
    };
  };
  addSwitch('sw1', { '1': access(10), '2': access(20) });
  addSwitch('sw2', { '1': access(20), '2': access(10) });
  const addQemu = (id: string, mac: string): DeviceNode => ({
    ...{
      id,
      kind: 'qemu',
      ...plainQemu,
      name: id,
      ...place,
      memory: 128,
      cpus: 1,
      cdrom: '',
      disks: [],
    },
    ...{ ...qemu, accel: 'tcg', cards: [{ mac, model: 'virtio-net-pci' }] },
  });
  const addUml = (id: string, mac: string): DeviceNode => ({
    ...{
      id,
      kind: 'uml',
      ...plainUml,
      name: id,
      ...place,
      kernel: uml.kernel,
      memory: 128,
      rootfs: '',
      append: '',
    },
    ...{ initrd: uml.initrd, cards: [{ mac }] },
  });
  lab.nodes.q1 = addQemu('q1', '52:54:00:00:00:01');
  lab.nodes.u1 = addUml('u1', '52:54:00:00:00:02');
  lab.nodes.q2 = addQemu('q2', '52:54:00:00:00:03');
  lab.nodes.u2 = addUml('u2', '52:54:00:00:00:04');
  const cable = (id: string, node: string, port: number, to: string, toPort: number) => {
    lab.cables[id] = {
      ...{ id, a: { node, port }, b: { node: to, port: toPort }, ...perfectCable },
    };
  };
  cable('c1', 'q1', 0, 'sw1', 1);
  cable('c2', 'u1', 0, 'sw1', 2);
  cable('c3', 'q2', 0, 'sw2', 1);
  cable('c4', 'u2', 0, 'sw2', 2);
  cable('trunk', 'sw1', 8, 'sw2', 8);
  return lab;
}

describeWith(
  ['qemu-system-x86_64', 'linux.uml', 'busybox', 'cpio', 'depmod'],
  'guests in two VLANs',
  () => {
    let lab: LabSession | null = null;
    afterEach(async () => lab?.close());

    it('reach their own VLAN across a trunk, and nobody else', async () => {
      lab = await LabSession.open(await drawing());
      const session = lab;
      expect(await session.call('lab.start', { nodes: 'all' })).toEqual({ failures: [] });
      const addresses = { q1: 1, u1: 2, q2: 3, u2: 4 };
      const guests = Object.entries(addresses);
      const uml = await umlGuest();
      for (const [guest, host] of guests) {
        await session.attach(guest);
        await session.type(guest, '\n');
        await session.until(guest, PROMPT);
        const card = guest.startsWith('u') ? uml.card(0) : 'eth0';
        const up = `ip link set ${card} up; ip addr add 10.7.0.${host}/24 dev ${card}; echo addressed`;
        await session.run(guest, up, PROMPT);
      }
      const received = async (from: string, host: number): Promise<string> => {
        const output = await session.run(from, `ping -c 2 -W 2 10.7.0.${host}`, 'packet loss');
        return output.match(/(\d+) packets received/)?.[1] ?? output;
      };
      const reach: Record<string, string> = {};
      for (const [from] of guests) {
        for (const [to, host] of guests) {
          if (from < to) reach[`${from} ${to}`] = await received(from, host);
        }
      }
      expect(reach).toEqual({
        'q1 q2': '0',
        'q1 u1': '0',
        'q1 u2': '2',
        'q2 u1': '2',
        'q2 u2': '0',
        'u1 u2': '0',
      });
    }, 180_000);
  },
);
