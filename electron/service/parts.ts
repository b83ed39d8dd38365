/** Looks which real parts this computer has, and says how to get the others and what works without. */
import { accessSync, constants, existsSync } from 'node:fs';
import type { Part } from '../../shared/service';
import { findProgram } from '../machines/find-program';
import { installedModules } from '../machines/plug/plug-modules';
import { type KvmAnswer, kvmAnswer } from '../machines/qemu/kvm-probe';
import { runProgram } from '../machines/run-program';

interface PackagedPart {
  /** Name of the Debian package, and the part's id. */
  readonly id: string;
  readonly title: string;
  readonly isThere: () => boolean;
  readonly purpose: string;
  readonly without: string;
}

const program = (name: string) => () => findProgram(name) !== null;

const packaged: readonly PackagedPart[] = [
  {
    id: 'qemu-system-x86',
    title: 'QEMU',
    isThere: program('qemu-system-x86_64'),
    purpose: 'Runs PC machines from CD images, disk images and kernels.',
    without: 'Built-in PCs, UML machines, switches and taps work; QEMU machines do not.',
  },
  {
    id: 'qemu-utils',
    title: 'QEMU disk tools',
    isThere: program('qemu-img'),
    purpose: 'Makes the overlays that keep disk images unchanged.',
    without: 'QEMU machines without disk images work.',
  },
  {
    id: 'user-mode-linux',
    title: 'User-Mode Linux',
    isThere: program('linux.uml'),
    purpose: 'Runs Linux machines as ordinary programs, quickly and without KVM.',
    without: 'Everything but UML machines works, and those with a kernel of your own.',
  },
  {
    id: 'vdeplug',
    title: 'vde_plug',
    isThere: program('vde_plug'),
    purpose: 'Joins drawn networks to outside switches, tunnels and hosts.',
    without: 'Everything but outside plugs and UML kernels from 6.16 on works.',
  },
  {
    id: 'vdens',
    title: 'vdens',
    isThere: program('vdens'),
    purpose: 'Runs a program of this computer with a card on a drawn switch.',
    without: 'Everything in the app works; you cannot join by `vdens`.',
  },
  {
    id: 'vde2',
    title: 'vde_switch',
    isThere: program('vde_switch'),
    purpose: 'The classic VDE switch, to cable a drawing to one or to run an exported script.',
    without: 'Everything in the app works.',
  },
  {
    id: 'libvdeplug-slirp',
    title: 'slirp for VDE',
    isThere: () => installedModules().includes('slirp'),
    purpose: 'Gives machines internet access without root: NAT and DHCP.',
    without: 'Everything but internet access (`slirp://`) works.',
  },
  {
    id: 'iproute2',
    title: 'ip',
    isThere: program('ip'),
    purpose: 'Sets up the addresses of taps.',
    without: 'Everything but taps with an address works.',
  },
];

/** Versions of Debian packages by name; empty where there is no dpkg. */
async function packageVersions(names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  // dpkg-query fails when one of the packages is missing, and still prints the others.
  const format = `-f=\${Package} \${Version}\\n`;
  const { stdout } = await runProgram('dpkg-query', ['-W', format, ...names], 5000);
  const pairs = stdout.split('\n').map((line) => line.split(' '));
  return new Map(pairs.map(([name, version]) => [name ?? '', version ?? '']));
}

function packagedPart(part: PackagedPart, versions: ReadonlyMap<string, string>): Part {
  const { id, title, purpose, without } = part;
  const found = part.isThere();
  const version = found ? (versions.get(id) ?? '') : '';
  const install = `sudo apt-get install ${id}`;
  return { id, title, found, version, purpose, install, without };
}

function kvmPart({ works, reason }: KvmAnswer): Part {
  return {
    id: 'kvm',
    title: 'KVM',
    found: works,
    version: works ? 'a test guest ran' : reason,
    purpose: 'Runs QEMU machines at the full speed of this computer.',
    install: kvmCommand(),
    without: 'QEMU machines run slower, under TCG.',
  };
}

/** Empty where no command helps: virtualisation is then a setting of the firmware or of the host. */
function kvmCommand(): string {
  if (!existsSync('/dev/kvm')) return 'sudo modprobe -a kvm-intel kvm-amd';
  return mayUse('/dev/kvm') ? '' : 'sudo adduser $USER kvm';
}

function mayUse(device: string): boolean {
  try {
    accessSync(device, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function tunPart(): Part {
  const there = existsSync('/dev/net/tun');
  const found = mayUse('/dev/net/tun');
  const isRoot = process.getuid?.() === 0;
  return {
    id: 'tun',
    title: 'Taps',
    found,
    version: found ? (isRoot ? 'may make taps' : 'may use taps made for you') : '',
    purpose: 'Joins drawn networks to this computer and beyond.',
    install: there ? 'sudo ip tuntap add mode tap name tap0 user $USER' : 'sudo modprobe tun',
    without: 'Everything but taps works.',
  };
}

/** All parts that the app can use, the missing ones too. KVM is proved by running a guest, once. */
export async function checkParts(kvm: () => Promise<KvmAnswer> = kvmAnswer): Promise<Part[]> {
  const hasQemu = findProgram('qemu-system-x86_64') !== null;
  const withoutQemu: KvmAnswer = { works: false, reason: 'QEMU is needed to try it', detail: '' };
  const [versions, answer] = await Promise.all([
    packageVersions(packaged.map(({ id }) => id)),
    hasQemu ? kvm() : withoutQemu,
  ]);
  return [...packaged.map((part) => packagedPart(part, versions)), kvmPart(answer), tunPart()];
}
