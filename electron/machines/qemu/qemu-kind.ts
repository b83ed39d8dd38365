/** QEMU machines, as the service knows them. */

import type { QemuNode } from '../../../shared/document/topology';
import type { Failure } from '../../../shared/failure/failure';
import type { Finding } from '../../../shared/failure/finding';
import { architectureTraits } from '../../../shared/kinds/qemu-architectures';
import type { DeviceKind, DrawnSettings, MayRead } from '../common/device-kind';
import { faultOf } from '../common/drawn-address';
import { checkProgram, fileFailures, type NamedFile } from '../common/image-check';
import { kernelAddress } from '../common/kernel-address';
import { driverlessCards } from './driverless-cards';
import { checkFirmware } from './qemu-check';
import { QemuDriver } from './qemu-driver';
import { qemuExport } from './qemu-export';
import { programOf } from './qemu-machine';
import { qemuOverlays } from './qemu-overlays';

function filesOf({ cdrom, kernel, initrd, disks }: QemuNode): NamedFile[] {
  return [
    { role: 'CD image', path: cdrom, field: 'cdrom' },
    { role: 'kernel', path: kernel, field: 'kernel' },
    { role: 'initrd', path: kernel === '' ? '' : initrd, field: 'initrd' },
    ...disks.map(({ image, access: use }) => ({
      role: 'disk image',
      path: image,
      field: 'disks',
      writes: use === 'direct',
    })),
  ];
}

function programFailures(node: QemuNode): Failure[] {
  const { debianPackage } = architectureTraits[node.architecture];
  const missing = [
    checkProgram(node, programOf(node.architecture), debianPackage),
    node.disks.length > 0 ? checkProgram(node, 'qemu-img', 'qemu-utils') : null,
    checkFirmware(node),
  ];
  return missing.filter((one) => one !== null);
}

/** That its guest has no drivers for its cards. */
async function driverFindings(node: QemuNode, mayRead: MayRead): Promise<Finding[]> {
  if (node.kernel === '' || !(await mayRead(node))) return [];
  const failure = await driverlessCards(node);
  if (failure === null) return [];
  const { message, next, remedy } = failure;
  const offered = remedy === undefined ? {} : { remedy };
  return [{ severity: 'warning', record: node.id, field: 'cards', message, next, ...offered }];
}

function settingsOf(node: QemuNode): DrawnSettings {
  const { addresses, findings } = kernelAddress(node);
  return { addresses, findings: [...findings, ...addresses.flatMap(faultOf)] };
}

export const qemuKind: DeviceKind<QemuNode> = {
  run: { driver: new QemuDriver() },
  checks: {
    failures: async (node) => [
      ...programFailures(node),
      ...(await fileFailures(node, filesOf(node))),
    ],
    findings: async (nodes, mayRead) => {
      const found = nodes.map((node) => driverFindings(node, mayRead));
      return (await Promise.all(found)).flat();
    },
    settings: settingsOf,
  },
  script: qemuExport,
  disks: qemuOverlays,
};
