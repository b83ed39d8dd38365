/** What machines wrote is found again when their image was moved, copied back or touched; and not when it is another. */
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { MachineDisks } from '../../electron/disks/machine-disks';
import { ImageClaims } from '../../electron/images/image-claims';
import { NOTE_ENDING, notedBase } from '../../electron/machines/common/base-image';
import { ensureOverlays } from '../../electron/machines/qemu/disk-overlay';
import { cowName } from '../../electron/machines/uml/uml-cow';
import { ensureCow } from '../../electron/machines/uml/uml-overlay';
import { emptyDocument, type QemuNode, type UmlNode } from '../../shared/document/topology';
import { type Failure, failureOf } from '../../shared/failure/failure';
import { overlayOf } from '../../shared/kinds/qemu';
import { plainUml } from '../../shared/kinds/uml';
import { labWithDisk } from '../harness/lab-with-disk';
import { describeWith } from '../harness/parts';
import { eventually } from '../harness/vde-client';

let folder: string;
let disks: string;

beforeEach(() => {
  folder = mkdtempSync('/tmp/vdm-');
  disks = join(folder, 'overlays/lab/v');
  mkdirSync(disks, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string) => join(folder, name);
const qemuImg = (...args: string[]) => execFileSync('qemu-img', args);
const later = () => new Date(Date.now() + 60_000);

/** An image of a MiB in which a text stands. */
function image(name: string, text = 'the image'): string {
  const bytes = Buffer.alloc(1 << 20);
  bytes.write(text, 4096);
  writeFileSync(at(name), bytes);
  return at(name);
}

/** Writes into an overlay as a guest does. */
function write(overlay: string): void {
  execFileSync('qemu-io', ['-f', 'qcow2', '-c', 'write -P 0x57 0 512', overlay]);
}

/** What the guest would read. */
function read(overlay: string): Buffer {
  const flat = at('flat');
  qemuImg('convert', '-f', 'qcow2', '-O', 'raw', overlay, flat);
  return readFileSync(flat);
}

function expectWhole(overlay: string): void {
  const bytes = read(overlay);
  expect(bytes.subarray(0, 512)).toEqual(Buffer.alloc(512, 0x57));
  expect(bytes.subarray(4096, 4105).toString()).toBe('the image');
}

const ensured = async (...bases: string[]) => ensureOverlays(bases, disks, 'v');
const overlays = () => readdirSync(disks).filter((name) => /\.(qcow2|cow)$/.test(name));
const digested = (overlay: string) =>
  eventually('the digest is noted', async () => (await notedBase(overlay))?.digest !== undefined);
const refusal = (step: Promise<unknown>): Promise<Failure> =>
  step.then(() => Promise.reject(new Error('It was done')), failureOf);

/** An overlay on an image that a guest wrote to, with the digest noted or not. */
async function written(base: string, isDigested = true): Promise<string> {
  const [overlay] = await ensured(base);
  await digested(overlay!);
  write(overlay!);
  if (isDigested) return overlay!;
  const note = `${overlay}${NOTE_ENDING}`;
  const { digest: _, file: __, ...older } = JSON.parse(readFileSync(note, 'utf8'));
  writeFileSync(note, JSON.stringify(older));
  return overlay!;
}

function machineDisks(nodes: QemuNode | UmlNode): MachineDisks {
  const document = emptyDocument('00000000-0000-4000-8000-000000000c02', 'Moved');
  return new MachineDisks({
    overlays: at('overlays'),
    claims: new ImageClaims(at('claims')),
    document: () => ({ ...document, id: 'lab', nodes: { v: nodes } }),
  });
}

const machineOn = (...images: string[]): QemuNode => ({
  ...(labWithDisk(images[0]!).nodes.v as QemuNode),
  disks: images.map(overlayOf),
});

describeWith(['qemu-img'], 'an overlay', () => {
  it.each([
    ['a folder that was renamed', (from: string, to: string) => renameSync(from, to)],
    [
      'another disk, by a copy with other times',
      (from: string, to: string) => {
        copyFileSync(from, to);
        utimesSync(to, later(), later());
        rmSync(from);
      },
    ],
    ['a place that a link leads to', (from: string, to: string) => symlinkSync(from, to)],
    ['a second place, as the library of images copies it', copyFileSync],
  ])('goes with its image to %s', async (_, move) => {
    const before = await written(image('a.img'));
    move(at('a.img'), at('b.img'));
    const [overlay] = await ensured(at('b.img'));
    expect(overlays()).toEqual([basename(overlay!)]);
    expect(overlay).not.toBe(before);
    expectWhole(overlay!);
    expect(await notedBase(overlay!)).toMatchObject({ base: at('b.img'), format: 'raw' });
    expect(readdirSync(disks).filter((name) => name.endsWith(NOTE_ENDING))).toHaveLength(1);
  });

  it('stays with an image that was touched, and with one that was copied back', async () => {
    const overlay = await written(image('a.img'));
    utimesSync(at('a.img'), later(), later());
    expect(await ensured(at('a.img'))).toEqual([overlay]);
    copyFileSync(at('a.img'), at('backup'));
    rmSync(at('a.img'));
    copyFileSync(at('backup'), at('a.img'));
    expect(await ensured(at('a.img'))).toEqual([overlay]);
    expectWhole(overlay);
  });

  it('is refused on an image that was changed, and on one that nobody can tell', async () => {
    const overlay = await written(image('a.img'));
    image('a.img', 'another one');
    const changed = await refusal(ensured(at('a.img')));
    expect(changed).toMatchObject({ code: 'image-changed', record: 'v' });
    expect(changed.message).toContain('was changed');
    rmSync(disks, { recursive: true });
    mkdirSync(disks);
    image('a.img');
    await written(at('a.img'), false);
    utimesSync(at('a.img'), later(), later());
    expect((await refusal(ensured(at('a.img')))).next).toContain('If it is the same image, say so');
    const node = machineOn(at('a.img'));
    expect(await machineDisks(node).list('v')).toMatchObject([{ overlay, isChanged: true }]);
    await machineDisks(node).keep('v', 0);
    expect(await machineDisks(node).list('v')).toMatchObject([{ overlay, isChanged: false }]);
    expect(await ensured(at('a.img'))).toEqual([overlay]);
    expectWhole(overlay);
  });

  it('of a moved image of which nothing is known is asked about, and taken over by choice', async () => {
    await written(image('a.img'), false);
    renameSync(at('a.img'), at('b.img'));
    utimesSync(at('b.img'), later(), later());
    const unclear = await refusal(ensured(at('b.img')));
    expect(unclear.message).toContain(`${at('a.img')}, which is not there any more`);
    const own = machineDisks(machineOn(at('b.img')));
    const [former] = await own.former('v');
    expect(former).toMatchObject({ base: at('a.img') });
    await own.keep('v', 0, former!.name);
    expect(await own.former('v')).toEqual([]);
    const [overlay] = await ensured(at('b.img'));
    expectWhole(overlay!);
  });

  it('of an image that is exchanged stays that one’s, is listed, and outlives a Wipe', async () => {
    const before = await written(image('a.img'));
    image('other.img', 'another one');
    const [overlay] = await ensured(at('other.img'));
    expect(overlays()).toHaveLength(2);
    const own = machineDisks(machineOn(at('other.img')));
    expect(await own.former('v')).toMatchObject([{ base: at('a.img'), name: basename(before) }]);
    await own.wipe('v');
    expect(overlays()).toEqual([basename(before)]);
    expect(await ensured(at('a.img'))).toEqual([before]);
    expectWhole(before);
    await expect(own.keep('v', 0, '../../x')).rejects.toThrow();
    await own.deleteFormer('v', basename(before));
    expect(overlays()).toEqual([]);
    expect(overlay).not.toBe(before);
  });

  it('of each of two disks goes with its own image', async () => {
    const [one, two] = await ensured(image('a.img'), image('b.img', 'the image of b'));
    for (const overlay of [one!, two!]) await digested(overlay);
    write(one!);
    mkdirSync(at('moved'));
    for (const name of ['a.img', 'b.img']) renameSync(at(name), join(at('moved'), name));
    const [first, second] = await ensured(at('moved/a.img'), at('moved/b.img'));
    expect(overlays()).toHaveLength(2);
    expectWhole(first!);
    expect(read(second!).subarray(0, 4)).toEqual(Buffer.alloc(4));
    expect(read(second!).subarray(4096, 4110).toString()).toBe('the image of b');
  });
});

describeWith(['uml_moo'], 'a copy-on-write file of User-Mode Linux', () => {
  const machine = (rootfs: string): UmlNode => ({
    ...{ id: 'v', kind: 'uml', ...plainUml, name: 'u1', x: 0, y: 0, kernel: '', memory: 64 },
    ...{ rootfs, initrd: '', append: '', cards: [] },
  });

  async function made(rootfs: string): Promise<string> {
    await ensureCow(machine(rootfs), disks);
    const cow = join(disks, cowName(rootfs));
    execFileSync('uml_mkcow', [cow, rootfs]);
    await digested(cow);
    return cow;
  }

  /** What the kernel would take: uml_moo refuses what it refuses. */
  const merged = (cow: string) => {
    execFileSync('uml_moo', [cow, at('merged')], { stdio: 'pipe' });
    return readFileSync(at('merged')).subarray(4096, 4105).toString();
  };

  it('goes with its image to another place, and stays with one that was touched', async () => {
    const before = await made(image('root_fs'));
    renameSync(at('root_fs'), at('moved_fs'));
    utimesSync(at('moved_fs'), later(), later());
    await ensureCow(machine(at('moved_fs')), disks);
    const cow = join(disks, cowName(at('moved_fs')));
    expect(overlays()).toEqual([basename(cow)]);
    expect(cow).not.toBe(before);
    expect(merged(cow)).toBe('the image');
    const again = new Date(Date.now() + 120_000);
    utimesSync(at('moved_fs'), again, again);
    expect(() => merged(cow)).toThrow();
    await ensureCow(machine(at('moved_fs')), disks);
    expect(merged(cow)).toBe('the image');
  });

  it('is refused on an image that was changed', async () => {
    await made(image('root_fs'));
    image('root_fs', 'another one');
    utimesSync(at('root_fs'), later(), later());
    const changed = await refusal(ensureCow(machine(at('root_fs')), disks));
    expect(changed).toMatchObject({ code: 'image-changed', record: 'v' });
    const own = machineDisks(machine(at('root_fs')));
    await own.wipe('v');
    expect(overlays()).toEqual([]);
    await ensureCow(machine(at('root_fs')), disks);
  });
});
