/** Machines of VirtualBox, as the service knows them. */
import type { VboxNode } from '../../../shared/document/topology';
import type { DeviceKind } from '../common/device-kind';
import { VboxDriver } from './vbox-driver';
import { vboxExport } from './vbox-export';

/** Also tells which machines VirtualBox has, and puts back what a killed app left. */
export const vboxDriver = new VboxDriver();

export const vboxKind: DeviceKind<VboxNode> = {
  run: { driver: vboxDriver },
  checks: {},
  script: vboxExport,
};
