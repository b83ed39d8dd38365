/** Whether a kernel runs on this processor, with kernels that do and a stand-in for one that does not. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ImageLibrary } from '../../electron/images/library';
import { UmlDriver } from '../../electron/machines/uml/uml-driver';
import { runFirstProcess, umlProof } from '../../electron/machines/uml/uml-proof';
import { umlVerdict } from '../../electron/machines/uml/uml-verdict';
import { checkParts } from '../../electron/service/parts';
import { allProcesses } from '../../electron/system/processes/process-group';
import type { UmlNode } from '../../shared/document/topology';
import { plainUml } from '../../shared/kinds/uml';
import { PROMPT } from '../harness/guests';
import { MachineStage } from '../harness/machine-stage';
import { PANIC, panickingKernel, startsOf } from '../harness/panicking-kernel';
import { describeWith } from '../harness/parts';
import { umlGuest } from '../harness/uml-guest';

let folder: string;
const before = { ...process.env };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vdelab-proof-test-'));
  process.env.XDG_DATA_HOME = join(folder, 'data');
});
afterEach(() => {
  process.env = { ...before };
  rmSync(folder, { recursive: true, force: true });
});

const inPath = (kernel: string) => {
  process.env.PATH = `${join(kernel, '..')}:${before.PATH}`;
};
const boots = () => startsOf(folder).filter((line) => line.startsWith('mem='));
const proofFolders = () =>
  readdirSync(tmpdir()).filter((name) => /^vdelab-proof-(?!test)/.test(name));

function running(text: string): number[] {
  return allProcesses().filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(text);
    } catch {
      return false;
    }
  });
}

function machine(kernel: string): UmlNode {
  return {
    ...{ id: 'u1', kind: 'uml', ...plainUml, name: 'uml1', x: 0, y: 0, kernel, memory: 128 },
    ...{ rootfs: '', initrd: '/proc/version', append: '', cards: [] },
  };
}

describeWith(['linux.uml', 'busybox', 'cpio'], 'the proof of a kernel', () => {
  it('is a first process that runs in it, and leaves nothing behind', async () => {
    const { kernel } = await umlGuest();
    const others = proofFolders();
    expect(await runFirstProcess(kernel)).toEqual({ runs: true, reason: '', detail: '' });
    expect(proofFolders().filter((name) => !others.includes(name))).toEqual([]);
    expect(running('umid=proof').filter((pid) => running(kernel).includes(pid))).toEqual([]);
  });
});

describe('a kernel that panics at its first process', () => {
  it('is found out once, and asked again only when that is wanted', async () => {
    const kernel = panickingKernel(folder);
    const proof = await umlProof(kernel);
    expect(proof?.runs).toBe(false);
    expect(proof?.reason).toContain('ends before its first process runs');
    expect(proof?.reason).toContain('registers of this computer’s processor');
    expect(proof?.detail).toContain(PANIC[1]);
    // A no is tried twice before it is believed.
    expect(boots()).toHaveLength(2);
    expect(await umlProof(kernel)).toEqual(proof);
    expect(boots()).toHaveLength(2);
    await umlProof(kernel, { again: true });
    expect(boots()).toHaveLength(4);
  });

  it('is told apart from one that is only slow, of which nothing is left', async () => {
    const kernel = panickingKernel(folder, 'hangs');
    expect(await runFirstProcess(kernel, 500)).toBeNull();
    expect(running(folder)).toEqual([]);
    expect(running(`sleep 1000\0${folder}`)).toEqual([]);
  });

  it('keeps a machine from being started, and says what to take', async () => {
    const kernel = panickingKernel(folder);
    const failure = await new UmlDriver().check(machine(kernel));
    expect(failure).toMatchObject({ code: 'kernel-unfit', record: 'u1' });
    expect(failure?.message).toContain(`The kernel of uml1, Linux 6.1.176 (${kernel}), ends`);
    expect(failure?.next).toContain('Linux 6.13 or later');
    expect(failure?.detail).toContain(PANIC[2]);
  });

  it('ends the wait for its prompt at once, with what it printed', async () => {
    const stage = new MachineStage();
    try {
      const node = machine(panickingKernel(folder));
      const signal = new AbortController().signal;
      await new UmlDriver().start(node, stage.context([]), signal);
      await expect(stage.console('console').until(PROMPT)).rejects.toThrow(/ended without.*panic/s);
    } finally {
      await stage.close();
    }
  }, 20_000);

  it('is known before a start, and in the list of parts, if it is the one in the PATH', async () => {
    const kernel = panickingKernel(folder);
    inPath(kernel);
    expect(await umlVerdict('')).toMatchObject({
      state: 'unfit',
      path: kernel,
      version: '6.1.176',
    });
    const parts = await checkParts({ kvm: async () => ({ works: false, reason: '', detail: '' }) });
    const part = parts.find(({ id }) => id === 'uml-kernel');
    expect(part).toMatchObject({ found: false, title: 'UML kernel that runs here' });
    expect(part?.version).toContain('Linux 6.1.176');
    expect(part?.without).toContain('Linux 6.13 or later');
  });
});

describe('a kernel that a drawing names', () => {
  it('is not run, however it is spelled, before a start', async () => {
    const kernel = panickingKernel(folder);
    for (const name of [kernel, `${folder}/./linux.uml`, `${folder}//linux.uml`, 'linux.uml']) {
      expect(await umlVerdict(name)).toMatchObject({ kernel: name, state: 'unknown' });
    }
    expect(startsOf(folder)).toEqual([]);
  });

  it('may be run when it is in the library of images', async () => {
    const { kernel } = await umlGuest();
    expect(await umlVerdict(kernel === '/usr/bin/linux.uml' ? '/bin/true' : kernel)).toMatchObject({
      state: 'unknown',
    });
    const library = new ImageLibrary(join(folder, 'data/vdelab/images'));
    await library.add({ path: kernel, kind: 'kernel' });
    expect(await umlVerdict(kernel)).toMatchObject({ state: 'runs', path: kernel });
  });
});
