/**
 * The tiny guest: busybox as the whole user land, packed as an initial ramdisk. It boots to a root shell
 * within seconds, and shuts down when its power button is pressed.
 */
import {
  chmod,
  copyFile,
  lutimes,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorCode } from '../system/files/file-failure';
import { guestModules, moduleClosure, type UnpackedKernel, unpackModule } from './guest-kernel';
import { needed, run } from './recipe-program';

/** What the guest prints when it can be worked with. */
export const GUEST_PROMPT = 'guest# ';

export interface GuestSpec {
  /** The terminal of its shell: `tty0` of User-Mode Linux, `ttyS0` of a PC. */
  readonly terminal: 'tty0' | 'ttyS0';
  /** The kernel whose modules it needs; null if all that it needs is built in. */
  readonly kernel: UnpackedKernel | null;
}

/** Makes the guest's initial ramdisk at the path. Throws a FailureError, with nothing left behind. */
export async function makeGuest(
  archive: string,
  spec: GuestSpec,
  signal?: AbortSignal,
): Promise<void> {
  const root = `${archive}.root`;
  const draft = `${archive}.new`;
  try {
    await writeTree(root, spec.terminal);
    if (spec.kernel !== null) await addModules(root, spec.kernel);
    await pack(root, draft, signal);
    await rename(draft, archive);
  } finally {
    await rm(root, { recursive: true, force: true });
    await rm(draft, { force: true });
  }
}

/** What the guest is made of, to tell one that was made before from one of other parts. */
export async function guestContents({ terminal, kernel }: GuestSpec): Promise<string> {
  const help = await run('busybox', ['--help'], 'Asking busybox for its version');
  const version = help.split('\n')[0] ?? '';
  return version + inittab(terminal) + startScript(terminal) + (kernel?.version ?? '');
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
for module in ${guestModules.join(' ')}; do modprobe $module 2>/dev/null; done
[ -e /dev/input/event0 ] && acpid
hostname guest
ip link set lo up
stty -F /dev/${terminal} sane 2>/dev/null
`;
}

const folders = ['bin', 'sbin', 'usr/bin', 'usr/sbin', 'etc/acpi/PWRF', 'proc', 'sys', 'dev'];

async function writeTree(root: string, terminal: string): Promise<void> {
  for (const folder of folders) await mkdir(join(root, folder), { recursive: true });
  const busybox = join(root, 'bin/busybox');
  await copyFile(needed('busybox'), busybox);
  await chmod(busybox, 0o755);
  await linkApplets(root);
  const poweroff = '#!/bin/sh\npoweroff\n';
  const files: [path: string, text: string, mode: number][] = [
    ['etc/inittab', inittab(terminal), 0o644],
    ['etc/start', startScript(terminal), 0o755],
    ['etc/profile', `export PS1='${GUEST_PROMPT}' HOME=/\n`, 0o644],
    ['etc/passwd', 'root::0:0:root:/:/bin/sh\n', 0o644],
    ['etc/acpi/PWRF/00000080', poweroff, 0o755],
  ];
  for (const [path, text, mode] of files) await writeFile(join(root, path), text, { mode });
}

async function linkApplets(root: string): Promise<void> {
  const list = await run('busybox', ['--list-full'], 'Asking busybox for its commands');
  const applets = list.split('\n').filter((line) => line !== '' && line !== 'bin/busybox');
  for (const applet of [...applets, 'init']) {
    await mkdir(dirname(join(root, applet)), { recursive: true });
    try {
      await symlink('/bin/busybox', join(root, applet));
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
  }
}

async function addModules(root: string, { folder, version }: UnpackedKernel): Promise<void> {
  const from = join(folder, 'lib/modules', version);
  const to = join(root, 'lib/modules', version);
  const list = await readFile(join(from, 'modules.dep'), 'utf8');
  for (const path of moduleClosure(list, guestModules)) {
    await mkdir(dirname(join(to, path)), { recursive: true });
    await copyFile(join(from, path), join(to, path));
    await unpackModule(join(to, path));
  }
  for (const index of ['modules.builtin', 'modules.order']) {
    await copyFile(join(from, index), join(to, index));
  }
  await run('depmod', ['-b', root, version], 'Listing the modules of the kernel');
}

/**
 * The same guest is the same file, so that one which is made twice is there once: names in order, no
 * inode numbers, no times. cpio takes the names on its standard input.
 */
async function pack(root: string, archive: string, signal?: AbortSignal): Promise<void> {
  const names = (await readdir(root, { recursive: true })).sort();
  for (const name of names) await lutimes(join(root, name), 0, 0);
  const args = ['--quiet', '--reproducible', '-o', '-H', 'newc', '-F', archive];
  await run('cpio', args, 'Packing the guest', {
    directory: root,
    input: `${names.join('\n')}\n`,
    ...(signal === undefined ? {} : { signal }),
  });
}
