/**
 * A lab of ten machines of every kind, started and stopped fifty times within one service: what there is
 * of processes, sockets, interfaces, namespaces, files and open descriptors is the same afterwards.
 */
import { readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { runtimeRoot } from '../../electron/system/files/directories';
import {
  type DeviceNode,
  emptyDocument,
  perfectCable,
  type TopologyDocument,
} from '../../shared/document/topology';
import { startAtOnce } from '../../shared/kinds/fields/node-fields';
import { plainQemu } from '../../shared/kinds/qemu';
import { plainSwitch } from '../../shared/kinds/switch';
import { plainUml } from '../../shared/kinds/uml';
import { LabSession } from '../harness/lab-session';
import { describeWith } from '../harness/parts';
import { umlGuest } from '../harness/uml-guest';
import { eventually } from '../harness/vde-client';

const ROUNDS = 50;
const place = { x: 0, y: 0 };
let macs = 0;
const card = () => ({ mac: `02:00:00:00:0c:${(++macs).toString(16).padStart(2, '0')}` });
const start = startAtOnce;

async function machines(cdrom: string): Promise<DeviceNode[]> {
  const { kernel, initrd } = await umlGuest();
  const qemu = (id: string): DeviceNode => ({
    ...{ id, kind: 'qemu', name: id, ...place, ...plainQemu, memory: 32, cpus: 1, cdrom },
    ...{ disks: [], kernel: '', initrd: '', append: '', accel: 'tcg' },
    cards: [{ ...card(), model: 'e1000' }],
  });
  const uml = (id: string): DeviceNode => ({
    ...{ id, kind: 'uml', name: id, ...place, ...plainUml, kernel, memory: 128, rootfs: '' },
    ...{ append: '', initrd, cards: [card()] },
  });
  const host = (id: string): DeviceNode => ({
    ...{ id, kind: 'host', name: id, ...place, command: [], script: '', resolvConf: '' },
    ...{ cpuLimit: 0, memoryLimit: 0, cards: [card()], start },
  });
  const pc = (id: string): DeviceNode => ({
    ...{ id, kind: 'pc', name: id, ...place, cards: [card()], setup: [], start },
  });
  const nat: DeviceNode = {
    ...{ id: 'nat', kind: 'nat', name: 'nat', ...place, address: '10.0.2.2/24', start },
    ...{ dhcpStart: '10.0.2.15', dns: '10.0.2.3', hostLoopback: true, forwards: [] },
  };
  const tap: DeviceNode = {
    ...{
      id: 'tap',
      kind: 'tap',
      name: 'tap',
      ...place,
      interface: 'vdlround0',
      address: '',
      bridge: '',
    },
    ...{ up: true, start },
  };
  return [...['q1', 'q2'].map(qemu), ...['u1', 'u2'].map(uml), ...['h1', 'h2'].map(host)].concat(
    ['p1', 'p2'].map(pc),
    [nat, tap],
  );
}

async function drawing(folder: string): Promise<TopologyDocument> {
  const lab = emptyDocument('00000000-0000-4000-8000-0000000000c1', 'Rounds');
  const cdrom = join(folder, 'nothing.iso');
  writeFileSync(cdrom, Buffer.alloc(2048));
  lab.nodes.sw = {
    ...{ id: 'sw', kind: 'switch', name: 'sw', ...place, ports: 16, directory: '', mode: '0700' },
    ...{ group: '', ...plainSwitch },
  };
  for (const [index, node] of (await machines(cdrom)).entries()) {
    lab.nodes[node.id] = node;
    const ends = { a: { node: node.id, port: 0 }, b: { node: 'sw', port: index + 1 } };
    lab.cables[`c${index}`] = { id: `c${index}`, ...ends, ...perfectCable };
  }
  return lab;
}

function linkOf(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    // The process ended while we looked, or it is the kernel's own.
    return null;
  }
}

function namespaces(): string[] {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const found = processes.flatMap((pid) =>
    ['net', 'uts', 'mnt', 'user'].map((kind) => linkOf(`/proc/${pid}/ns/${kind}`)),
  );
  return [...new Set(found.filter((name) => name !== null))].sort();
}

/** The processes below this one. */
function descendants(of = process.pid): number[] {
  const children = readFileSync(`/proc/${of}/task/${of}/children`, 'latin1').trim();
  const own = children === '' ? [] : children.split(' ').map(Number);
  return own.flatMap((pid) => {
    try {
      return [pid, ...descendants(pid)];
    } catch {
      return [pid];
    }
  });
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
}

function sockets(): number {
  const root = runtimeRoot();
  return readFileSync('/proc/net/unix', 'utf8')
    .split('\n')
    .filter((line) => line.includes(root)).length;
}

function whatThereIs() {
  return {
    processes: descendants().length,
    sockets: sockets(),
    interfaces: readdirSync('/sys/class/net').sort(),
    namespaces: namespaces().length,
    files: filesBelow(runtimeRoot()),
    descriptors: readdirSync('/proc/self/fd').length,
  };
}

describeWith(
  ['root', 'qemu-system-x86_64', 'linux.uml', 'vde_plug', 'vdens', 'busybox', 'cpio'],
  'a lab of ten machines',
  () => {
    let lab: LabSession | null = null;
    afterEach(async () => lab?.close());

    it('leaves nothing behind when it is started and stopped fifty times', {
      timeout: 900_000,
    }, async () => {
      lab = await LabSession.open(emptyDocument('00000000-0000-4000-8000-0000000000c1'));
      const session = lab;
      const drawn = await drawing(session.folder);
      await session.change(() => drawn);
      /** In every other one nothing is waited for. No QEMU machine has a guest that would shut down. */
      const round = async (count: number) => {
        expect(await session.call('lab.start', { nodes: 'all' })).toEqual({ failures: [] });
        const stopped = session.call('lab.stop', { nodes: 'all' });
        const hurried = count % 2 === 0 ? 'all' : ['q1', 'q2'];
        await session.call('lab.stop', { nodes: hurried, now: true });
        await stopped;
        const { nodes } = await session.status();
        expect(new Set(Object.values(nodes).map(({ state }) => state))).toEqual(new Set(['off']));
      };
      // The first round opens what is kept for good: a library, a folder of overlays.
      await round(0);
      const before = whatThereIs();
      for (let count = 0; count < ROUNDS; count++) await round(count);
      // What a host's shell had started is no child of ours, and goes a moment after the shell.
      const counted = ['processes', 'descriptors', 'namespaces'] as const;
      await eventually('everything is gone', () => {
        const now = whatThereIs();
        return counted.every((one) => now[one] <= before[one]);
      });
      // Less than after the first round is no leak: something went late then.
      const { descriptors: _, namespaces: __, ...wanted } = before;
      expect(whatThereIs()).toMatchObject(wanted);
    });
  },
);
