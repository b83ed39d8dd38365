/** What the service does for each call about a single machine. */
import type { machineCalls } from '../../shared/contract/service-machines';
import type { MachineDisks } from '../disks/machine-disks';
import type { Lab } from '../lab/lab';
import { installedModules } from '../machines/plug/plug-modules';
import { architectures } from '../machines/qemu/qemu-architectures';
import { umlAnswer } from '../machines/uml/uml-answer';
import { umlVerdict } from '../machines/uml/uml-verdict';
import { registeredMachines } from '../machines/vbox/vbox-machines';
import type { VboxManage } from '../machines/vbox/vbox-manage';
import { hostInterfaces } from '../system/network/interfaces';
import { findProgram } from '../system/processes/find-program';
import type { Handlers } from './session';
import type { LabTrust } from './trust-handlers';

export interface MachineContext {
  readonly lab: Lab;
  readonly disks: MachineDisks;
  readonly vbox: VboxManage;
  readonly trust: LabTrust;
}

export function machineHandlers({
  lab,
  disks,
  vbox,
  trust,
}: MachineContext): Pick<Handlers, keyof typeof machineCalls> {
  return {
    'machine.control': async ({ node, control }) => {
      await lab.machines.control(node, control);
      return {};
    },
    'machine.sysrq': async ({ node, key }) => {
      await lab.machines.sysrq(node, key);
      return {};
    },
    'machine.setMedium': async ({ node, path }) => {
      await lab.machines.setMedium(node, path);
      return {};
    },
    'machine.snapshots': async ({ node }) => ({
      snapshots: await lab.machines.snapshots(node).list(),
    }),
    'machine.saveSnapshot': async ({ node, name }) => {
      const snapshots = lab.machines.snapshots(node);
      await snapshots.save(name);
      return { snapshots: await snapshots.list() };
    },
    'machine.restoreSnapshot': async ({ node, name }) => {
      const snapshots = lab.machines.snapshots(node);
      await snapshots.restore(name);
      return { snapshots: await snapshots.list() };
    },
    'machine.deleteSnapshot': async ({ node, name }) => {
      const snapshots = lab.machines.snapshots(node);
      await snapshots.delete(name);
      return { snapshots: await snapshots.list() };
    },
    'machine.report': ({ node }) => lab.machines.report(node),
    'machine.disks': async ({ node }) => ({
      disks: await disks.list(node),
      former: await disks.former(node),
    }),
    'machine.keepOverlay': async ({ node, disk, former }) => {
      await trust.check(node);
      await disks.keep(node, disk, former);
      return {};
    },
    'machine.deleteOverlay': async ({ node, former }) => {
      await trust.check(node);
      await disks.deleteFormer(node, former);
      return {};
    },
    'machine.wipeDisks': async ({ node }) => {
      await trust.check(node);
      await disks.wipe(node);
      return {};
    },
    'machine.commitDisk': async ({ node, disk }) => {
      await trust.check(node);
      await disks.commit(node, disk);
      return {};
    },
    'qemu.architectures': () => ({ architectures: architectures() }),
    'uml.kernel': async ({ kernel }) => {
      await trust.checkProgram(kernel);
      return umlAnswer(kernel);
    },
    'uml.verdicts': async ({ kernels }) => ({
      verdicts: await Promise.all(kernels.map((kernel) => umlVerdict(kernel))),
    }),
    'vbox.machines': async () => ({ machines: await registeredMachines(vbox) }),
    'host.interfaces': async () => {
      const ip = findProgram('ip');
      return { interfaces: ip === null ? [] : await hostInterfaces(ip) };
    },
    'plug.modules': () => ({ modules: installedModules() }),
  };
}
