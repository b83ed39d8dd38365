/** UML machines where /dev/shm cannot hold their memory, as in containers: real mounts, in a namespace of each test. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { emptyDocument, type UmlNode } from '../../shared/document/topology';
import { plainUml } from '../../shared/kinds/uml';
import { ownFolders } from '../harness/own-folders';
import { describeWith } from '../harness/parts';
import { type RunningProgram, startProgram } from '../harness/programs';
import { umlGuest } from '../harness/uml-guest';

const root = resolve(import.meta.dirname, '../..');
const cli = join(root, 'dist/electron/cli.js');
const LIMIT_MS = 60_000;

let folder: string;
let file: string;
let running: RunningProgram[];

beforeEach(async () => {
  folder = mkdtempSync('/tmp/vdm-');
  running = [];
  const { kernel, initrd } = await umlGuest();
  file = lab(kernel, initrd);
});
afterEach(async () => {
  for (const program of running) await program.stop();
  rmSync(folder, { recursive: true, force: true });
});

function lab(kernel: string, initrd: string): string {
  const uml: UmlNode = {
    ...{ id: 'u1', kind: 'uml', ...plainUml, name: 'uml1', x: 0, y: 0, kernel, memory: 128 },
    ...{ rootfs: '', initrd, append: '', cards: [] },
    start: { ...plainUml.start, ready: { by: 'text', text: 'guest#' } },
  };
  const path = join(folder, 'lab.vdelab');
  const document = emptyDocument('c3a9b5b0-53bb-4f0a-8f7d-3c2a51b9f015', 'Memory');
  writeFileSync(path, JSON.stringify({ ...document, nodes: { u1: uml } }));
  return path;
}

/** Runs the command behind mounts that only it sees. */
function behind(mounts: string, args: readonly string[], environment = {}): RunningProgram {
  const script = `${mounts}; exec ${process.execPath} ${cli} ${args.join(' ')}`;
  const program = startProgram('unshare', ['-m', 'sh', '-ec', script], {
    ...environment,
    ...ownFolders(folder),
  });
  running.push(program);
  return program;
}

const up = (mounts: string, environment = {}) =>
  behind(mounts, ['up', '--allow', 'all', file], environment);
const shm = (options: string) => `mount -t tmpfs -o ${options} tmpfs /dev/shm`;
/** Nothing below the folder may be executed, and all that is there stays. */
const noexec = (path: string) =>
  `mount --bind ${path} ${path}; mount -o remount,bind,noexec ${path}`;
const exec = (path: string) => `mount --bind ${path} ${path}; mount -o remount,bind,exec ${path}`;
/** A folder of the disk is there instead, and nothing can be written to it. */
const READ_ONLY = 'mount --bind /usr/share /dev/shm; mount -o remount,bind,ro /dev/shm';

describeWith(['linux.uml', 'busybox', 'cpio', 'root'], 'a UML machine whose /dev/shm', () => {
  it.each([
    ['is mounted noexec', shm('noexec,size=640m')],
    ['is too small', shm('size=8m')],
    ['cannot be written to', READ_ONLY],
  ])(
    '%s has its memory in another folder',
    async (_, mounts) => {
      const program = up(mounts);
      await program.printed(/Everything runs/, LIMIT_MS);
      expect(program.output()).not.toMatch(/failed|may end/);
      program.interrupt();
      expect(await program.ended).toBe(0);
    },
    120_000,
  );

  it('is left alone where TMPDIR names a good folder', async () => {
    const program = up(shm('noexec'), { TMPDIR: folder });
    await program.printed(/Everything runs/, LIMIT_MS);
    program.interrupt();
    expect(await program.ended).toBe(0);
  }, 120_000);

  it('and every other folder is noexec is told that before a start, and by the start', async () => {
    // The project itself may lie below one of them.
    const mounts = [...['/dev/shm', '/tmp', '/var/tmp'].map(noexec), exec(root)].join('; ');
    file = lab('', '/proc/version');
    const check = behind(mounts, ['check', file]);
    expect(await check.ended).toBe(1);
    expect(check.output()).toMatch(/^missing +Memory of UML machines/m);
    expect(check.output()).toContain('TMPDIR');
    const program = up(mounts);
    expect(await program.ended).toBe(1);
    expect(program.output()).toContain('uml1 finds no folder for its memory');
    expect(program.output()).toContain('/dev/shm is mounted noexec');
    expect(program.output()).toContain('TMPDIR');
  }, 60_000);
});

describeWith(['linux.uml', 'busybox', 'cpio', 'root'], 'a machine that ends in failure', () => {
  it('makes the exit status of vdelab up tell so, once with the line that says why', async () => {
    const { kernel } = await umlGuest();
    // No initrd in a text file: the kernel comes up and panics.
    file = lab(kernel, '/etc/services');
    const program = up('true');
    await program.printed(/ended because/, LIMIT_MS);
    program.interrupt();
    expect(await program.ended).toBe(1);
    const lines = program.output().split('\n');
    expect(lines.filter((line) => line.includes('ended because'))).toHaveLength(1);
    expect(program.output()).toContain('its initrd is none that the kernel can unpack');
    expect(program.output()).toContain('It said: Initramfs unpacking failed');
    expect(program.output()).not.toMatch(/vpanic|kernel_init/);
  }, 120_000);
});
