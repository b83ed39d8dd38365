/** Makes tiny guests from what the system has, fetches a kernel for them, and puts them into the library. */
import { copyFile, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Guest, type Recipe, recipeTitles } from '../../shared/contract/service-images';
import type { ImageKind } from '../../shared/kinds/fields/image-kinds';
import { fileFailure } from '../system/files/file-failure';
import { freePath } from '../system/files/free-path';
import { checkRoom } from '../system/files/free-space';
import { draftName } from '../system/processes/drafts';
import { makeGuest } from './busybox-guest';
import {
  kernelPackage,
  systemKernel,
  type UnpackedKernel,
  unpackedKernel,
  unpackKernel,
} from './guest-kernel';
import { cancelled, type JobProgress } from './jobs';
import { fetchUmlKernel } from './uml-kernel';

/** A file that a recipe has made. */
export interface MadeImage {
  readonly path: string;
  readonly kind: ImageKind;
  readonly guest: Guest | null;
}

/** The packed and the unpacked kernel, and the guest or Debian's index, with much to spare. */
const NEEDED_BYTES: Record<Recipe, number> = {
  'busybox-uml': 8e6,
  'busybox-qemu': 250e6,
  'uml-kernel': 400e6,
};

type Maker = (draft: string, directory: string, progress: JobProgress) => Promise<MadeImage[]>;

const makers: Record<Recipe, Maker> = {
  'busybox-uml': makeForUml,
  'busybox-qemu': makeForQemu,
  'uml-kernel': async (draft, directory, progress) => {
    const path = await fetchUmlKernel(draft, directory, progress);
    return [{ path, kind: 'kernel', guest: null }];
  },
};

/** Makes what the recipe is for, in a folder that exists. Throws a FailureError, with nothing left behind. */
export async function makeRecipe(
  recipe: Recipe,
  directory: string,
  progress: JobProgress,
): Promise<MadeImage[]> {
  await checkRoom(directory, NEEDED_BYTES[recipe], recipeTitles[recipe]);
  const draft = join(directory, draftName(progress.id));
  try {
    await mkdir(draft);
    return await makers[recipe](draft, directory, progress);
  } catch (error) {
    if (progress.signal.aborted) throw cancelled();
    throw fileFailure(error, directory, 'written to');
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function makeForUml(
  draft: string,
  directory: string,
  progress: JobProgress,
): Promise<MadeImage[]> {
  const initrd = await packed(draft, 'busybox-uml.cpio', null, progress);
  const path = await moved(initrd, directory, 'busybox-uml.cpio');
  const guest: Guest = {
    ...{ machine: 'uml', kernel: '', initrd: path, append: '', memory: 128, card: '' },
  };
  return [{ path, kind: 'initrd', guest }];
}

async function makeForQemu(
  draft: string,
  directory: string,
  progress: JobProgress,
): Promise<MadeImage[]> {
  const found = await findKernel(draft, progress);
  const initrd = await packed(draft, 'busybox-qemu.cpio', found, progress);
  const image = join(draft, 'vmlinuz');
  await copyFile(found.image, image);
  if (progress.signal.aborted) throw cancelled();
  const kernel = await moved(image, directory, `vmlinuz-${found.version}`);
  const ramdisk = await moved(initrd, directory, 'busybox-qemu.cpio');
  const guest: Guest = {
    ...{ machine: 'qemu', kernel, initrd: ramdisk, memory: 128, card: 'virtio-net-pci' },
    append: 'console=ttyS0 quiet panic=-1',
  };
  return [
    { path: kernel, kind: 'kernel', guest },
    { path: ramdisk, kind: 'initrd', guest },
  ];
}

async function packed(
  draft: string,
  name: string,
  kernel: UnpackedKernel | null,
  { step, signal }: JobProgress,
): Promise<string> {
  step('Packing the guest');
  const archive = join(draft, name);
  const terminal = kernel === null ? 'tty0' : 'ttyS0';
  await makeGuest(archive, { terminal, kernel }, signal);
  return archive;
}

/** The kernel of this computer, else one that is downloaded. */
async function findKernel(draft: string, progress: JobProgress): Promise<UnpackedKernel> {
  const { step, signal, bytes } = progress;
  step('Looking for a kernel');
  const own = await systemKernel();
  if (own !== null) return own;
  const name = await kernelPackage();
  step(`Downloading ${name}`);
  const folder = join(draft, 'kernel');
  await unpackKernel(name, folder, { signal, bytes });
  bytes(0, 0);
  return unpackedKernel(folder);
}

/** Gives a made file its place; one that is there with the same content stays and is used. */
async function moved(from: string, directory: string, name: string): Promise<string> {
  const wanted = join(directory, name);
  if (await isSame(from, wanted)) return wanted;
  const path = await freePath(directory, name);
  await rename(from, path);
  return path;
}

async function isSame(one: string, other: string): Promise<boolean> {
  try {
    return (await readFile(one)).equals(await readFile(other));
  } catch {
    // There is no other one.
    return false;
  }
}
