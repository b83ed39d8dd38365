/** What would keep a QEMU machine from starting, said beforehand. */
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import type { QemuNode } from '../../../shared/document/topology';
import type { Failure } from '../../../shared/failure/failure';
import { architectureTraits } from '../../../shared/kinds/qemu-architectures';
import { checkImage, checkProgram, notWritable } from '../common/image-check';
import type { ImageClaim } from '../common/machine-driver';
import { findFirmware, programOf } from './qemu-machine';

export async function checkQemu(node: QemuNode): Promise<Failure | null> {
  const { debianPackage } = architectureTraits[node.architecture];
  return (
    checkProgram(node, programOf(node.architecture), debianPackage) ??
    (node.disks.length > 0 ? checkProgram(node, 'qemu-img', 'qemu-utils') : null) ??
    checkFirmware(node) ??
    checkBootable(node) ??
    (await checkImages(node)) ??
    (await checkWritable(node))
  );
}

/** That the firmware which the machine wants is not installed. */
export function checkFirmware(node: QemuNode): Failure | null {
  if (node.firmware === 'bios' || findFirmware(node.architecture) !== null) return null;
  const { uefiPackage } = architectureTraits[node.architecture];
  return {
    code: 'program-missing',
    message: `${node.name} wants UEFI, but no UEFI firmware for ${node.architecture} is installed.`,
    next:
      uefiPackage === ''
        ? 'Choose the board’s own firmware in the inspector.'
        : `Install it: \`sudo apt-get install ${uefiPackage}\`.`,
    record: node.id,
  };
}

function checkBootable(node: QemuNode): Failure | null {
  const hasImage = node.cdrom !== '' || node.kernel !== '' || node.disks.length > 0;
  // UEFI has a shell of its own, and arguments may bring what nobody here knows of.
  if (hasImage || node.firmware === 'uefi' || node.arguments.length > 0) return null;
  return {
    code: 'image-missing',
    message: `${node.name} has nothing to boot from.`,
    next: `Choose a CD image, a disk image or a kernel in the inspector of ${node.name}.`,
    record: node.id,
  };
}

async function checkImages(node: QemuNode): Promise<Failure | null> {
  const images: [role: string, path: string][] = [
    ['CD image', node.cdrom],
    ['kernel', node.kernel],
    ['initrd', node.kernel === '' ? '' : node.initrd],
    ...node.disks.map(({ image }): [string, string] => ['disk image', image]),
  ];
  for (const [role, path] of images) {
    const failure = path === '' ? null : await checkImage(node, role, path);
    if (failure !== null) return failure;
  }
  return null;
}

async function checkWritable(node: QemuNode): Promise<Failure | null> {
  for (const { image, access: use } of node.disks) {
    if (use === 'overlay') continue;
    try {
      await access(image, constants.W_OK);
    } catch (error) {
      return notWritable(node, image, error as Error);
    }
  }
  return null;
}

/** How a machine uses its files. */
export function imageClaims(node: QemuNode): ImageClaim[] {
  const read = [node.cdrom, node.kernel, node.kernel === '' ? '' : node.initrd];
  return [
    ...read.filter((path) => path !== '').map((path): ImageClaim => ({ path, use: 'read' })),
    ...node.disks.map(
      ({ image, access: use }): ImageClaim => ({
        path: image,
        use: use === 'direct' ? 'write' : 'base',
      }),
    ),
  ];
}
