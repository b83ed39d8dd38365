/**
 * What keeps a User-Mode Linux machine from starting, and which files it takes. To check a kernel is to run it,
 * so this is for a start that was agreed to; see may-run-unasked.ts for what may be run before.
 */

import { unfitFailure } from '../../../shared/contract/uml-kernels';
import type { UmlNode } from '../../../shared/document/topology';
import type { Failure } from '../../../shared/failure/failure';
import { isPathForUml, UNUSABLE_IN_UML } from '../../../shared/kinds/uml';
import { findProgram } from '../../system/processes/find-program';
import { checkImage, checkProgram } from '../common/image-check';
import type { ImageClaim } from '../common/machine-driver';
import type { Found } from '../diagnosis/cause';
import { type Obstacle, programObstacle } from '../diagnosis/program-file';
import { memoryFolder } from './memory-folder';
import { UML_PROGRAM } from './uml-args';
import { inspectUmlKernel, type UmlKernel } from './uml-dialect';
import { modulesDirectory } from './uml-modules';
import { umlProof } from './uml-proof';
import { verdictOf } from './uml-verdict';

/** What keeps the node from starting, or null. */
export async function checkUml(node: UmlNode): Promise<Failure | null> {
  return (
    (node.kernel === '' ? checkProgram(node, UML_PROGRAM, 'user-mode-linux') : null) ??
    (node.kernel === '' ? null : await checkImage(node, 'kernel', node.kernel)) ??
    checkMemory(node) ??
    (await checkKernel(node)) ??
    (await checkImages(node))
  );
}

/** How it uses its files. */
export function umlClaims({ rootfs, access, initrd }: UmlNode): ImageClaim[] {
  const disk: ImageClaim = { path: rootfs, use: access === 'direct' ? 'write' : 'base' };
  const claims: ImageClaim[] = [disk, { path: initrd, use: 'read' }];
  return claims.filter(({ path }) => path !== '');
}

export function kernelPath(node: UmlNode): string | null {
  return findProgram(node.kernel === '' ? UML_PROGRAM : node.kernel);
}

export function noKernel(node: UmlNode): Failure {
  return {
    code: 'image-missing',
    message: `The kernel of ${node.name} is not a User-Mode Linux kernel that can be run: ${node.kernel}`,
    next: `Choose another in the inspector of ${node.name}, or leave it empty to use Debian’s ${UML_PROGRAM}.`,
    record: node.id,
  };
}

async function checkKernel(node: UmlNode): Promise<Failure | null> {
  const obstacle = node.kernel === '' ? null : await programObstacle(node.kernel);
  const path = kernelPath(node);
  if (obstacle !== null || path === null) return unrunnable(node, obstacle);
  const kernel = await inspectUmlKernel(path);
  if (kernel === null) return noKernel(node);
  if (kernel.refusal !== null) return refused(node, path, kernel.refusal);
  if (kernel.dialect === null && node.cards.length > 0) {
    const message = `The kernel of ${node.name} was built without VDE, so it can have no network cards.`;
    return { ...noKernel(node), message };
  }
  const lacks = checkAbilities(node, kernel) ?? (await checkModules(node, kernel));
  if (lacks !== null) return lacks;
  // A remembered no may have been true of an hour ago only.
  const proof = await umlProof(path, { again: true });
  const verdict = verdictOf(node.kernel, path, kernel.version, proof);
  if (verdict.state === 'unfit') return unfitFailure(node, verdict);
  if (node.cards.length === 0 || !kernel.runsVdePlug) return null;
  return checkProgram(node, 'vde_plug', 'vdeplug');
}

function unrunnable(node: UmlNode, obstacle: Obstacle | null): Failure {
  if (obstacle === null) return noKernel(node);
  const { code, because, next } = obstacle;
  const message = `The kernel of ${node.name} cannot be run: ${node.kernel} ${because}.`;
  return { ...noKernel(node), code, message, next };
}

/** It was run to be asked what it is, and did not come so far. */
function refused(node: UmlNode, path: string, { code, because, next, said }: Found): Failure {
  const message = `The kernel of ${node.name}, ${path}, cannot be run: ${because}.`;
  return { code, message, next, ...(said === '' ? {} : { said }), record: node.id };
}

function checkMemory(node: UmlNode): Failure | null {
  const { failure, isNone } = memoryFolder(node);
  return isNone ? failure : null;
}

function checkAbilities(node: UmlNode, { abilities }: UmlKernel): Failure | null {
  const lacking: [needed: boolean, has: boolean, what: string][] = [
    [node.rootfs !== '', abilities.ubd, 'disks (ubd), so it cannot use a root file system image'],
    [node.initrd !== '', abilities.initrd, 'initial ramdisks'],
    [node.modules !== '', abilities.modules, 'modules'],
    [node.modules !== '', abilities.hostfs, 'hostfs, by which its modules would reach it'],
  ];
  const first = lacking.find(([needed, has]) => needed && !has);
  if (first === undefined) return null;
  return {
    ...noKernel(node),
    message: `The kernel of ${node.name} was built without ${first[2]}.`,
  };
}

async function checkModules(node: UmlNode, { version }: UmlKernel): Promise<Failure | null> {
  if (node.modules === '') return null;
  const choose = `Choose the folder in which there is one called ${version} in the inspector of ${node.name}.`;
  const failure: Failure = { ...noKernel(node), message: '', next: choose, detail: node.modules };
  if (!node.modules.startsWith('/')) {
    const message = `The modules of ${node.name} need a full path, one that begins with /.`;
    return { ...failure, message };
  }
  if ((await modulesDirectory(node.modules, version)) === null) {
    const message = `There are no modules for Linux ${version}, the kernel of ${node.name}, in ${node.modules}.`;
    return { ...failure, message };
  }
  return checkSpelling(node, 'folder of modules', node.modules);
}

async function checkImages(node: UmlNode): Promise<Failure | null> {
  if (node.rootfs === '' && node.initrd === '') {
    return {
      code: 'image-missing',
      message: `${node.name} has nothing to boot from.`,
      next: `Choose a root file system image or an initrd in the inspector of ${node.name}.`,
      record: node.id,
    };
  }
  const images: [role: string, path: string][] = [
    ['root file system', node.rootfs],
    ['initrd', node.initrd],
  ];
  for (const [role, path] of images.filter(([, name]) => name !== '')) {
    const failure = (await checkImage(node, role, path)) ?? checkSpelling(node, role, path);
    if (failure !== null) return failure;
  }
  return null;
}

function checkSpelling(node: UmlNode, role: string, path: string): Failure | null {
  if (isPathForUml(path)) return null;
  return {
    code: 'image-missing',
    message: `User-Mode Linux cannot use a ${role} whose path has ${UNUSABLE_IN_UML}: ${path}`,
    next: 'Rename it or move it, and choose it again in the inspector.',
    record: node.id,
  };
}
