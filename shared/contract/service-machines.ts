/** The calls of the contract that are about single machines. */

import { z } from 'zod';
import { idSchema } from '../kinds/fields/node-fields';
import { architectures } from '../kinds/qemu-architectures';
import { hostInterfaceSchema } from '../lab/host-interfaces';
import {
  formerOverlaySchema,
  machineControlSchema,
  machineDiskSchema,
  machineReportSchema,
  snapshotSchema,
} from '../lab/machine-control';
import { umlVerdictSchema } from './uml-kernels';

const nothing = z.object({});
const ofNode = z.object({ node: idSchema });
/** A name that QEMU takes for a tag and a person types. */
const snapshotName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9 _.-]{0,62}$/);
const overlayName = z.string().regex(/^[a-z0-9.-]{1,64}$/);
const ofSnapshot = ofNode.extend({ name: snapshotName });
const snapshots = z.object({ snapshots: z.array(snapshotSchema) });
const filePath = z.string().max(4096);

const vboxMachineSchema = z.object({
  uuid: z.uuid(),
  name: z.string(),
  system: z.string(),
  /** As VirtualBox says it: poweroff, running, paused, saved, aborted; `inaccessible` without settings. */
  state: z.string(),
  cards: z.array(
    z.object({
      adapter: z.number().int(),
      model: z.string(),
      mac: z.string(),
      attachment: z.string(),
    }),
  ),
});
export type VboxMachine = z.infer<typeof vboxMachineSchema>;

const ability = z.boolean();
const umlKernelSchema = z.object({
  version: z.string(),
  /** How it wants its VDE cards spelled; null if it was built without VDE. */
  dialect: z.enum(['path', 'locator', 'vector']).nullable(),
  abilities: z.object({
    ubd: ability,
    initrd: ability,
    hostfs: ability,
    mconsole: ability,
    sysrq: ability,
    modules: ability,
  }),
});
export type UmlKernelAnswer = z.infer<typeof umlKernelSchema>;

export const machineCalls = {
  'machine.control': { params: ofNode.extend({ control: machineControlSchema }), result: nothing },
  /** Gives a Linux guest a command of its magic SysRq key, one letter or digit. */
  'machine.sysrq': {
    params: ofNode.extend({ key: z.string().regex(/^[0-9a-z]$/) }),
    result: nothing,
  },
  /** Changes the image in the CD drive of a running machine; an empty path ejects it. */
  'machine.setMedium': { params: ofNode.extend({ path: filePath }), result: nothing },
  'machine.snapshots': { params: ofNode, result: snapshots },
  'machine.saveSnapshot': { params: ofSnapshot, result: snapshots },
  'machine.restoreSnapshot': { params: ofSnapshot, result: snapshots },
  'machine.deleteSnapshot': { params: ofSnapshot, result: snapshots },
  'machine.report': { params: ofNode, result: machineReportSchema },
  'machine.disks': {
    params: ofNode,
    result: z.object({ disks: z.array(machineDiskSchema), former: z.array(formerOverlaySchema) }),
  },
  /** Goes on with what was written: the image of the disk is the one that it was written on. */
  'machine.keepOverlay': {
    params: ofNode.extend({
      disk: z.number().int().min(0).max(7),
      /** A former overlay, for a disk that has none; by default the disk's own. */
      former: overlayName.optional(),
    }),
    result: nothing,
  },
  /** Deletes what a machine wrote on an image that none of its disks names. */
  'machine.deleteOverlay': { params: ofNode.extend({ former: overlayName }), result: nothing },
  /** Throws away what a machine that is off wrote to the overlays of its disks, with its snapshots. */
  'machine.wipeDisks': { params: ofNode, result: nothing },
  /** Writes an overlay of a machine that is off back into the image below it. */
  'machine.commitDisk': {
    params: ofNode.extend({ disk: z.number().int().min(0).max(7) }),
    result: nothing,
  },
  /** Which processors QEMU can be, and whether a UEFI firmware is there for each. */
  'qemu.architectures': {
    params: nothing,
    result: z.object({
      architectures: z.array(
        z.object({ name: z.enum(architectures), installed: z.boolean(), uefi: z.boolean() }),
      ),
    }),
  },
  /** What a User-Mode Linux kernel says of itself; it is run for that. Empty for `linux.uml`. */
  'uml.kernel': { params: z.object({ kernel: filePath }), result: umlKernelSchema },
  /**
   * Whether kernels, as nodes name them, run on this computer's processor. Only `linux.uml` and those in the
   * library of images are tried; the others may be anything, and are left unknown.
   */
  'uml.verdicts': {
    params: z.object({ kernels: z.array(filePath).max(64) }),
    result: z.object({ verdicts: z.array(umlVerdictSchema) }),
  },
  /** The machines that VirtualBox has registered, with their cards that are switched on. */
  'vbox.machines': { params: nothing, result: z.object({ machines: z.array(vboxMachineSchema) }) },
  /** The modules that the installed vde_plug can load. */
  'plug.modules': { params: nothing, result: z.object({ modules: z.array(z.string()) }) },
  /** The Ethernet interfaces of this computer, for a tap to be bridged to. */
  'host.interfaces': {
    params: nothing,
    result: z.object({ interfaces: z.array(hostInterfaceSchema) }),
  },
} as const satisfies Record<string, { params: z.ZodType; result: z.ZodType }>;
