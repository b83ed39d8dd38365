/**
 * Starts User-Mode Linux machines. They run on a pseudo-terminal, which is their console, so that its
 * size reaches the guest. A stop asks the kernel to write its disks out and halt; where that fails
 * SIGTERM follows, on which UML closes its files and removes its sockets.
 */

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { UmlNode } from '../../../shared/document/topology';
import { type Failure, FailureError } from '../../../shared/failure/failure';
import { learnCardNames } from '../../../shared/kinds/card-names';
import { machineControls } from '../../../shared/lab/machine-control';
import type { TerminalChild } from '../../supervisor/supervisor';
import { lowRoom } from '../../system/files/free-space';
import { unwaited } from '../../system/unexpected';
import { keepLimits } from '../common/keep-limits';
import type { MachineContext, MachineDriver, MachineRun } from '../common/machine-driver';
import { interrupted, untilUp } from '../common/machine-start';
import { GuestWatch } from '../diagnosis/guest-watch';
import { guestLoad } from './guest-load';
import { memoryEnvironment, memoryFolder } from './memory-folder';
import { resizeWhenIdle } from './resize-when-idle';
import { type UmlPaths, umlArgs, umlConsolePath } from './uml-args';
import { umlFailure } from './uml-causes';
import { checkUml, kernelPath, noKernel, umlClaims } from './uml-check';
import { cowName } from './uml-cow';
import { cardPrefixOf, inspectUmlKernel, type UmlDialect, type UmlKernel } from './uml-dialect';
import { modulesDirectory } from './uml-modules';
import { UmlMonitor } from './uml-monitor';
import { UmlOrders } from './uml-orders';
import { ensureCow } from './uml-overlay';
import { UmlRun } from './uml-run';

/** UML prints its first line at once, before it sets up its memory. */
const FIRST_OUTPUT_LIMIT_MS = 20_000;

export class UmlDriver implements MachineDriver<UmlNode> {
  check(node: UmlNode): Promise<Failure | null> {
    return checkUml(node);
  }

  async start(node: UmlNode, context: MachineContext, signal: AbortSignal): Promise<MachineRun> {
    const path = kernelPath(node);
    const kernel = path === null ? null : await inspectUmlKernel(path);
    if (path === null || kernel === null) throw new FailureError(noKernel(node));
    await context.claimImages(umlClaims(node));
    const paths = await prepare(node, kernel, context);
    const low = node.rootfs === '' ? null : await lowRoom(node, context.dataDirectory);
    const memory = memoryFolder(node);
    if (signal.aborted) throw interrupted(node);
    context.report(`Starting ${titleOf(kernel)}`);
    const child = context.supervisor.spawnTerminal({
      program: path,
      // Only a kernel without cards may be without VDE, see uml-check.ts.
      args: umlArgs(node, paths, kernel.dialect ?? 'path'),
      cwd: context.dataDirectory,
      environment: { HOME: context.runtimeDirectory, ...memoryEnvironment(memory) },
    });
    const trouble =
      context.limitProcesses(child, { cpuPercent: node.cpuLimit, memoryMiB: 0 }) ??
      low ??
      memory.failure;
    await untilUp({
      node,
      child,
      up: () => child.printed,
      ended: (exit) => umlFailure(node, exit),
      late: silent(node),
      limitMs: FIRST_OUTPUT_LIMIT_MS,
      signal,
    });
    return runOf({ node, context, kernel, child, trouble, low });
  }
}

interface Started {
  readonly node: UmlNode;
  readonly context: MachineContext;
  readonly kernel: UmlKernel;
  readonly child: TerminalChild;
  readonly trouble: Failure | null;
  /** That there is little room for what it writes. */
  readonly low: Failure | null;
}

function runOf({ node, context, kernel, child, trouble, low }: Started): MachineRun {
  const { runtimeDirectory } = context;
  const orders = new UmlOrders(
    umlConsolePath(runtimeDirectory),
    join(runtimeDirectory, 'ask'),
    (paused) => context.tell({ paused }),
  );
  const run = new UmlRun({
    node,
    child,
    orders,
    dialect: kernel.dialect,
    detail: titleOf(kernel),
    limit: async (cpuPercent) => {
      keepLimits(context, child, { cpuPercent, memoryMiB: 0 });
      context.tell({ trouble: low });
    },
  });
  const ended = new AbortController();
  unwaited(run.exited.then(() => ended.abort()));
  const load = () => guestLoad(child.pid);
  const tell = (guest: Failure | null) => context.tell({ trouble: guest ?? trouble });
  const watch = new GuestWatch({ ...node, models: [] }, tell);
  unwaited(run.exited.then(() => watch.end()));
  context.attachConsole('console', watch.watch(resizeWhenIdle(child.console, load)));
  if (kernel.abilities.mconsole) {
    const monitor = new UmlMonitor((command) => orders.give(command, ended.signal));
    context.attachConsole('monitor', monitor);
  }
  const cards = cardPrefixOf(kernel);
  learnCardNames(node.kernel, cards);
  context.tell({
    badge: 'UML',
    cards,
    paused: false,
    controls: kernel.abilities.mconsole ? [...machineControls] : ['kill'],
    sysrq: kernel.abilities.sysrq,
    trouble,
  });
  return run;
}

async function prepare(
  node: UmlNode,
  kernel: UmlKernel,
  context: MachineContext,
): Promise<UmlPaths> {
  await mkdir(context.dataDirectory, { recursive: true });
  await ensureCow(node, context.dataDirectory);
  const modules = node.modules === '' ? '' : await modulesDirectory(node.modules, kernel.version);
  return {
    cards: context.cardDirectories,
    overlay: cowName(node.rootfs),
    runtimeDirectory: context.runtimeDirectory,
    modules: modules ?? '',
  };
}

const dialectNames: Record<UmlDialect, string> = { path: 'vde', locator: 'vde', vector: 'vector' };

function titleOf({ version, dialect }: UmlKernel): string {
  const uml = version === '' ? 'UML' : `UML ${version}`;
  return dialect === null ? uml : `${uml}, ${dialectNames[dialect]}`;
}

function silent(node: UmlNode): Failure {
  return {
    code: 'program-failed',
    message: `${node.name} did not come up: its kernel printed nothing.`,
    next: 'Start it again; if it stays so, choose another kernel in the inspector.',
    record: node.id,
  };
}
