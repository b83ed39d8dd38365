/**
 * Tiny guests for tests, made from what the system has: busybox as the whole user land, and for QEMU
 * the distribution's cloud kernel, downloaded as a package and unpacked without being installed. They
 * are kept in a folder across test runs, named after the versions that they were made from.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { findProgram } from '../../electron/machines/find-program';

const run = promisify(execFile);

/** What the guests print when they can be worked with. */
export const PROMPT = 'guest# ';

export interface UmlGuest {
  readonly kernel: string;
  readonly initrd: string;
}

export interface QemuGuest {
  readonly kernel: string;
  readonly initrd: string;
  /** Kernel command line for a prompt on the serial console. */
  readonly append: string;
}

const cache = join(tmpdir(), `vdelab-guests-${process.getuid?.() ?? 0}`);

/** Network card, disks and CD drives of all kinds, and the power button, with what they depend on. */
const modules = [
  ...['virtio_pci', 'virtio_net', 'virtio_blk', 'virtio_scsi'],
  ...['ata_piix', 'sd_mod', 'sr_mod'],
  ...['evdev', 'button'],
];

export function need(program: string, debianPackage: string): string {
  const found = findProgram(program);
  if (found !== null) return found;
  throw new Error(`A test guest needs ${program}: apt-get install ${debianPackage}`);
}

function short(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 10);
}

/** Makes a file or folder of the cache once; tests that run at the same time do not see half of it. */
export async function cached(
  name: string,
  make: (draft: string) => Promise<void>,
): Promise<string> {
  const path = join(cache, name);
  if (existsSync(path)) return path;
  await mkdir(cache, { recursive: true, mode: 0o700 });
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

async function busyboxVersion(): Promise<string> {
  const busybox = need('busybox', 'busybox-static');
  const { stdout } = await run(busybox, ['--help']);
  return stdout.split('\n')[0] ?? '';
}

/** busybox's own init: a root shell on the terminal, started anew when it ends; poweroff works. */
function inittab(terminal: string): string {
  return [
    '::sysinit:/etc/start',
    `${terminal}::respawn:-/bin/sh`,
    '::ctrlaltdel:/sbin/poweroff',
    '::shutdown:/bin/umount -a -r',
    '',
  ].join('\n');
}

function startScript(terminal: string): string {
  return `#!/bin/sh
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
mkdir -p /dev/pts /tmp /run /var/log
mount -t devpts pts /dev/pts
for module in ${modules.join(' ')}; do modprobe $module 2>/dev/null; done
[ -e /dev/input/event0 ] && acpid
hostname guest
ip link set lo up
stty -F /dev/${terminal} sane 2>/dev/null
`;
}

async function writeTree(root: string, terminal: string): Promise<void> {
  for (const folder of [
    'bin',
    'sbin',
    'usr/bin',
    'usr/sbin',
    'etc/acpi/PWRF',
    'proc',
    'sys',
    'dev',
  ]) {
    await mkdir(join(root, folder), { recursive: true });
  }
  const busybox = join(root, 'bin/busybox');
  await copyFile(need('busybox', 'busybox-static'), busybox);
  await chmod(busybox, 0o755);
  const { stdout } = await run(busybox, ['--list-full']);
  for (const applet of stdout.split('\n').filter((line) => line !== '' && line !== 'bin/busybox')) {
    await mkdir(dirname(join(root, applet)), { recursive: true });
    await symlink('/bin/busybox', join(root, applet)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
  await symlink('/bin/busybox', join(root, 'init'));
  const poweroff = '#!/bin/sh\npoweroff\n';
  const files: [path: string, text: string, mode: number][] = [
    ['etc/inittab', inittab(terminal), 0o644],
    ['etc/start', startScript(terminal), 0o755],
    ['etc/profile', `export PS1='${PROMPT}' HOME=/\n`, 0o644],
    ['etc/passwd', 'root::0:0:root:/:/bin/sh\n', 0o644],
    ['etc/acpi/PWRF/00000080', poweroff, 0o755],
  ];
  for (const [path, text, mode] of files) await writeFile(join(root, path), text, { mode });
}

/** Packs a tree as an initramfs; cpio takes the names on its standard input. */
async function pack(root: string, archive: string): Promise<void> {
  const cpio = need('cpio', 'cpio');
  const names = await readdir(root, { recursive: true });
  const packing = run(cpio, ['--quiet', '-o', '-H', 'newc', '-F', archive], { cwd: root });
  packing.child.stdin?.end(`${names.join('\n')}\n`);
  await packing;
}

async function makeInitrd(
  archive: string,
  terminal: string,
  addTo: (root: string) => Promise<void>,
): Promise<void> {
  const root = `${archive}.root`;
  await writeTree(root, terminal);
  await addTo(root);
  await pack(root, archive);
}

/** A guest for User-Mode Linux: a busybox prompt on its console. */
export async function umlGuest(): Promise<UmlGuest> {
  const kernel = need('linux.uml', 'user-mode-linux');
  const recipe = short((await busyboxVersion()) + inittab('tty0') + startScript('tty0'));
  const initrd = await cached(`uml-${recipe}.cpio`, (draft) =>
    makeInitrd(draft, 'tty0', async () => {}),
  );
  return { kernel, initrd };
}

/** The package that the meta package stands for now, like linux-image-6.1.0-56-cloud-amd64. */
async function kernelPackage(): Promise<string> {
  const { stdout } = await run(need('apt-cache', 'apt'), ['depends', 'linux-image-cloud-amd64']);
  const name = /Depends: (linux-image-\S+)/.exec(stdout)?.[1];
  if (name !== undefined) return name;
  throw new Error(
    'apt knows no linux-image-cloud-amd64; a test guest needs Debian: apt-get update',
  );
}

async function unpackKernel(name: string, folder: string): Promise<void> {
  const download = `${folder}.download`;
  await mkdir(download);
  await run(need('apt-get', 'apt'), ['download', name], { cwd: download }).catch(
    (error: unknown) => {
      throw new Error(
        `The kernel of the test guest cannot be downloaded: apt-get download ${name}`,
        {
          cause: error,
        },
      );
    },
  );
  const [archive] = await readdir(download);
  if (archive === undefined) throw new Error(`apt-get download ${name} brought nothing`);
  await run(need('dpkg', 'dpkg'), ['-x', join(download, archive), folder]);
  const [version] = await readdir(join(folder, 'lib/modules'));
  if (version === undefined) throw new Error(`${name} has no modules`);
  await run(need('depmod', 'kmod'), ['-b', folder, version]);
}

/** Modules of an unpacked kernel with all that they depend on, as paths below lib/modules/VERSION. */
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
  const nameOf = (path: string) => path.replace(/^.*\//, '').replace(/\.ko.*$/, '');
  const found = [...dependencies.keys()].filter((path) => wanted.includes(nameOf(path)));
  // modules.dep lists the dependencies of dependencies as well.
  return [...new Set(found.flatMap((path) => [path, ...(dependencies.get(path) ?? [])]))];
}

async function addModules(root: string, kernel: string, version: string): Promise<void> {
  const from = join(kernel, 'lib/modules', version);
  const to = join(root, 'lib/modules', version);
  const list = await readFile(join(from, 'modules.dep'), 'utf8');
  for (const path of moduleClosure(list, modules)) {
    await mkdir(dirname(join(to, path)), { recursive: true });
    await copyFile(join(from, path), join(to, path));
  }
  for (const index of ['modules.builtin', 'modules.order']) {
    await copyFile(join(from, index), join(to, index));
  }
  await run(need('depmod', 'kmod'), ['-b', root, version]);
}

/** A guest for QEMU: a busybox prompt on ttyS0, with virtio network cards and IDE or virtio disks. */
export async function qemuGuest(): Promise<QemuGuest> {
  const name = await kernelPackage();
  const folder = await cached(name, (draft) => unpackKernel(name, draft));
  const [version] = await readdir(join(folder, 'lib/modules'));
  if (version === undefined) throw new Error(`${folder} has no modules; remove it and try again`);
  const contents = (await busyboxVersion()) + inittab('ttyS0') + startScript('ttyS0') + version;
  const initrd = await cached(`qemu-${short(contents)}.cpio`, (draft) =>
    makeInitrd(draft, 'ttyS0', (root) => addModules(root, folder, version)),
  );
  const kernel = join(folder, 'boot', `vmlinuz-${version}`);
  return { kernel, initrd, append: 'console=ttyS0 quiet panic=-1' };
}

/** A new empty disk image at the path. */
export async function diskImage(path: string, format: 'raw' | 'qcow2', mib = 8): Promise<string> {
  const image = need('qemu-img', 'qemu-utils');
  await run(image, ['create', '-q', '-f', format, path, `${mib}M`]);
  return path;
}
