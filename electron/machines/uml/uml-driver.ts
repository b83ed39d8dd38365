/**
 * Starts and stops User-Mode Linux machines. They run on a pseudo-terminal, which is their console, so
 * that its size reaches the guest. A stop asks the kernel to write its disks out and halt; where that
 * fails SIGTERM follows, on which UML closes its files and removes its sockets.
 */
import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Failure, FailureError } from '../../../shared/failure';
import type { UmlNode } from '../../../shared/topology';
import { findProgram } from '../find-program';
import { checkImage, checkProgram } from '../image-check';
import type { MachineContext, MachineDriver, MachineExit, MachineRun } from '../machine-driver';
import { interrupted, untilUp } from '../machine-start';
import type { Child } from '../supervised-child';
import { resizeWhenQuiet } from './resize-when-quiet';
import { isPathForUml, UML_PROGRAM, umlArgs, umlConsolePath } from './uml-args';
import { inspectUmlKernel, type UmlDialect, type UmlKernel } from './uml-dialect';
import { umlFailure } from './uml-failure';
import { haltUml } from './uml-halt';

/** How long writing out and halting may take. */
const HALT_PATIENCE_MS = 10_000;
/** UML prints its first line at once, before it sets up its memory. */
const FIRST_OUTPUT_LIMIT_MS = 20_000;

export class UmlDriver implements MachineDriver<UmlNode> {
  async check(node: UmlNode): Promise<Failure | null> {
    return (
      (node.kernel === '' ? checkProgram(node, UML_PROGRAM, 'user-mode-linux') : null) ??
      (node.kernel === '' ? null : await checkImage(node, 'kernel', node.kernel)) ??
      (await checkKernel(node)) ??
      (await checkImages(node))
    );
  }

  async start(node: UmlNode, context: MachineContext, signal: AbortSignal): Promise<MachineRun> {
    const path = kernelPath(node);
    const kernel = path === null ? null : await inspectUmlKernel(path);
    if (path === null || kernel === null) throw new FailureError(noKernel(node));
    await mkdir(context.dataDirectory, { recursive: true });
    if (signal.aborted) throw interrupted(node);
    context.report(`Starting ${titleOf(kernel)}`);
    const paths = {
      cards: context.cardDirectories,
      overlay: overlayName(node.rootfs),
      runtimeDirectory: context.runtimeDirectory,
    };
    const child = context.supervisor.spawnTerminal({
      program: path,
      // Only a kernel without cards may be without VDE, see checkKernel.
      args: umlArgs(node, paths, kernel.dialect ?? 'path'),
      cwd: context.dataDirectory,
      environment: { HOME: context.runtimeDirectory },
    });
    await untilUp({
      node,
      child,
      up: () => child.printed,
      ended: (exit) => umlFailure(node, exit),
      late: silent(node),
      limitMs: FIRST_OUTPUT_LIMIT_MS,
      signal,
    });
    context.attachConsole('console', resizeWhenQuiet(child.console));
    return new UmlRun(node, child, context.runtimeDirectory, titleOf(kernel));
  }
}

const dialectNames: Record<UmlDialect, string> = { path: 'vde', locator: 'vde', vector: 'vector' };

function titleOf({ version, dialect }: UmlKernel): string {
  const uml = version === '' ? 'UML' : `UML ${version}`;
  return dialect === null ? uml : `${uml}, ${dialectNames[dialect]}`;
}

function kernelPath(node: UmlNode): string | null {
  return findProgram(node.kernel === '' ? UML_PROGRAM : node.kernel);
}

/** The copy-on-write file belongs to one image, so it is named after the image's path. */
function overlayName(rootfs: string): string {
  return `root-${createHash('sha256').update(rootfs).digest('hex').slice(0, 12)}.cow`;
}

function noKernel(node: UmlNode): Failure {
  return {
    code: 'image-missing',
    message: `The kernel of ${node.name} is not a User-Mode Linux kernel that can be run: ${node.kernel}`,
    next: `Choose another in the inspector of ${node.name}, or leave it empty to use Debian’s ${UML_PROGRAM}.`,
    record: node.id,
  };
}

async function checkKernel(node: UmlNode): Promise<Failure | null> {
  const path = kernelPath(node);
  if (path === null) {
    const next = `Make it executable: \`chmod +x ${node.kernel}\`.`;
    return { ...noKernel(node), code: 'permission', next };
  }
  const kernel = await inspectUmlKernel(path);
  if (kernel === null) return noKernel(node);
  if (kernel.dialect === null && node.cards.length > 0) {
    const message = `The kernel of ${node.name} was built without VDE, so it can have no network cards.`;
    return { ...noKernel(node), message };
  }
  if (node.cards.length === 0 || !kernel.runsVdePlug) return null;
  return checkProgram(node, 'vde_plug', 'vdeplug');
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
    message: `User-Mode Linux cannot use a ${role} whose path has a blank, comma or colon: ${path}`,
    next: 'Rename it or move it, and choose it again in the inspector.',
    record: node.id,
  };
}

function silent(node: UmlNode): Failure {
  return {
    code: 'program-failed',
    message: `${node.name} did not come up: its kernel printed nothing.`,
    next: 'Start it again; if it stays so, choose another kernel in the inspector.',
    record: node.id,
  };
}

class UmlRun implements MachineRun {
  readonly exited: Promise<MachineExit>;
  readonly detail: string;
  readonly #child: Child;
  readonly #runtimeDirectory: string;
  #wanted = false;

  constructor(node: UmlNode, child: Child, runtimeDirectory: string, detail: string) {
    this.#runtimeDirectory = runtimeDirectory;
    this.detail = detail;
    this.#child = child;
    this.exited = child.exited.then((exit) => ({
      failure: this.#wanted || exit.code === 0 ? null : umlFailure(node, exit),
    }));
  }

  async stop(): Promise<void> {
    this.#wanted = true;
    const console = umlConsolePath(this.#runtimeDirectory);
    await this.#child.stop({
      ask: (signal) => haltUml(console, join(this.#runtimeDirectory, 'ask'), signal),
      patienceMs: HALT_PATIENCE_MS,
    });
  }
}
