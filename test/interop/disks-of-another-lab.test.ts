/** A file with the id of another lab, as a copy has, run in a terminal. */
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { printDocument } from '../../shared/document/document-print';
import { labWithDisk } from '../harness/lab-with-disk';
import { ownFolders } from '../harness/own-folders';
import { describeWith } from '../harness/parts';
import { type RunningProgram, startProgram } from '../harness/programs';

const cli = resolve(import.meta.dirname, '../../dist/electron/cli.js');
let folder: string;
let file: string;
let running: RunningProgram[];

beforeEach(() => {
  folder = mkdtempSync('/tmp/vdd-');
  running = [];
  const image = join(folder, 'base.img');
  writeFileSync(image, Buffer.alloc(1 << 20));
  file = join(folder, 'lab.vdelab');
  writeFileSync(file, printDocument(labWithDisk(image)));
});

afterEach(async () => {
  for (const program of running) await program.stop();
  rmSync(folder, { recursive: true, force: true });
});

function up(...args: string[]): RunningProgram {
  const words = [cli, 'up', '--allow', 'all', ...args];
  const program = startProgram(process.execPath, words, ownFolders(folder));
  running.push(program);
  return program;
}

async function runOnce(...args: string[]): Promise<void> {
  const program = up(...args);
  await program.printed(/Everything runs/, 60_000);
  program.interrupt();
  // The machine has no system that could shut down.
  await program.printed(/Stopping/);
  program.interrupt();
  expect(await program.ended).toBe(0);
}

const idOf = (path: string) => (JSON.parse(readFileSync(path, 'utf8')) as { id: string }).id;
const labsWithDisks = () => readdirSync(join(folder, 'data/vdelab/overlays'));

describeWith(['qemu-system-x86_64', 'qemu-img'], 'a file with the id of another lab', () => {
  it('gets the disks of that one only when it is told so', async () => {
    await runOnce(file);
    await runOnce(file);
    const copy = join(folder, 'copy.vdelab');
    copyFileSync(file, copy);
    const refused = up(copy);
    expect(await refused.ended).toBe(1);
    expect(refused.output()).toContain(`This file has the id of another lab: ${file}.`);
    expect(refused.output()).toContain('--disks own');

    await runOnce('--disks', 'own', copy);
    expect(idOf(copy)).not.toBe(idOf(file));
    expect(labsWithDisks().sort()).toEqual([idOf(copy), idOf(file)].sort());
    await runOnce(copy);

    const sharing = join(folder, 'sharing.vdelab');
    copyFileSync(file, sharing);
    await runOnce('--disks', 'use', sharing);
    await runOnce(sharing);
    expect(labsWithDisks()).toHaveLength(2);
  }, 240_000);
});
