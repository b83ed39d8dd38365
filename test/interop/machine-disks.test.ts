/** What machines write: overlays of their own on one image, thrown away and written back. */
import { createHash } from 'node:crypto';
import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { type DeviceNode, emptyDocument } from '../../shared/document/topology';
import { type Failure, failureOf } from '../../shared/failure/failure';
import { plainQemu } from '../../shared/kinds/qemu';
import { plainUml } from '../../shared/kinds/uml';
import { diskImage, PROMPT, qemuGuest } from '../harness/guests';
import { LabSession } from '../harness/lab-session';
import { describeWith } from '../harness/parts';
import { umlGuest } from '../harness/uml-guest';
import { eventually } from '../harness/vde-client';

const BOOT_MS = 120_000;
const place = { x: 0, y: 0 };
const checksum = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

let lab: LabSession | null = null;
afterEach(async () => {
  await lab?.close();
  lab = null;
});

async function open(nodes: readonly DeviceNode[]): Promise<LabSession> {
  const document = emptyDocument('00000000-0000-4000-8000-000000000c01', 'Disks');
  for (const node of nodes) document.nodes[node.id] = node;
  lab = await LabSession.open(document);
  return lab;
}

/** Gives the machines an image that is made in the folder of the lab; q2 knows it by another path. */
async function giveImage(session: LabSession, name: string): Promise<string> {
  const image = await diskImage(join(session.folder, name), 'raw', 8);
  const link = `${image}.link`;
  symlinkSync(image, link);
  await session.change((document) => {
    const changed = structuredClone(document);
    for (const node of Object.values(changed.nodes)) {
      if (node.kind === 'uml') node.rootfs = image;
      if (node.kind === 'qemu') {
        const path = node.id === 'q2' ? link : image;
        node.disks = [{ image: path, access: 'overlay', interface: 'virtio' }];
      }
    }
    return changed;
  });
  return image;
}

async function start(session: LabSession, nodes: string[]): Promise<void> {
  expect(await session.call('lab.start', { nodes })).toEqual({ failures: [] });
  for (const node of nodes) {
    await session.attach(node);
    await session.type(node, '\n');
    await session.until(node, PROMPT, BOOT_MS);
  }
}

async function stop(session: LabSession, nodes: string[]): Promise<void> {
  await session.call('lab.stop', { nodes, now: true });
  await eventually('the machines are off', async () => {
    const { nodes: now } = await session.status();
    return nodes.every((node) => now[node]?.state !== 'running' && now[node]?.state !== 'stopping');
  });
}

async function refusal(call: Promise<unknown>): Promise<Failure> {
  return call.then(
    () => Promise.reject(new Error('It was done')),
    (error: unknown) => failureOf(error),
  );
}

const disksOf = async (session: LabSession, node: string) =>
  (await session.call('machine.disks', { node })).disks;

describeWith(
  ['qemu-system-x86_64', 'qemu-img', 'busybox', 'cpio', 'depmod'],
  'two QEMU machines on one image',
  () => {
    it('write to overlays, which are wiped, or committed when nobody else stands on the image', async () => {
      const guest = await qemuGuest();
      const machine = (id: string): DeviceNode => ({
        ...{ id, kind: 'qemu', ...plainQemu, name: id, ...place, memory: 128, cpus: 1 },
        ...{ cdrom: '', disks: [], ...guest, accel: 'tcg', cards: [] },
      });
      const session = await open([machine('q1'), machine('q2')]);
      const image = await giveImage(session, 'disk.img');
      const before = checksum(image);
      await start(session, ['q1', 'q2']);
      for (const node of ['q1', 'q2']) {
        await session.run(node, `echo words of ${node} >/dev/vda; sync`, PROMPT);
      }
      const running = await refusal(session.call('machine.wipeDisks', { node: 'q1' }));
      expect(running).toMatchObject({ code: 'image-busy', record: 'q1' });
      await stop(session, ['q1', 'q2']);
      expect(checksum(image)).toBe(before);
      const [one] = await disksOf(session, 'q1');
      const [other] = await disksOf(session, 'q2');
      expect(one).toMatchObject({ image, access: 'overlay' });
      expect(one?.overlay).not.toBe(other?.overlay);
      expect(one?.overlayBytes).toBeGreaterThan(0);

      const shared = await refusal(session.call('machine.commitDisk', { node: 'q1', disk: 0 }));
      expect(shared.message).toContain('q2 has an overlay on the same image');
      expect(checksum(image)).toBe(before);
      await session.call('machine.wipeDisks', { node: 'q2' });
      expect(await disksOf(session, 'q2')).toMatchObject([{ overlay: null, overlayBytes: 0 }]);
      await session.call('machine.commitDisk', { node: 'q1', disk: 0 });
      expect(readFileSync(image).subarray(0, 11).toString()).toBe('words of q1');
      expect(await disksOf(session, 'q1')).toMatchObject([{ overlay: null }]);
    });
  },
);

describeWith(['linux.uml', 'busybox', 'cpio', 'uml_moo'], 'a User-Mode Linux machine', () => {
  it('has its copy-on-write file written back into a whole new image', async () => {
    const { kernel, initrd } = await umlGuest();
    const session = await open([
      {
        ...{ id: 'u1', kind: 'uml', ...plainUml, name: 'u1', ...place, kernel, memory: 128 },
        ...{ rootfs: '', initrd, append: '', cards: [] },
      },
    ]);
    const image = await giveImage(session, 'root_fs');
    const before = checksum(image);
    await start(session, ['u1']);
    await session.run('u1', 'echo words of u1 >/dev/ubda; sync', PROMPT);
    const running = await refusal(session.call('machine.commitDisk', { node: 'u1', disk: 0 }));
    expect(running).toMatchObject({ code: 'image-busy', record: 'u1' });
    await stop(session, ['u1']);
    expect(checksum(image)).toBe(before);
    await session.call('machine.commitDisk', { node: 'u1', disk: 0 });
    expect(readFileSync(image).subarray(0, 11).toString()).toBe('words of u1');
    expect(readFileSync(image)).toHaveLength(8 << 20);
    expect(await disksOf(session, 'u1')).toMatchObject([{ image, overlay: null }]);
    const nothing = await refusal(session.call('machine.commitDisk', { node: 'u1', disk: 0 }));
    expect(nothing.message).toContain('has written nothing');
  });
});
