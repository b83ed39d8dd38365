/** The records of machines: built-in PCs, QEMU, User-Mode Linux, VirtualBox, namespace hosts. */
import { z } from 'zod';
import {
  lineOfText,
  linesOfText,
  mac,
  path,
  placed,
  startAtOnce,
  startSchema,
} from './node-fields';

export const MAX_CARDS = 8;

/** QEMU's `-device` names for network cards that the inspector offers. */
export const cardModels = [
  'e1000',
  'e1000e',
  'virtio-net-pci',
  'virtio-net-device',
  'rtl8139',
  'ne2k_pci',
  'pcnet',
  'vmxnet3',
] as const;

/** The `qemu-system-*` programs that a machine may run on. */
export const architectures = [
  'x86_64',
  'i386',
  'aarch64',
  'arm',
  'riscv64',
  'ppc64',
  'ppc',
  'mips64el',
  'mipsel',
  's390x',
  'loongarch64',
] as const;

/** How a disk is attached to a QEMU machine. */
export const diskInterfaces = ['ide', 'virtio', 'scsi', 'nvme', 'usb'] as const;

/**
 * `overlay`: the machine writes to its own copy-on-write file and the image is never changed.
 * `direct`: it writes to the image itself, which nobody else may use meanwhile.
 */
const diskAccess = z.enum(['overlay', 'direct']);

const displays = ['none', 'std', 'virtio', 'cirrus'] as const;

const cardSchema = z.object({ mac });
const qemuCardSchema = z.object({ mac, model: z.enum(cardModels) });
const diskSchema = z.object({
  image: path.min(1),
  interface: z.enum(diskInterfaces),
  access: diskAccess,
});
/** A card of a registered VirtualBox machine, by the number that VirtualBox gives it. */
const vboxCardSchema = z.object({ mac, adapter: z.number().int().min(1).max(8) });

const cards = z.array(cardSchema).min(1).max(MAX_CARDS);
/** Most of a processor's time that the machine may take, in percent of one; 0 for no limit. */
const cpuLimit = z.number().int().min(0).max(6400);

export const pcNodeSchema = z.object({
  ...placed,
  kind: z.literal('pc'),
  cards,
  /** Commands typed into the console at every start, one per entry. */
  setup: z.array(lineOfText(500)).max(200),
  start: startSchema,
});

export const qemuNodeSchema = z.object({
  ...placed,
  kind: z.literal('qemu'),
  architecture: z.enum(architectures),
  firmware: z.enum(['bios', 'uefi']),
  /** Memory in MiB. */
  memory: z.number().int().min(16).max(1_048_576),
  cpus: z.number().int().min(1).max(64),
  cpuLimit,
  cdrom: path,
  disks: z.array(diskSchema).max(8),
  kernel: path,
  initrd: path,
  append: lineOfText(2000),
  accel: z.enum(['auto', 'kvm', 'tcg']),
  /** The graphics card, whose screen opens in a tab. */
  display: z.enum(displays),
  /** Arguments given to QEMU after all others, one per entry. */
  arguments: z.array(lineOfText(1000)).max(100),
  cards: z.array(qemuCardSchema).max(MAX_CARDS),
  start: startSchema,
});

export const umlNodeSchema = z.object({
  ...placed,
  kind: z.literal('uml'),
  /** The User-Mode Linux binary; empty for `linux.uml` of the PATH. */
  kernel: path,
  /** Memory in MiB. */
  memory: z.number().int().min(16).max(65_536),
  cpuLimit,
  /** Root file system image for `ubd0`; may be empty with an initrd. */
  rootfs: path,
  access: diskAccess,
  initrd: path,
  append: lineOfText(2000),
  /** Directory with the kernel's modules, as it is below /lib/modules; empty for none. */
  modules: path,
  cards: z.array(cardSchema).max(MAX_CARDS),
  start: startSchema,
});

export const vboxNodeSchema = z.object({
  ...placed,
  kind: z.literal('vbox'),
  /** UUID of the registered machine: names are not unique. */
  machine: z.uuid(),
  /** What VirtualBox called it when it was placed, for messages. */
  machineName: lineOfText(200),
  cards: z.array(vboxCardSchema).max(MAX_CARDS),
  start: startSchema,
});

export const hostNodeSchema = z.object({
  ...placed,
  kind: z.literal('host'),
  /** Program with its arguments, one per entry; empty for the user's shell. */
  command: z.array(lineOfText(1000)).max(50),
  /** Script for /bin/sh that runs in the namespace before the program. */
  script: linesOfText(20_000),
  /** What stands in its /etc/resolv.conf; empty leaves this computer's. */
  resolvConf: linesOfText(2000),
  cpuLimit,
  /** Most memory of its programs together, in MiB; 0 for no limit. */
  memoryLimit: z.number().int().min(0).max(1_048_576),
  cards,
  start: startSchema,
});

/** A PC with the firmware and the screen that most images expect. */
export const plainQemu = {
  architecture: 'x86_64',
  firmware: 'bios',
  cpuLimit: 0,
  display: 'std',
  arguments: [] as string[],
  start: startAtOnce,
} as const;

/** A User-Mode Linux machine that keeps its root file system image unchanged. */
export const plainUml = {
  cpuLimit: 0,
  access: 'overlay',
  modules: '',
  start: startAtOnce,
} as const;

export type Disk = z.infer<typeof diskSchema>;

/** A disk whose image is kept unchanged. */
export function overlayOf(image: string): Disk {
  return { image, interface: 'ide', access: 'overlay' };
}
