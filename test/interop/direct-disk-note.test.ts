/** What is noted of a disk with direct access: a guest must not talk QEMU into another format of it. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { diskFiles } from '../../electron/machines/qemu/disk-files';
import { describeWith } from '../harness/parts';
import { qemuNode } from '../harness/qemu-stage';

describeWith(['qemu-img'], 'the note of a disk with direct access', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync('/tmp/vdd-');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('holds when it was torn, until a person removes it', async () => {
    const image = join(folder, 'disk.img');
    const state = join(folder, 'state');
    mkdirSync(state);
    writeFileSync(image, '');
    truncateSync(image, 1 << 20);
    const node = qemuNode({ disks: [{ image, interface: 'virtio', access: 'direct' }] });
    const raw = [{ file: image, format: 'raw' }];
    expect(await diskFiles(node, state)).toEqual(raw);
    const [note] = readdirSync(state);
    // The guest writes the head of another format, and the computer loses its power.
    execFileSync('qemu-img', ['create', '-q', '-f', 'qcow2', image, '1M']);
    writeFileSync(join(state, note!), '');
    await expect(diskFiles(node, state)).rejects.toMatchObject({
      failure: { code: 'image-changed', next: expect.stringContaining(`rm ${join(state, note!)}`) },
    });
    rmSync(join(state, note!));
    writeFileSync(image, '');
    truncateSync(image, 1 << 20);
    expect(await diskFiles(node, state)).toEqual(raw);
    expect(readdirSync(state)).toEqual([note]);
  });
});
