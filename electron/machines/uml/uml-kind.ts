/** User-Mode Linux machines, as the service knows them. */
import type { UmlNode } from '../../../shared/document/topology';
import type { DeviceKind, DrawnSettings } from '../common/device-kind';
import { faultOf } from '../common/drawn-address';
import { checkProgram, fileFailures, type NamedFile } from '../common/image-check';
import { kernelAddress } from '../common/kernel-address';
import { memoryFinding } from './memory-folder';
import { UML_PROGRAM } from './uml-args';
import { UmlDriver } from './uml-driver';
import { umlExport } from './uml-export';
import { umlOverlays } from './uml-overlays';
import { unfitKernels } from './uml-verdict';

function filesOf({ kernel, rootfs, initrd }: UmlNode): NamedFile[] {
  return [
    { role: 'kernel', path: kernel, field: 'kernel' },
    { role: 'root file system', path: rootfs, field: 'rootfs' },
    { role: 'initrd', path: initrd, field: 'initrd' },
  ];
}

function settingsOf(node: UmlNode): DrawnSettings {
  const { addresses, findings } = kernelAddress(node);
  return { addresses, findings: [...findings, ...addresses.flatMap(faultOf)] };
}

export const umlKind: DeviceKind<UmlNode> = {
  run: { driver: new UmlDriver() },
  checks: {
    failures: async (node) => {
      const program =
        node.kernel === '' ? checkProgram(node, UML_PROGRAM, 'user-mode-linux') : null;
      const files = await fileFailures(node, filesOf(node));
      return program === null ? files : [program, ...files];
    },
    findings: async (nodes) => [
      ...(await unfitKernels(nodes)),
      ...nodes.flatMap((node) => memoryFinding(node) ?? []),
    ],
    settings: settingsOf,
  },
  script: umlExport,
  disks: umlOverlays,
};
