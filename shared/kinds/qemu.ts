/** QEMU machines: their record, what they need, and what keeps them from doing what the drawing promises. */
import { z } from 'zod';
import type { Finding } from '../failure/finding';
import { cardModels } from '../net/card-models';
import { defineKind, machine, unlessNamed } from './definition';
import { field } from './fields/field';
import {
  append,
  cardsForm,
  cpuLimit,
  diskAccess,
  initrd,
  MAX_CARDS,
  memory,
} from './fields/machine-fields';
import { lineOfText, mac, path, placed, startAtOnce, startSchema } from './fields/node-fields';
import { commandRequest, imageRequest, ordersRequest } from './permissions/command-requests';
import { pathRule, placedFields, startFields } from './permissions/common-rules';
import { architectures, architectureTraits } from './qemu-architectures';

/** How a disk is attached to a QEMU machine. */
export const diskInterfaces = ['ide', 'virtio', 'scsi', 'nvme', 'usb'] as const;
export const MAX_DISKS = 8;

const diskSchema = z.object({
  image: path.min(1),
  interface: z.enum(diskInterfaces),
  access: diskAccess,
});

const schema = z.object({
  ...placed,
  kind: z.literal('qemu'),
  architecture: field(z.enum(architectures), {
    label: 'Processor',
    section: 'hardware',
    editor: 'architecture',
  }),
  firmware: field(z.enum(['bios', 'uefi']), {
    label: 'Firmware',
    section: 'boot',
    options: { bios: 'Default (BIOS)', uefi: 'UEFI' },
    hint: 'UEFI needs a package such as ovmf; its settings are kept for this machine.',
  }),
  memory: memory(1_048_576),
  cpus: field(z.number().int().min(1).max(64), { label: 'Processors', section: 'hardware' }),
  cpuLimit,
  cdrom: field(path, {
    label: 'CD image',
    section: 'boot',
    placeholder: 'None',
    image: { choose: 'Choose a CD image', images: ['cd'], extensions: ['iso'] },
  }),
  disks: field(z.array(diskSchema).max(MAX_DISKS), {
    label: 'Disks',
    section: 'hardware',
    editor: 'disks',
  }),
  kernel: field(path, {
    label: 'Kernel',
    section: 'boot',
    placeholder: 'From the disk or CD',
    image: { choose: 'Choose a kernel', images: ['kernel'], extensions: [] },
  }),
  initrd,
  append,
  accel: field(z.enum(['auto', 'kvm', 'tcg']), {
    label: 'Acceleration',
    section: 'hardware',
    options: { auto: 'Automatic: KVM where it works', kvm: 'KVM only', tcg: 'None (TCG)' },
  }),
  /** The graphics card, whose screen opens in a tab. */
  display: field(z.enum(['none', 'std', 'virtio', 'cirrus']), {
    label: 'Screen',
    section: 'hardware',
    options: {
      std: 'Standard VGA',
      virtio: 'Virtio',
      cirrus: 'Cirrus, for old systems',
      none: 'None',
    },
  }),
  /** Arguments given to QEMU after all others, one per entry. */
  arguments: field(z.array(lineOfText(1000)).max(100), {
    label: 'More arguments for QEMU',
    section: 'advanced',
    rows: 3,
    placeholder: '-rtc\nbase=localtime',
    hint: 'One argument per line, given last. They take effect at the next start, and QEMU runs without its sandbox then.',
  }),
  cards: field(z.array(z.object({ mac, model: z.enum(cardModels) })).max(MAX_CARDS), cardsForm),
  start: startSchema,
});

export type QemuNode = z.infer<typeof schema>;
export type Disk = z.infer<typeof diskSchema>;

/** A PC with the firmware and the screen that most images expect. */
export const plainQemu = {
  architecture: 'x86_64',
  firmware: 'bios',
  cpuLimit: 0,
  display: 'std',
  arguments: [] as string[],
  start: startAtOnce,
} as const;

/** A disk whose image is kept unchanged. */
export function overlayOf(image: string): Disk {
  return { image, interface: 'ide', access: 'overlay' };
}

/**
 * What each disk is attached to, in their order: as drawn, but those that find no place on IDE go to
 * virtio. A PC has two channels of two devices each; its CD drive takes the third place.
 */
export function busesOf({ architecture, cdrom, disks }: QemuNode): Disk['interface'][] {
  let places = !architectureTraits[architecture].hasIde ? 0 : cdrom === '' ? 4 : 3;
  return disks.map((disk) => {
    if (disk.interface !== 'ide') return disk.interface;
    return places-- > 0 ? 'ide' : 'virtio';
  });
}

function writtenBy({ disks, arguments: own }: QemuNode): string[] {
  const images = disks.filter(({ access }) => access === 'direct').map(({ image }) => image);
  return own.length === 0 ? images : [...images, 'what its arguments name'];
}

function needs({ architecture, firmware, disks, accel }: QemuNode): string[] {
  const { debianPackage, uefiPackage } = architectureTraits[architecture];
  const isBare = disks.length === 0;
  return [
    debianPackage,
    ...(isBare ? [] : ['qemu-utils']),
    ...(firmware === 'uefi' && uefiPackage !== '' ? [uefiPackage] : []),
    ...(accel === 'kvm' ? ['kvm'] : []),
  ];
}

type Words = Pick<Finding, 'field' | 'message' | 'next' | 'remedy'>;

/** The findings that concern one machine by itself. */
function findings(node: QemuNode): Finding[] {
  const warnings = [...bootWarnings(node), ...kernelWarnings(node)];
  return [
    ...boardErrors(node).map(
      (words): Finding => ({ severity: 'error', record: node.id, ...words }),
    ),
    ...warnings.map((words): Finding => ({ severity: 'warning', record: node.id, ...words })),
  ];
}

/** What QEMU would refuse to start with. */
function boardErrors({ name, architecture, firmware, cards }: QemuNode): Words[] {
  const traits = architectureTraits[architecture];
  const errors: Words[] = [];
  if (firmware === 'uefi' && !traits.hasUefi) {
    errors.push({
      field: 'firmware',
      message: `${name} wants UEFI, which there is not for ${architecture}.`,
      next: 'Choose the usual firmware, or another processor.',
    });
  }
  const misplaced = cards.findIndex(({ model }) => model === 'virtio-net-device');
  if (misplaced !== -1 && !traits.hasVirtioBus) {
    errors.push({
      field: 'cards',
      message: `The card eth${misplaced} of ${name} is a virtio-net-device, for which ${architecture} has no place.`,
      next: 'Choose virtio-net-pci, or a processor with a “virt” board: ARM or RISC-V.',
    });
  }
  return errors;
}

function bootWarnings(node: QemuNode): Words[] {
  const { name, architecture, firmware, kernel, cdrom, disks } = node;
  const hasMedium = cdrom !== '' || disks.length > 0;
  if (!hasMedium && kernel === '' && node.arguments.length === 0) {
    return [
      {
        field: 'cdrom',
        message: `${name} has nothing to boot from.`,
        next: 'Choose an ISO image, a disk image or a kernel for it.',
      },
    ];
  }
  const traits = architectureTraits[architecture];
  if (!hasMedium || kernel !== '' || firmware === 'uefi' || traits.hasBios) return [];
  return [
    {
      field: 'firmware',
      message: `${name} has no firmware that could start a disk or CD on ${architecture}.`,
      next: traits.hasUefi ? 'Choose UEFI for it, or a kernel.' : 'Choose a kernel for it.',
    },
  ];
}

function kernelWarnings({ name, architecture, kernel, initrd, append }: QemuNode): Words[] {
  if (kernel === '') {
    if (append === '' && initrd === '') return [];
    return [
      {
        field: 'kernel',
        message: `${name} has kernel arguments or an initrd, but no kernel that would read them.`,
        next: 'Choose a kernel, or empty these fields.',
      },
    ];
  }
  const { serialPort } = architectureTraits[architecture];
  if (printsOn(append, serialPort)) return [];
  return [
    {
      field: 'append',
      message: `The kernel of ${name} will not print on its console tab.`,
      next: `Add console=${serialPort} to the kernel arguments.`,
      remedy: { do: 'add-kernel-words', words: [`console=${serialPort}`] },
    },
  ];
}

/** Whether a kernel command line names the serial port as a console. */
export function printsOn(append: string, serialPort: string): boolean {
  const console = `console=${serialPort}`;
  return append.split(/\s+/).some((word) => word === console || word.startsWith(`${console},`));
}

export const qemuKind = defineKind({
  schema,
  ...machine,
  needs,
  images: ({ disks }) =>
    disks.map(({ image, access }) => ({ field: 'disks', image, writes: access === 'direct' })),
  findings,
  notRunning: unlessNamed,
  permissions: {
    ...placedFields,
    architecture: 'harmless',
    firmware: 'harmless',
    memory: 'harmless',
    cpus: 'harmless',
    cpuLimit: 'harmless',
    cdrom: pathRule('reads', 'as the CD of the machine'),
    disks: {
      each: {
        image: {
          can: ['reads', 'writes'],
          wishes: (image, { access }) => imageRequest(image, access),
        },
        interface: 'harmless',
        access: { with: 'image' },
      },
    },
    kernel: pathRule('reads', 'as the guest’s kernel'),
    initrd: pathRule('reads', 'as the guest’s initial ramdisk'),
    append: {
      can: ['runs', 'writes'],
      wishes: (append, _, node) => ordersRequest(append, writtenBy(node)),
    },
    accel: 'harmless',
    display: 'harmless',
    arguments: {
      can: ['runs'],
      wishes: (words) =>
        commandRequest(
          words,
          'as options of QEMU, which can run programs and use any file',
          'qemu',
        ),
    },
    cards: { each: { mac: 'harmless', model: 'harmless' } },
    start: startFields,
  },
});
