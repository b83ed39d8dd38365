/** What keeps QEMU machines from doing what their drawing promises. */

import { architectureTraits } from '../document/qemu-architectures';
import type { QemuNode } from '../document/topology';
import type { Finding } from '../failure/finding';

type Words = Pick<Finding, 'field' | 'message' | 'next' | 'remedy'>;

/** The findings that concern one machine by itself. */
export function qemuFindings(node: QemuNode): Finding[] {
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
