/** The parts that are Debian packages: what each is for, and how to see whether it is there. */

import { type Architecture, architectureTraits } from '../../shared/kinds/qemu-architectures';
import type { PartGroup } from '../../shared/lab/parts';
import { installedModules } from '../machines/plug/plug-modules';
import { findFirmware, programOf } from '../machines/qemu/qemu-machine';
import { vboxProgram } from '../machines/vbox/vbox-manage';
import { findProgram } from '../system/processes/find-program';

export interface PackagedPart {
  /** Name of the Debian package, and the part's id. */
  readonly id: string;
  readonly group: PartGroup;
  readonly title: string;
  readonly isThere: () => boolean;
  readonly purpose: string;
  readonly without: string;
  /** Only newer releases of Debian have the package. */
  readonly isRecent?: true;
}

const program = (name: string) => () => findProgram(name) !== null;
const module = (name: string) => () => installedModules().includes(name);

const qemuPrograms: readonly PackagedPart[] = [
  {
    id: 'qemu-system-x86',
    group: 'qemu',
    title: 'QEMU',
    isThere: program('qemu-system-x86_64'),
    purpose: 'Runs PC machines from CD images, disk images and kernels.',
    without: 'Built-in PCs, UML machines, switches and taps work; QEMU machines do not.',
  },
  {
    id: 'qemu-utils',
    group: 'qemu',
    title: 'QEMU disk tools',
    isThere: program('qemu-img'),
    purpose: 'Makes the overlays that keep disk images unchanged.',
    without: 'QEMU machines without disk images work.',
  },
];

function otherQemu(architecture: Architecture, title: string, processors: string): PackagedPart {
  return {
    id: architectureTraits[architecture].debianPackage,
    group: 'qemu',
    title,
    isThere: program(programOf(architecture)),
    purpose: `Runs machines with other processors: ${processors}.`,
    without: 'QEMU machines with other processors work.',
  };
}

const RECENT_UEFI: ReadonlySet<Architecture> = new Set(['riscv64', 'loongarch64']);

function uefi(architecture: Architecture, title: string): PackagedPart {
  return {
    id: architectureTraits[architecture].uefiPackage,
    group: 'qemu',
    title,
    isThere: () => findFirmware(architecture) !== null,
    purpose: `Starts machines by UEFI: ${architectureTraits[architecture].title}.`,
    without: 'Machines that are not set to UEFI work.',
    ...(RECENT_UEFI.has(architecture) ? { isRecent: true } : {}),
  };
}

const linux: readonly PackagedPart[] = [
  {
    id: 'user-mode-linux',
    group: 'linux',
    title: 'User-Mode Linux',
    isThere: program('linux.uml'),
    purpose: 'Runs Linux machines as ordinary programs, quickly and without KVM.',
    without: 'Everything but UML machines works, and those with a kernel of your own.',
  },
  {
    id: 'uml-utilities',
    group: 'linux',
    title: 'UML utilities',
    isThere: program('uml_moo'),
    purpose: 'Writes what UML machines wrote to overlays back into their images.',
    without: 'Everything works but that; overlays are kept, and can be wiped.',
  },
  {
    id: 'vdens',
    group: 'linux',
    title: 'vdens',
    isThere: program('vdens'),
    purpose: 'Gives programs of this computer cards on drawn switches: namespace hosts.',
    without: 'Everything but namespace hosts works; you cannot join by `vdens`.',
  },
  {
    id: 'iproute2',
    group: 'linux',
    title: 'ip',
    isThere: program('ip'),
    purpose: 'Sets up the addresses of taps and of namespace hosts.',
    without: 'Everything but namespace hosts and taps with an address works.',
  },
];

const vbox: readonly PackagedPart[] = [
  {
    id: 'virtualbox',
    group: 'vbox',
    title: 'VirtualBox',
    isThere: () => vboxProgram() !== null,
    purpose: 'Runs the machines that you have in VirtualBox, with their cards on the drawing.',
    without: 'Everything but VirtualBox machines works.',
    // It is in Ubuntu, and in Debian's unstable alone.
    isRecent: true,
  },
];

function plugModule(name: string, title: string, purpose: string): PackagedPart {
  return {
    id: `libvdeplug-${name}`,
    group: 'outside',
    title,
    isThere: module(name),
    purpose,
    without: `Everything but plugs with \`${name}://\` works.`,
  };
}

const outside: readonly PackagedPart[] = [
  {
    id: 'vdeplug',
    group: 'outside',
    title: 'vde_plug',
    isThere: program('vde_plug'),
    purpose: 'Joins drawn networks to outside switches, tunnels and hosts.',
    without: 'Everything but VDE plugs and UML kernels from 6.16 on works.',
  },
  {
    id: 'libvdeplug-slirp',
    group: 'outside',
    title: 'slirp for VDE',
    isThere: module('slirp'),
    purpose: 'Gives machines internet access without root: NAT and DHCP.',
    without: 'Everything but internet access (`slirp://`) works.',
  },
  plugModule('vlan', 'VLANs for VDE', 'Plugs that tag their frames.'),
  plugModule('agno', 'Encryption for VDE', 'Plugs over networks that others can read.'),
  plugModule('pcap', 'Capture for VDE', 'Plugs into a network interface of this computer.'),
  {
    id: 'vde2',
    group: 'outside',
    title: 'vde_switch',
    isThere: program('vde_switch'),
    purpose: 'The classic VDE switch, to cable a drawing to one or to run an exported script.',
    without: 'Everything in the app works.',
  },
  {
    id: 'openssh-client',
    group: 'outside',
    title: 'ssh',
    isThere: program('ssh'),
    purpose: 'Carries a drawn network to another computer: `cmd://ssh HOST vde_plug`.',
    without: 'Everything but plugs that run `ssh` works.',
  },
];

const tools: readonly PackagedPart[] = [
  {
    id: 'busybox-static',
    group: 'tools',
    title: 'busybox',
    isThere: program('busybox'),
    purpose: 'With `cpio`, makes a small guest for QEMU and UML machines.',
    without: 'Everything in the app works with guests of your own.',
  },
  {
    id: 'cpio',
    group: 'tools',
    title: 'cpio',
    isThere: program('cpio'),
    purpose: 'Packs a folder as an initial ramdisk.',
    without: 'Everything in the app works with guests of your own.',
  },
];

export const packagedParts: readonly PackagedPart[] = [
  ...qemuPrograms,
  uefi('x86_64', 'UEFI for PCs'),
  otherQemu('aarch64', 'QEMU for ARM', 'ARM of 32 and 64 bits'),
  uefi('aarch64', 'UEFI for ARM, 64 bits'),
  uefi('arm', 'UEFI for ARM, 32 bits'),
  otherQemu('ppc64', 'QEMU for POWER', 'POWER and PowerPC'),
  otherQemu('mips64el', 'QEMU for MIPS', 'MIPS of 32 and 64 bits'),
  otherQemu('riscv64', 'QEMU for RISC-V and more', 'RISC-V, IBM Z, LoongArch'),
  uefi('riscv64', 'UEFI for RISC-V'),
  uefi('loongarch64', 'UEFI for LoongArch'),
  ...linux,
  ...vbox,
  ...outside,
  ...tools,
];
