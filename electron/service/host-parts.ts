/** The parts that are settings of this computer: KVM, taps, user namespaces, room on the disk. */
import { accessSync, constants, existsSync, readFileSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { type UmlVerdict, UNFIT_NEXT } from '../../shared/contract/uml-kernels';
import type { Part } from '../../shared/lab/parts';
import type { KvmAnswer } from '../machines/qemu/kvm-probe';
import { memoryPlace } from '../machines/uml/memory-folder';
import { dataDirectory } from '../system/files/directories';
import { runProgram } from '../system/processes/run-program';

function mayUse(device: string): boolean {
  try {
    accessSync(device, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Empty where no command helps: virtualisation is then a setting of the firmware or of the host. */
function kvmCommand(): string {
  if (!existsSync('/dev/kvm')) return 'sudo modprobe -a kvm-intel kvm-amd';
  return mayUse('/dev/kvm') ? '' : 'sudo adduser $USER kvm';
}

export function kvmPart({ works, reason }: KvmAnswer): Part {
  return {
    id: 'kvm',
    group: 'qemu',
    title: 'KVM',
    found: works,
    version: works ? 'a test guest ran' : reason,
    purpose: 'Runs QEMU machines at the full speed of this computer.',
    install: kvmCommand(),
    package: '',
    without: 'QEMU machines run slower, under TCG.',
  };
}

/** Whether the `linux.uml` in the PATH runs on this processor. One that is not there is another part's. */
export function umlKernelPart({ state, path, version, reason }: UmlVerdict): Part {
  const words = {
    runs: 'a first process ran',
    unfit: `${version === '' ? path : `Linux ${version}`} ${reason}`,
    unknown: path === '' ? '' : 'could not be tried',
  };
  return {
    id: 'uml-kernel',
    group: 'linux',
    title: 'UML kernel that runs here',
    found: state === 'runs' || (state === 'unknown' && path !== ''),
    version: words[state],
    purpose: 'Runs UML machines that name no kernel of their own, on this computer’s processor.',
    install: '',
    package: '',
    without: `UML machines with another kernel work. ${state === 'unfit' ? UNFIT_NEXT : ''}`.trim(),
  };
}

/** In a container the usual folder is often small, or mounted noexec. */
export function umlMemoryPart(place = memoryPlace()): Part {
  return {
    id: 'uml-memory',
    group: 'linux',
    title: 'Memory of UML machines',
    found: place !== null,
    version: place ?? 'no folder has room and may be executed from',
    purpose: 'Holds the memory of UML machines: /dev/shm, or the folder that TMPDIR names.',
    install: '',
    package: '',
    without:
      'Everything but UML machines works. Set TMPDIR to a folder with room, not mounted noexec.',
  };
}

export function tunPart(): Part {
  const there = existsSync('/dev/net/tun');
  const found = mayUse('/dev/net/tun');
  const isRoot = process.getuid?.() === 0;
  return {
    id: 'tun',
    group: 'outside',
    title: 'Taps',
    found,
    version: found ? (isRoot ? 'may make taps' : 'may use taps made for you') : '',
    purpose: 'Joins drawn networks to this computer and beyond.',
    install: there ? 'sudo ip tuntap add mode tap name tap0 user $USER' : 'sudo modprobe tun',
    package: '',
    without: 'Everything but taps works.',
  };
}

/** What a system says in /proc/sys; empty if it does not know the setting. */
export type Setting = (name: string) => string;

function systemSetting(name: string): string {
  try {
    return readFileSync(`/proc/sys/${name.replaceAll('.', '/')}`, 'utf8').trim();
  } catch {
    // Most settings are of one distribution or another.
    return '';
  }
}

/** The command that lifts the restriction which a system has put on user namespaces; or empty. */
export function namespaceCommand(setting: Setting): string {
  const allow = (name: string, value: string) => `sudo sysctl -w ${name}=${value}`;
  const clone = 'kernel.unprivileged_userns_clone';
  if (setting(clone) === '0') return allow(clone, '1');
  const apparmor = 'kernel.apparmor_restrict_unprivileged_userns';
  if (setting(apparmor) === '1') return allow(apparmor, '0');
  const most = 'user.max_user_namespaces';
  return setting(most) === '0' ? allow(most, '15000') : '';
}

/** Proved by making one: settings and security modules that forbid it are many. */
export async function namespacePart(): Promise<Part> {
  const args = ['--user', '--map-root-user', '--net', 'true'];
  const found = (await runProgram('unshare', args, 5000)).code === 0;
  return {
    id: 'user-namespaces',
    group: 'linux',
    title: 'User namespaces',
    found,
    version: found ? 'one was made' : 'none can be made by you',
    purpose: 'Lets namespace hosts and `vdens` run without root.',
    install: found ? '' : namespaceCommand(systemSetting),
    package: '',
    without: 'Everything but namespace hosts and `vdens` works.',
  };
}

/** Less than this is soon written by one machine. */
const ENOUGH_BYTES = 1024 ** 3;

function existingAbove(path: string): string {
  return existsSync(path) ? path : existingAbove(dirname(path));
}

export function spacePart(directory = dataDirectory()): Part {
  const { bavail, bsize } = statfsSync(existingAbove(directory));
  const free = bavail * bsize;
  return {
    id: 'disk-space',
    group: 'tools',
    title: 'Disk space',
    found: free >= ENOUGH_BYTES,
    version: `${(free / 1024 ** 3).toFixed(1)} GiB free at ${directory}`,
    purpose: 'Holds what machines write to their disks, and unsaved drawings.',
    install: '',
    package: '',
    without: 'Machines that write little work. Make room, or set XDG_DATA_HOME to another disk.',
  };
}
