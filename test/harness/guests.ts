/**
 * Tiny guests for tests, made from what the system has: busybox as the whole user land, and for QEMU
 * the distribution's cloud kernel, downloaded as a package and unpacked without being installed. They
 * are kept in a folder across test runs, named after the versions that they were made from.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { GUEST_PROMPT, guestContents, makeGuest } from '../../electron/images/busybox-guest';
import { kernelPackage, unpackedKernel, unpackKernel } from '../../electron/images/guest-kernel';
import { findProgram } from '../../electron/system/processes/find-program';
import { ownCache } from './own-cache';

const run = promisify(execFile);

/** What the guests print when they can be worked with. */
export const PROMPT = GUEST_PROMPT;

export interface QemuGuest {
  readonly kernel: string;
  readonly initrd: string;
  /** Kernel command line for a prompt on the serial console. */
  readonly append: string;
}

/** Where the guests are kept. */
export const cache = ownCache('vdelab-guests');

export function need(program: string, debianPackage: string): string {
  const found = findProgram(program);
  if (found !== null) return found;
  throw new Error(`A test guest needs ${program}: apt-get install ${debianPackage}`);
}

export function short(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 10);
}

/** Makes a file or folder of the cache once; tests that run at the same time do not see half of it. */
export async function cached(
  name: string,
  make: (draft: string) => Promise<void>,
): Promise<string> {
  const path = join(cache, name);
  if (existsSync(path)) return path;
  const folder = await mkdtemp(join(cache, '.draft-'));
  try {
    const draft = join(folder, 'made');
    await make(draft);
    await rename(draft, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return path;
}

/** A guest for QEMU: a busybox prompt on ttyS0, with virtio network cards and IDE or virtio disks. */
export async function qemuGuest(): Promise<QemuGuest> {
  const name = await kernelPackage();
  const folder = await cached(name, (draft) => unpackKernel(name, draft));
  const kernel = await unpackedKernel(folder);
  const spec = { terminal: 'ttyS0', kernel } as const;
  const recipe = short(await guestContents(spec));
  const initrd = await cached(`qemu-${recipe}.cpio`, (draft) => makeGuest(draft, spec));
  return { kernel: kernel.image, initrd, append: 'console=ttyS0 quiet panic=-1' };
}

/** A new empty disk image at the path. */
export async function diskImage(path: string, format: 'raw' | 'qcow2', mib = 8): Promise<string> {
  const image = need('qemu-img', 'qemu-utils');
  await run(image, ['create', '-q', '-f', format, path, `${mib}M`]);
  return path;
}
