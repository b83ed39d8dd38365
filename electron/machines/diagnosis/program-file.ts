/** Why a file cannot be executed here, seen without executing it: its rights, its disk, its processor, its interpreter. */
import { constants, type Stats } from 'node:fs';
import { access, open, readFile, realpath, stat } from 'node:fs/promises';
import type { Failure } from '../../../shared/failure/failure';
import { withCommand } from '../../../shared/text/shell-quote';
import { mountOptions } from '../../system/files/mount-options';

/** The end of a sentence that begins with the file, and the next step. */
export type Obstacle = Pick<Failure, 'code' | 'next'> & { readonly because: string };

const HEAD_BYTES = 64 * 1024;
/** elf(5): machines whose programs run on ours. EM_386 runs on x86-64, too. */
const machines: Readonly<Partial<Record<string, readonly number[]>>> = {
  x64: [62, 3],
  ia32: [3],
  arm64: [183, 40],
  arm: [40],
};
const PT_INTERP = 3;

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

const isElf = (head: Buffer) => head.length >= 64 && head.readUInt32BE(0) === 0x7f454c46;

/** Whether a program's header names another processor than ours; false for scripts. Pure. */
export function isForeign(head: Buffer, processor: string = process.arch): boolean {
  if (!isElf(head)) return false;
  const known = machines[processor];
  // Big-endian programs have the number the other way round, and so another one.
  return known !== undefined && !known.includes(head.readUInt16LE(18));
}

/** The loader that an ELF program names, or the interpreter of a script; empty for none. Pure. */
export function interpreterOf(head: Buffer): string {
  if (head.length > 2 && head.toString('latin1', 0, 2) === '#!') {
    const line = head.toString('utf8', 2, Math.min(head.length, 256)).split('\n', 1)[0] ?? '';
    return line.trim().split(/\s/, 1)[0] ?? '';
  }
  return isElf(head) && head[4] === 2 ? loaderOf(head) : '';
}

/** Of a 64-bit little-endian program. */
function loaderOf(head: Buffer): string {
  const table = Number(head.readBigUInt64LE(32));
  const size = head.readUInt16LE(54);
  const count = head.readUInt16LE(56);
  for (let index = 0; index < count; index++) {
    const at = table + index * size;
    if (at + 56 > head.length) break;
    if (head.readUInt32LE(at) !== PT_INTERP) continue;
    const offset = Number(head.readBigUInt64LE(at + 8));
    const length = Number(head.readBigUInt64LE(at + 32));
    return head.toString('utf8', offset, offset + length).split('\0', 1)[0] ?? '';
  }
  return '';
}

async function rightsObstacle(path: string, found: Stats): Promise<Obstacle | null> {
  const mounts = await readFile('/proc/self/mountinfo', 'utf8');
  if (mountOptions(mounts, await realpath(path)).includes('noexec')) {
    return {
      code: 'permission',
      because: 'lies on a disk that is mounted noexec, from which no program may be run',
      next: 'Copy it to another disk, and choose it there.',
    };
  }
  const mayRun = await access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
  if (mayRun && (found.mode & 0o111) !== 0) return null;
  const next = withCommand('Make it executable', ['chmod', '+x', path]);
  return { code: 'permission', because: 'is not executable', next };
}

async function contentObstacle(path: string): Promise<Obstacle | null> {
  // Programs that may be run but not read are left to the try.
  const head = await headOf(path).catch(() => Buffer.alloc(0));
  if (isForeign(head)) {
    return {
      code: 'program-failed',
      because: 'was made for another processor than this computer’s',
      next: 'Choose one that was made for this processor.',
    };
  }
  const interpreter = interpreterOf(head);
  if (!interpreter.startsWith('/') || (await exists(interpreter))) return null;
  return {
    code: 'program-missing',
    because: `needs ${interpreter} to run, which is not there`,
    next: 'Choose one that was made for this system, or install what it needs.',
  };
}

/** What stands against executing a file; null if nothing is seen. One that is missing is for others to tell. */
export async function programObstacle(path: string): Promise<Obstacle | null> {
  const found = await stat(path).catch(() => null);
  if (found === null || !found.isFile()) return null;
  return (await rightsObstacle(path, found)) ?? (await contentObstacle(path));
}
