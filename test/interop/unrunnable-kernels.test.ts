/** Kernels of User-Mode Linux that cannot be executed here, each for another reason: what the start says of them. */
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { UmlDriver } from '../../electron/machines/uml/uml-driver';
import { findProgram } from '../../electron/system/processes/find-program';
import type { UmlNode } from '../../shared/document/topology';
import { plainUml } from '../../shared/kinds/uml';
import { describeWith } from '../harness/parts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vdelab-unrunnable-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Debian's kernel with some of its bytes changed. */
function kernelWith(change: (bytes: Buffer) => Buffer, mode = 0o755): string {
  const path = join(folder, 'linux');
  writeFileSync(path, change(readFileSync(findProgram('linux.uml')!)));
  chmodSync(path, mode);
  return path;
}

/** Both texts have the same length. */
function replaced(bytes: Buffer, from: string, to: string): Buffer {
  const at = bytes.indexOf(`${from}\0`, 0, 'latin1');
  if (at === -1) throw new Error(`the kernel has no ${from} in it`);
  bytes.write(to, at, 'latin1');
  return bytes;
}

function check(kernel: string) {
  const node: UmlNode = {
    ...{ id: 'u1', kind: 'uml', ...plainUml, name: 'uml1', x: 0, y: 0, kernel, memory: 64 },
    ...{ rootfs: '', initrd: '/proc/version', append: '' },
    cards: [{ mac: '02:00:00:00:00:01' }],
  };
  return new UmlDriver().check(node);
}

describeWith(['linux.uml'], 'a kernel that cannot be executed', () => {
  it('for a library that is missing names it, and is asked again when it is there', async () => {
    const kernel = kernelWith((bytes) => replaced(bytes, 'libc.so.6', 'libx.so.6'));
    const failure = await check(kernel);
    expect(failure).toMatchObject({ code: 'program-missing', record: 'u1' });
    expect(failure?.message).toContain('the library libx.so.6 is not installed');
    expect(failure?.said).toContain('error while loading shared libraries: libx.so.6');
    expect(failure?.message).not.toContain('VDE');
    kernelWith((bytes) => bytes);
    expect((await check(kernel))?.message ?? '').not.toContain('libx.so.6');
  }, 60_000);

  it('for a loader that is missing names it', async () => {
    const loader = '/lib64/ld-linux-x86-64.so.2';
    const kernel = kernelWith((bytes) => replaced(bytes, loader, loader.replace('.so.2', '.so.9')));
    const failure = await check(kernel);
    expect(failure?.code).toBe('program-missing');
    expect(failure?.message).toContain('needs /lib64/ld-linux-x86-64.so.9 to run');
  });

  it('for another processor says so', async () => {
    const kernel = kernelWith((bytes) => {
      // EM_AARCH64 or EM_X86_64, whichever this computer is not.
      bytes.writeUInt16LE(process.arch === 'x64' ? 183 : 62, 18);
      return bytes;
    });
    expect((await check(kernel))?.message).toContain('was made for another processor');
  });

  it('for its rights gets the command that gives them', async () => {
    const kernel = kernelWith((bytes) => bytes, 0o644);
    const failure = await check(kernel);
    expect(failure?.code).toBe('permission');
    expect(failure?.next).toContain(`chmod +x ${kernel}`);
  });

  it('for the interpreter of a script names it', async () => {
    const kernel = join(folder, 'linux');
    writeFileSync(kernel, '#!/no/such/shell\n# User Mode Linux\n', { mode: 0o755 });
    expect((await check(kernel))?.message).toContain('needs /no/such/shell to run');
  });
});
