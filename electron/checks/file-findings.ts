/** Images, kernels and programs of a drawing that are not there or may not be used, in the words of a start. */
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { natLocator } from '../../shared/document/nat-locator';
import type { DeviceNode, NatNode, QemuNode, UmlNode } from '../../shared/document/topology';
import type { Failure } from '../../shared/failure/failure';
import { architectureTraits } from '../../shared/kinds/qemu-architectures';
import { checkImage, checkProgram } from '../machines/common/image-check';
import { HostDriver } from '../machines/host/host-driver';
import { forwardFailure } from '../machines/nat/forward-ports';
import { PlugDriver } from '../machines/plug/plug-driver';
import { checkModules } from '../machines/plug/plug-modules';
import { PLUG_PROGRAM } from '../machines/plug/plug-process';
import { checkFirmware, notWritable } from '../machines/qemu/qemu-check';
import { programOf } from '../machines/qemu/qemu-machine';
import { UML_PROGRAM } from '../machines/uml/uml-args';
import { isPortTaken } from './listening';

const host = new HostDriver();
const plug = new PlugDriver();

interface NamedFile {
  readonly role: string;
  readonly path: string;
  readonly field: string;
  /** Whether the machine writes to it. */
  readonly writes?: boolean;
}

function filesOfQemu({ cdrom, kernel, initrd, disks }: QemuNode): NamedFile[] {
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

function filesOfUml({ kernel, rootfs, initrd }: UmlNode): NamedFile[] {
  return [
    { role: 'kernel', path: kernel, field: 'kernel' },
    { role: 'root file system', path: rootfs, field: 'rootfs' },
    { role: 'initrd', path: initrd, field: 'initrd' },
  ];
}

async function fileFailures(
  node: QemuNode | UmlNode,
  files: readonly NamedFile[],
): Promise<Failure[]> {
  const failures: Failure[] = [];
  const seen = new Set<string>();
  for (const { role, path, field, writes = false } of files) {
    // An image that is drawn twice is missing once.
    if (path === '' || seen.has(path)) continue;
    seen.add(path);
    const failure =
      (await checkImage(node, role, path)) ?? (await writeFailure(node, path, writes));
    if (failure !== null) failures.push({ ...failure, field });
  }
  return failures;
}

async function writeFailure(
  node: QemuNode | UmlNode,
  path: string,
  writes: boolean,
): Promise<Failure | null> {
  if (!writes) return null;
  try {
    await access(path, constants.W_OK);
    return null;
  } catch (error) {
    return notWritable(node, path, error as Error);
  }
}

function programFailures(node: QemuNode | UmlNode): Failure[] {
  const missing =
    node.kind === 'qemu'
      ? [
          checkProgram(
            node,
            programOf(node.architecture),
            architectureTraits[node.architecture].debianPackage,
          ),
          node.disks.length > 0 ? checkProgram(node, 'qemu-img', 'qemu-utils') : null,
          checkFirmware(node),
        ]
      : [node.kernel === '' ? checkProgram(node, UML_PROGRAM, 'user-mode-linux') : null];
  return missing.filter((one) => one !== null);
}

async function natFailures(node: NatNode): Promise<Failure[]> {
  const missing =
    checkProgram(node, PLUG_PROGRAM, 'vdeplug') ?? checkModules(node, natLocator(node));
  if (missing !== null) return [missing];
  const failures: Failure[] = [];
  for (const forward of node.forwards) {
    if (!(await isPortTaken(forward))) continue;
    const error = Object.assign(new Error('bind: EADDRINUSE'), { code: 'EADDRINUSE' });
    failures.push(forwardFailure(node, forward, error));
  }
  return failures;
}

/** What is missing for one node. Nothing is started for it; a kernel is not run. */
export async function fileFailuresOf(node: DeviceNode): Promise<Failure[]> {
  switch (node.kind) {
    case 'qemu':
      return [...programFailures(node), ...(await fileFailures(node, filesOfQemu(node)))];
    case 'uml':
      return [...programFailures(node), ...(await fileFailures(node, filesOfUml(node)))];
    case 'host':
      return one(await host.check(node));
    case 'plug':
      return one(await plug.check(node));
    case 'nat':
      return natFailures(node);
    default:
      return [];
  }
}

const one = (failure: Failure | null) => (failure === null ? [] : [failure]);
