/** The exported script of every example, run by bash with the real parts until its machines ping. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseDocument } from '../../electron/document/document-text';
import { exportShellScript } from '../../electron/export/shell-script';
import type { TopologyDocument } from '../../shared/document/topology';
import { ExportedLab } from '../harness/exported-lab';
import { PROMPT, qemuGuest } from '../harness/guests';
import { describeWith } from '../harness/parts';
import { umlGuest } from '../harness/uml-guest';

const folder = resolve(import.meta.dirname, '../../assets/examples');
const examples = readdirSync(folder).filter((name) => name.endsWith('.vdelab'));

function example(name: string): TopologyDocument {
  return parseDocument(readFileSync(join(folder, `${name}.vdelab`), 'utf8'));
}

/** The tutorial asks for images; these are the tests' own. */
async function tutorial(): Promise<TopologyDocument> {
  const document = example('tutorial');
  const [qemu, uml] = [await qemuGuest(), await umlGuest()];
  const { vm1, vm2, uml1 } = document.nodes;
  if (vm1?.kind !== 'qemu' || vm2?.kind !== 'qemu' || uml1?.kind !== 'uml') throw new Error('kind');
  const { kernel, initrd, append } = qemu;
  const boot = { kernel, initrd, append, memory: 128 };
  const withDriver = ({ cards }: typeof vm1) =>
    cards.map((card) => ({ ...card, model: 'virtio-net-pci' as const }));
  return {
    ...document,
    nodes: {
      ...document.nodes,
      vm1: {
        ...vm1,
        ...boot,
        cards: withDriver(vm1),
      },
      vm2: {
        ...vm2,
        ...boot,
        cards: withDriver(vm2),
      },
      uml1: { ...uml1, kernel: uml.kernel, initrd: uml.initrd },
    },
  };
}

/** What the machines of an example do when they are there. */
const pings: Record<string, (lab: ExportedLab) => Promise<void>> = {
  'first-ping': async (lab) => {
    await lab.pings('pc1', '10.0.0.2');
    lab.type('pc2', 'hostname; echo "$PS1"');
    await lab.until('pc2', /^pc2\r?\n.*pc2[#$] /m);
  },
  router: async (lab) => lab.pings('pc1', '10.0.2.1'),
  vlans: async (lab) => {
    await lab.pings('pc1', '10.0.0.3');
    await lab.pings('pc1', '10.0.0.2', 0);
  },
  loop: async (lab) => lab.pings('pc1', '10.0.0.2'),
  internet: async (lab) => lab.pings('pc1', '10.0.2.2'),
  hosts: async (lab) => {
    await lab.until('host1', ' 3 received');
    await lab.until('host1', /[\d.]+ [GM]bits\/sec +receiver/);
    await lab.until('host2', 'Accepted connection from 10.0.0.1');
    await lab.pings('host3', '10.0.0.1');
  },
  tutorial: async (lab) => {
    const card = (await umlGuest()).card(0);
    await lab.until('vm1', PROMPT);
    lab.type('vm1', 'ip addr add 10.0.0.1/24 dev eth0; ip link set eth0 up');
    await lab.until('vm2', PROMPT);
    lab.type('vm2', 'ip addr add 10.0.0.2/24 dev eth0; ip link set eth0 up');
    await lab.until('uml1', PROMPT);
    lab.type('uml1', `ip addr add 10.0.0.3/24 dev ${card}; ip link set ${card} up`);
    await lab.pings('vm1', '10.0.0.2');
    await lab.pings('vm1', '10.0.0.254');
    await lab.pings('uml1', '10.0.0.1');
  },
};

const running = new Map<string, ExportedLab>();

/** What the labs leave: their folders in /tmp, the tutorial's switch and tap, and processes in them. */
function leftBehind(): string[] {
  const marks = readdirSync('/tmp').filter((name) => /^vdelab\.[A-Za-z0-9]{6}$/.test(name));
  const taps = readdirSync('/sys/class/net').filter((name) => name === 'tap0');
  const switches = readdirSync('/tmp').filter((name) => name === 'mysw');
  return [...marks, ...taps, ...switches];
}

describeWith(
  [
    'root',
    'vde_plug',
    'vde_switch',
    'vdens',
    'ip',
    'ping',
    'iperf3',
    'qemu-system-x86_64',
    'busybox',
  ],
  'the exported scripts of the examples',
  () => {
    let before: string[];

    beforeAll(async () => {
      before = leftBehind();
      // They run together: each waits for its own machines, and none needs another's names.
      for (const file of examples) {
        const name = file.replace('.vdelab', '');
        const document = name === 'tutorial' ? await tutorial() : example(name);
        running.set(name, ExportedLab.start(exportShellScript(document)));
      }
    });

    afterAll(async () => {
      await Promise.all([...running.values()].map((lab) => lab.stop()));
    });

    it.each(Object.keys(pings))('lets the machines of %s ping', async (name) => {
      const lab = running.get(name)!;
      await lab.up();
      await pings[name]!(lab);
    });

    it('has a ping for every example', () => {
      expect(Object.keys(pings).sort()).toEqual(
        examples.map((name) => name.replace('.vdelab', '')).sort(),
      );
    });

    it('says of machines without KVM that they run more slowly, where KVM is there and does not work', () => {
      const said = running.get('tutorial')!.said;
      expect(said.includes('vm1 runs without KVM') || acceleratedByKvm()).toBe(true);
    });

    it('leaves nothing behind', async () => {
      const statuses = await Promise.all([...running.values()].map((lab) => lab.stop()));
      expect(statuses).toEqual(statuses.map(() => 143));
      expect(leftBehind()).toEqual(before);
    });
  },
);

/** Whether one of the machines that run has opened KVM. */
function acceleratedByKvm(): boolean {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .some((pid) => {
      try {
        const files = readdirSync(`/proc/${pid}/fd`);
        return files.some((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`).includes('kvm-vm'));
      } catch {
        // It ended while we looked.
        return false;
      }
    });
}
