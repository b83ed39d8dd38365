/**
 * A Linux kernel for the tiny guest of QEMU: the one of this computer if it can be read and has the
 * drivers, else Debian's cloud kernel, downloaded as a package and unpacked without being installed.
 */
import { access, constants, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { arch, release } from 'node:os';
import { join } from 'node:path';
import { FailureError } from '../../shared/failure/failure';
import { watchFolderSize } from './folder-size';
import { type RecipeProgram, run } from './recipe-program';

export interface UnpackedKernel {
  /** Holds `lib/modules/VERSION`. */
  readonly folder: string;
  readonly version: string;
  readonly image: string;
}

/** Network card, disks and CD drives of all kinds, and the power button. */
export const guestModules = [
  ...['virtio_pci', 'virtio_net', 'virtio_blk', 'virtio_scsi'],
  ...['ata_piix', 'sd_mod', 'sr_mod'],
  ...['evdev', 'button'],
] as const;

const META_PACKAGE = 'linux-image-cloud-amd64';

const nameOf = (path: string) => path.replace(/^.*\//, '').replace(/\.ko.*$/, '');

/** Modules of a kernel with all that they depend on, as paths below lib/modules/VERSION. Pure. */
export function moduleClosure(modulesDep: string, wanted: readonly string[]): string[] {
  const dependencies = new Map(
    modulesDep
      .split('\n')
      .filter((line) => line.includes(':'))
      .map((line): [path: string, needs: string[]] => {
        const [path, needs] = line.split(':');
        return [path!, needs!.split(' ').filter((name) => name !== '')];
      }),
  );
  const found = [...dependencies.keys()].filter((path) => wanted.includes(nameOf(path)));
  // modules.dep lists the dependencies of dependencies as well.
  return [...new Set(found.flatMap((path) => [path, ...(dependencies.get(path) ?? [])]))];
}

/** Whether a kernel drives virtio cards, as a module or built in. Pure. */
function drivesVirtio(modulesDep: string, modulesBuiltin: string): boolean {
  return [...modulesDep.split('\n'), ...modulesBuiltin.split('\n')].some(
    (line) => nameOf(line.split(':')[0]!) === 'virtio_net',
  );
}

/** The kernel that this computer runs, if the user may read it and a guest can use it; else null. */
export async function systemKernel(
  root = '/',
  version = release(),
): Promise<UnpackedKernel | null> {
  const image = join(root, 'boot', `vmlinuz-${version}`);
  const modules = join(root, 'lib/modules', version);
  if (arch() !== 'x64') return null;
  try {
    await access(image, constants.R_OK);
    const list = await readFile(join(modules, 'modules.dep'), 'utf8');
    const builtin = await readFile(join(modules, 'modules.builtin'), 'utf8');
    return drivesVirtio(list, builtin) ? { folder: root, version, image } : null;
  } catch {
    // Debian gives its kernels to everybody, Ubuntu to root only; containers have none.
    return null;
  }
}

export interface KernelDownload {
  readonly signal?: AbortSignal;
  bytes?(done: number, total: number): void;
}

/** The package that the meta package stands for now, like linux-image-6.1.0-56-cloud-amd64. */
export async function kernelPackage(): Promise<string> {
  const listed = await run('apt-cache', ['depends', META_PACKAGE], 'Looking for a kernel').catch(
    (error: unknown) => {
      throw error instanceof FailureError && error.failure.code === 'program-missing'
        ? noDebian()
        : error;
    },
  );
  const name = /Depends: (linux-image-\S+)/.exec(listed)?.[1];
  if (name !== undefined) return name;
  throw unknownPackage();
}

/** Downloads the package and unpacks it into a folder that is not there yet. Throws a FailureError. */
export async function unpackKernel(
  name: string,
  folder: string,
  { signal, bytes }: KernelDownload = {},
): Promise<void> {
  const download = `${folder}.download`;
  const around = { directory: download, ...(signal === undefined ? {} : { signal }) };
  await mkdir(download, { recursive: true });
  const stop = await watchSize(download, name, bytes);
  try {
    await run('apt-get', ['download', name], `Downloading ${name}`, around);
  } finally {
    stop();
  }
  const archive = (await readdir(download)).find((file) => file.endsWith('.deb'));
  if (archive === undefined) throw unknownPackage();
  await run('dpkg', ['-x', archive, folder], `Unpacking ${name}`, around);
  await rm(download, { recursive: true, force: true });
  const { version } = await unpackedKernel(folder);
  await run('depmod', ['-b', folder, version], 'Listing the modules of the kernel');
}

/** The kernel in a folder that a package was unpacked to. Throws a FailureError if there is none. */
export async function unpackedKernel(folder: string): Promise<UnpackedKernel> {
  const [version] = await readdir(join(folder, 'lib/modules'));
  if (version === undefined) throw unknownPackage();
  return { folder, version, image: join(folder, 'boot', `vmlinuz-${version}`) };
}

const unpackers: readonly [ending: string, program: RecipeProgram, args: readonly string[]][] = [
  ['.xz', 'xz', ['-d']],
  ['.gz', 'gzip', ['-d']],
  ['.zst', 'zstd', ['-d', '-q', '--rm']],
];

/** Unpacks a module that is packed: busybox's modprobe does not load those. */
export async function unpackModule(path: string): Promise<void> {
  for (const [ending, program, args] of unpackers) {
    if (path.endsWith(ending)) await run(program, [...args, path], 'Unpacking a module');
  }
}

async function watchSize(
  download: string,
  name: string,
  bytes: KernelDownload['bytes'],
): Promise<() => void> {
  if (bytes === undefined) return () => {};
  const shown = await run('apt-cache', ['show', name], 'Looking for a kernel');
  const total = Number(/^Size: (\d+)$/m.exec(shown)?.[1] ?? 0);
  return watchFolderSize(download, total, bytes);
}

function noDebian(): FailureError {
  return new FailureError({
    code: 'program-missing',
    message:
      'No kernel was found for the guest: this computer’s own cannot be used, and there is no apt to get another.',
    next: 'Make /boot/vmlinuz-* readable (`sudo chmod a+r /boot/vmlinuz-*`), or add a kernel of your own.',
  });
}

function unknownPackage(): FailureError {
  return new FailureError({
    code: 'not-found',
    message: `apt knows no ${META_PACKAGE}, from which the guest’s kernel is taken.`,
    next: 'Renew its lists (`sudo apt-get update`) and try again; Ubuntu has none: make /boot/vmlinuz-* readable there (`sudo chmod a+r /boot/vmlinuz-*`).',
  });
}
