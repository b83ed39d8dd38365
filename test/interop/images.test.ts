/** The library of images through the service: files that are added, dropped, downloaded and made. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEBIAN_KEYRING, DebianArchive } from '../../electron/images/debian-archive';
import type { Image, ImageJob } from '../../shared/contract/service-images';
import { emptyDocument } from '../../shared/document/topology';
import { type Failure, failureOf } from '../../shared/failure/failure';
import { plainUml } from '../../shared/kinds/uml';
import { FileServer } from '../harness/file-server';
import { diskImage } from '../harness/guests';
import { LabSession } from '../harness/lab-session';
import { describeWith } from '../harness/parts';
import { eventually } from '../harness/vde-client';

/** A CD image as far as its first bytes go, with content that compression would not hide. */
function cdImage(bytes: number): Buffer {
  const content = Buffer.alloc(bytes);
  for (let at = 0; at < bytes; at += 4) content.writeUInt32LE((at * 2_654_435_761) >>> 0, at);
  content.write('CD001', 0x8001);
  return content;
}

const digest = (content: Buffer) => createHash('sha256').update(content).digest('hex');
const content = cdImage(400_000);

let lab: LabSession;
let server: FileServer;

const job = async (id: string): Promise<ImageJob | undefined> =>
  (await lab.call('images.list', {})).jobs.find((one) => one.id === id);

/** A kernel comes over the network. */
const FETCH_MS = 240_000;

const ended = (id: string, withinMs = 5000): Promise<ImageJob> =>
  eventually(
    'the job ends',
    async () => {
      const now = await job(id);
      return now !== undefined && now.state !== 'running' ? now : null;
    },
    withinMs,
  );

const arrived = (id: string, bytes: number) =>
  eventually('some of it came', async () => ((await job(id))?.doneBytes ?? 0) >= bytes);

async function download(sha256 = digest(content)): Promise<string> {
  return (await lab.call('images.download', { url: server.url, sha256 })).job.id;
}

/** What the library lists, and what lies in its folder. */
async function library(): Promise<{ images: Image[]; files: string[] }> {
  const { images, directory } = await lab.call('images.list', {});
  return { images, files: readdirSync(directory) };
}

function drawing() {
  const document = emptyDocument('00000000-0000-4000-8000-000000000b01', 'Images');
  document.nodes.u1 = {
    ...{ id: 'u1', kind: 'uml', ...plainUml, name: 'u1', x: 0, y: 0, kernel: '', memory: 128 },
    ...{ rootfs: '', initrd: '', append: '', cards: [] },
  };
  return document;
}

beforeEach(async () => {
  lab = await LabSession.open(drawing());
  server = await FileServer.open(content);
});
afterEach(async () => {
  await server.close();
  await lab.close();
});

describeWith(['qemu-img'], 'images of the library', () => {
  it('stay where they are, and say what they are and who uses them', async () => {
    const path = await diskImage(join(lab.folder, 'disk.qcow2'), 'qcow2', 8);
    await lab.change((document) => {
      const changed = structuredClone(document);
      Object.assign(changed.nodes.u1!, { rootfs: path });
      return changed;
    });
    const { images } = await lab.call('images.add', { path });
    expect(images).toMatchObject([
      { name: 'disk.qcow2', path, kind: 'disk', format: 'qcow2', virtualBytes: 8 << 20 },
    ]);
    expect(images[0]).toMatchObject({ users: ['u1'], isOwn: false, exists: true });
    const left = await lab.call('images.remove', { id: images[0]!.id, deleteFile: true });
    expect(left.images).toEqual([]);
    expect(existsSync(path)).toBe(true);
  });

  it('are refused when nobody can tell what they are, with what to do', async () => {
    const path = join(lab.folder, 'letter.txt');
    writeFileSync(path, 'Dear reader');
    await expect(lab.call('images.add', { path })).rejects.toThrow(
      /cannot tell what letter\.txt is/,
    );
    expect((await library()).images).toEqual([]);
  });

  it('are downloaded, and checked before they are there', async () => {
    const { state, images } = await ended(await download());
    expect(state).toBe('done');
    const now = await library();
    expect(now.images).toMatchObject([
      { id: images[0], name: 'tiny.iso', kind: 'cd', isOwn: true },
    ]);
    expect(now.files).toEqual(['tiny.iso']);
    expect(digest(readFileSync(now.images[0]!.path))).toBe(digest(content));
  });

  it('go on being downloaded where they were cut off', async () => {
    server.stopsAfter = 100_000;
    const id = await download();
    await arrived(id, 100_000);
    server.breakOff();
    const cut = await ended(id);
    expect(cut).toMatchObject({ state: 'failed', failure: { code: 'download-failed' } });
    server.stopsAfter = Number.POSITIVE_INFINITY;
    const again = await lab.call('images.download', cut.resume!);
    expect(await ended(again.job.id)).toMatchObject({ state: 'done' });
    expect(server.ranges).toEqual(['', 'bytes=100000-']);
    expect((await library()).files).toEqual(['tiny.iso']);
  });

  it('are cancelled when nobody wants them, and forgotten with what had come', async () => {
    server.stopsAfter = 100_000;
    const id = await download();
    await arrived(id, 100_000);
    await lab.call('images.cancel', { job: id });
    expect(await job(id)).toMatchObject({ state: 'cancelled' });
    expect((await library()).images).toEqual([]);
    await lab.call('images.cancel', { job: id });
    expect((await library()).files).toEqual([]);
    expect(await job(id)).toBeUndefined();
  });

  it('that do not fit their checksum leave nothing', async () => {
    const failed = await ended(await download('0'.repeat(64)));
    expect(failed).toMatchObject({ state: 'failed', failure: { code: 'checksum-wrong' } });
    expect(failed.resume).toBeNull();
    expect(await library()).toMatchObject({ images: [], files: [] });
  });

  it('come in parts when they are dropped on the page, and in order', async () => {
    const params = { name: '../../my disk.iso', bytes: content.length };
    const { job: upload } = await lab.call('images.upload', params);
    const part = (offset: number, end: number) =>
      lab.call('images.uploadPart', {
        ...{ job: upload.id, offset, data: content.subarray(offset, end).toString('base64') },
      });
    await part(0, 300_000);
    await expect(part(0, 10)).rejects.toThrow(/wrong order/);
    await part(300_000, content.length);
    expect(await ended(upload.id)).toMatchObject({ state: 'done' });
    const { images, files } = await library();
    expect(files).toEqual([images[0]!.name]);
    expect(digest(readFileSync(images[0]!.path))).toBe(digest(content));
  });
});

describeWith(['busybox', 'cpio', 'linux.uml'], 'the recipe of a tiny guest', () => {
  it('makes one for User-Mode Linux, once', async () => {
    for (const _ of ['first', 'again']) {
      const { job: made } = await lab.call('images.make', { recipe: 'busybox-uml' });
      expect(await ended(made.id)).toMatchObject({ state: 'done', failure: null });
    }
    const { images, files } = await library();
    expect(files).toEqual(['busybox-uml.cpio']);
    expect(images).toMatchObject([{ kind: 'initrd', guest: { machine: 'uml', memory: 128 } }]);
  });
});

describe('the recipe of a kernel', () => {
  const never = new AbortController().signal;
  const quiet = { signal: never, step: () => {}, bytes: () => {} };
  const make = async () => (await lab.call('images.make', { recipe: 'uml-kernel' })).job.id;

  it(
    'fetches one that runs with a C library of its own, tells how far it is, and is removed whole',
    async () => {
      const id = await make();
      await eventually(
        'the size of the packages',
        async () => {
          const now = await job(id);
          if (now?.failure) throw new Error(JSON.stringify(now.failure));
          return /^Downloading user-mode-linux/.test(now?.step ?? '') && now!.totalBytes > 10e6;
        },
        FETCH_MS,
      );
      expect(await ended(id, FETCH_MS)).toMatchObject({ state: 'done', failure: null });
      const { images, files } = await library();
      const name = images[0]!.name;
      expect(name).toMatch(/^uml-\d+\.\d+/);
      expect(images).toMatchObject([{ kind: 'kernel', format: 'elf', isOwn: true }]);
      expect(files.sort()).toEqual([name, `${name}.d`]);
      const { verdicts } = await lab.call('uml.verdicts', { kernels: [images[0]!.path] });
      expect(verdicts).toMatchObject([{ state: 'runs', version: name.slice('uml-'.length) }]);
      const modules = readdirSync(join(`${images[0]!.path}.d`, 'modules'));
      expect(modules).toEqual([verdicts[0]!.version]);
      await lab.call('images.remove', { id: images[0]!.id, deleteFile: true });
      expect(await library()).toEqual({ images: [], files: [] });
    },
    FETCH_MS,
  );

  it('can be cancelled, and leaves nothing', async () => {
    const id = await make();
    await eventually('it is under way', async () => /^Reading/.test((await job(id))?.step ?? ''));
    await lab.call('images.cancel', { job: id });
    expect(await job(id)).toMatchObject({ state: 'cancelled' });
    expect(await library()).toEqual({ images: [], files: [] });
  });

  it('takes nothing from an archive that Debian did not sign', async () => {
    const mirror = join(lab.folder, 'mirror');
    const index = join(mirror, 'dists/sid/main/binary-amd64');
    mkdirSync(index, { recursive: true });
    const packages = 'Package: libc6\nVersion: 9\nArchitecture: amd64\n';
    writeFileSync(join(index, 'Packages'), packages);
    const size = packages.length;
    writeFileSync(
      join(mirror, 'dists/sid/Release'),
      `Suite: sid\nCodename: sid\nComponents: main\nArchitectures: amd64\nSHA256:\n ${digest(Buffer.from(packages))} ${size} main/binary-amd64/Packages\n`,
    );
    const source = { release: 'sid', mirror: `file:${mirror}`, keyring: DEBIAN_KEYRING };
    const archive = new DebianArchive(join(lab.folder, 'apt'), source, quiet);
    const failure = await archive.unpacked(['libc6']).catch(failureOf);
    expect(failure).toMatchObject({ code: 'program-failed' });
    expect((failure as Failure).detail).toContain('is not signed');
  });
});

describeWith(['root'], 'a disk that is full', () => {
  let directory: string;

  beforeEach(async () => {
    directory = (await lab.call('images.list', {})).directory;
    // 16 MiB are left free for others, so a little more than 1 MB is there for images.
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=17M', 'tmpfs', directory]);
  });
  afterEach(() => {
    execFileSync('umount', ['-l', directory]);
  });

  it('is told before anything is written', async () => {
    const upload = lab.call('images.upload', { name: 'big.iso', bytes: 2_000_000 });
    await expect(upload).rejects.toThrow(/big\.iso needs .*, and only .* are free/);
    expect((await library()).files).toEqual([]);
  });

  it('ends a download that no longer fits, makes room again, and lets it begin anew', async () => {
    server.stopsAfter = 100_000;
    const id = await download();
    await arrived(id, 100_000);
    const filler = join(directory, 'filler');
    expect(() => writeFileSync(filler, Buffer.alloc(17 << 20))).toThrow(/ENOSPC/);
    server.goOn();
    expect(await ended(id)).toMatchObject({ state: 'failed', failure: { code: 'disk-full' } });
    expect((await library()).files).toEqual(['filler']);
    rmSync(filler);
    server.stopsAfter = Number.POSITIVE_INFINITY;
    expect((await ended(await download())).state).toBe('done');
  });
});
