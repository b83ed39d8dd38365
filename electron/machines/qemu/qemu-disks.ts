/** The drives of a QEMU machine on its command line: disks by their interface, the CD, the firmware. */

import type { QemuNode } from '../../../shared/document/topology';
import { busesOf, type Disk } from '../../../shared/kinds/qemu';
import { architectureTraits } from '../../../shared/kinds/qemu-architectures';

/** What a disk of the machine is in: its own overlay, or the image itself. */
export interface DiskFile {
  readonly file: string;
  /** As QEMU names it, "qcow2" or "raw": never guessed from what a guest wrote. */
  readonly format: string;
}

export interface FirmwareFiles {
  readonly code: string;
  /** The machine's own copy, which it writes to. */
  readonly variables: string;
}

/** Doubles commas, which separate options within one QEMU argument. */
export function escapeCommas(value: string): string {
  return value.replaceAll(',', ',,');
}

/** UEFI in two flash chips: the code, which is shared, and the machine's own variables. */
export function firmwareArgs(firmware: FirmwareFiles | null): string[] {
  if (firmware === null) return [];
  const flash = (unit: number, file: string, more: string) => [
    '-drive',
    `if=pflash,unit=${unit},format=raw${more},file=${escapeCommas(file)}`,
  ];
  return [...flash(0, firmware.code, ',readonly=on'), ...flash(1, firmware.variables, '')];
}

/** Whether USB devices have a place to be plugged into. */
function wantsUsb({ disks, display, architecture }: QemuNode): boolean {
  return (
    (display !== 'none' && architecture !== 's390x') ||
    disks.some(({ interface: bus }) => bus === 'usb')
  );
}

/** Controllers that a PC and the other boards do not bring along. */
export function controllerArgs(node: QemuNode): string[] {
  const scsi = node.disks.some(({ interface: bus }) => bus === 'scsi') || hasScsiCd(node);
  return [
    ...(wantsUsb(node) ? ['-device', 'qemu-xhci'] : []),
    ...(scsi ? ['-device', 'virtio-scsi'] : []),
  ];
}

/** Without IDE the CD drive is a SCSI one, because a virtio disk cannot be ejected. */
function hasScsiCd(node: QemuNode): boolean {
  return node.cdrom !== '' && !isOnIde(node);
}

const isOnIde = ({ architecture }: QemuNode) => architectureTraits[architecture].hasIde;

export function cdromArgs(node: QemuNode): string[] {
  if (node.cdrom === '') return [];
  if (isOnIde(node)) return ['-cdrom', node.cdrom];
  const drive = `if=none,id=cd,media=cdrom,file=${escapeCommas(node.cdrom)}`;
  return ['-drive', drive, '-device', 'scsi-cd,drive=cd'];
}

export function diskArgs(node: QemuNode, files: readonly DiskFile[]): string[] {
  return busesOf(node).flatMap((bus, index) => {
    const { file, format } = files[index]!;
    return driveArgs(bus, `file=${escapeCommas(file)},format=${format}`, `disk${index}`);
  });
}

/** @param drive the options that say which file it is and how it is used */
export function driveArgs(bus: Disk['interface'], drive: string, id: string): string[] {
  const apart = ['-drive', `${drive},if=none,id=${id}`, '-device'];
  switch (bus) {
    case 'ide':
      return ['-drive', drive];
    case 'virtio':
      return ['-drive', `${drive},if=virtio`];
    case 'scsi':
      return [...apart, `scsi-hd,drive=${id}`];
    case 'nvme':
      return [...apart, `nvme,drive=${id},serial=${id}`];
    case 'usb':
      return [...apart, `usb-storage,drive=${id}`];
  }
}
