/** Real guests that cannot go on, or have no network: what the machine tells of them while it runs or when it ends. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { foundBeforehand } from '../../electron/checks/found-beforehand';
import type { MachineRun } from '../../electron/machines/common/machine-driver';
import { UmlDriver } from '../../electron/machines/uml/uml-driver';
import { emptyDocument, type UmlNode } from '../../shared/document/topology';
import type { Failure } from '../../shared/failure/failure';
import { plainUml } from '../../shared/kinds/uml';
import { qemuGuest } from '../harness/guests';
import { MachineStage } from '../harness/machine-stage';
import { describeWith } from '../harness/parts';
import { QemuStage, qemuNode } from '../harness/qemu-stage';
import { umlGuest } from '../harness/uml-guest';
import { eventually } from '../harness/vde-client';

const BOOT_MS = 90_000;

/** What is changed of a machine, and what is told of its end. */
type EndOfGuest = [
  name: string,
  change: Partial<UmlNode>,
  expected: Partial<Failure>,
  because: string | RegExp,
];

describeWith(
  ['qemu-system-x86_64', 'busybox', 'cpio', 'depmod', 'vde_plug'],
  'a QEMU guest',
  () => {
    let stage: QemuStage;
    beforeEach(() => {
      stage = new QemuStage();
    });
    afterEach(() => stage.close());

    const trouble = (code: Failure['code']) =>
      eventually(
        code,
        () => (stage.facts.trouble?.code === code ? stage.facts.trouble : null),
        BOOT_MS,
      );

    it('whose kernel panics is told with the reason, though its machine runs on', async () => {
      const guest = await qemuGuest();
      const append = 'console=ttyS0 rdinit=/nowhere';
      const run = await stage.start({ ...guest, append, memory: 256 });
      const told = await trouble('guest-failed');
      expect(told.message).toBe(
        'guest stands still: its kernel found no root file system to start from.',
      );
      expect(told.said).toMatch(/^Kernel panic - not syncing: VFS: Unable to mount root fs/);
      await run.stop();
    }, 120_000);

    it('that panics and restarts for ever is told as that', async () => {
      const { kernel } = await qemuGuest();
      const run = await stage.start({ kernel, append: 'console=ttyS0 panic=-1', memory: 256 });
      const told = await trouble('guest-failed');
      expect(told.said).toContain('VFS: Unable to mount root fs');
      expect(told.next).toContain('root=');
      await run.stop();
    }, 120_000);

    it('with a card that its cloud kernel cannot drive is told before the start, at it and at no other', async () => {
      const guest = await qemuGuest();
      const directory = await stage.switch();
      const mac = '02:00:00:00:00:01';
      const node = (model: 'e1000' | 'virtio-net-pci') =>
        qemuNode({ ...guest, append: 'console=ttyS0', cards: [{ mac, model }] });
      const lab = emptyDocument('c3a9b5b0-53bb-4f0a-8f7d-3c2a51b9f016');
      const agreed = async () => true;
      const [finding] = await foundBeforehand({ ...lab, nodes: { m1: node('e1000') } }, agreed);
      expect(finding).toMatchObject({
        ...{ severity: 'warning', record: 'm1', field: 'cards' },
        remedy: { do: 'take-card-model', model: 'virtio-net-pci', instead: ['e1000'] },
      });
      const driven = { ...lab, nodes: { m1: node('virtio-net-pci') } };
      expect(await foundBeforehand(driven, agreed)).toEqual([]);

      const { run, console } = await stage.boot(guest, { cards: node('e1000').cards }, [directory]);
      expect(stage.facts.trouble).toMatchObject({ code: 'driver-missing' });
      expect(stage.facts.trouble?.message).toContain('eth0');
      expect(await console.run('ls /sys/class/net')).not.toContain('eth0');
      await run.stop();
    }, 180_000);

    it('is not taken for fallen when somebody looks at a text about a panic', async () => {
      const { run, console } = await stage.boot(await qemuGuest());
      await console.run("printf 'Kernel panic - not syncing: VFS: Unable to mount root fs\\n'");
      await console.run('sleep 2');
      expect(stage.facts.trouble).toBeNull();
      await run.stop();
    }, 120_000);
  },
);

describeWith(['linux.uml', 'busybox', 'cpio'], 'a User-Mode Linux guest', () => {
  let stage: MachineStage;
  beforeEach(() => {
    stage = new MachineStage();
  });
  afterEach(() => stage.close());

  async function ended(change: Partial<UmlNode>): Promise<Failure | null> {
    const { kernel, initrd } = await umlGuest();
    const node: UmlNode = {
      ...{ id: 'm1', kind: 'uml', ...plainUml, name: 'uml1', x: 0, y: 0, kernel, memory: 128 },
      ...{ rootfs: '', initrd, append: '', cards: [] },
      ...change,
    };
    let run: MachineRun;
    try {
      run = await new UmlDriver().start(node, stage.context([]), new AbortController().signal);
    } catch (error) {
      return (error as { failure: Failure }).failure;
    }
    return (await run.exited).failure;
  }

  it.each<EndOfGuest>([
    [
      'without anything to start from',
      { initrd: '' },
      { code: 'image-missing', said: expect.stringContaining('Unable to mount root fs') },
      'no root file system',
    ],
    [
      'with an initrd that is none',
      { initrd: '/etc/services' },
      { code: 'image-missing', said: expect.stringContaining('Initramfs unpacking failed') },
      'its initrd is none',
    ],
    [
      'whose first program is not there',
      { append: 'rdinit=/nowhere' },
      { code: 'image-missing' },
      // Linux 6.1 says no more than that it can mount none.
      /no root file system|no program \/nowhere/,
    ],
    // What is the first thing that there is no room for differs: itself, its initrd, its table of pages, its start.
    ...[8, 16, 21, 24].map(
      (memory): EndOfGuest => [
        `with ${memory} MiB of memory`,
        { memory },
        { code: 'memory-short', remedy: { do: 'set-memory', mebibytes: 128 } },
        'too little memory',
      ],
    ),
  ])(
    '%s ends with the reason, without a trace',
    async (_, change, expected, because) => {
      const failure = await ended(change);
      expect(failure).toMatchObject(expected);
      expect(failure?.message).toMatch(because);
      expect(failure?.detail).not.toMatch(/\[<[0-9a-f]+>\]|Call Trace/);
    },
    60_000,
  );
});
