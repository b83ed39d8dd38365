/** Starts and stops QEMU machines: overlays, sockets for the consoles, KVM or TCG, and the process. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Failure, FailureError } from '../../../shared/failure';
import type { QemuNode } from '../../../shared/topology';
import { listenForConsole, type SocketConsole } from '../../console/socket-console';
import { checkImage, checkProgram } from '../image-check';
import type { MachineContext, MachineDriver, MachineExit, MachineRun } from '../machine-driver';
import { interrupted, untilUp } from '../machine-start';
import type { Child, ChildExit } from '../supervised-child';
import { ensureOverlays } from './disk-overlay';
import { type KvmAnswer, kvmAnswer } from './kvm-probe';
import { pressPowerButton } from './power-button';
import { type Accelerator, netdevOf, QEMU_PROGRAM, type QemuPaths, qemuArgs } from './qemu-args';
import { qemuFailure } from './qemu-failure';
import { QmpClient } from './qmp-client';

/** QEMU connects its sockets before the guest's first instruction; slow disks take the most of it. */
const CONNECT_LIMIT_MS = 20_000;
/**
 * How long a guest may take to shut down as long as it is seen to be at it. A full distribution may want
 * more, but somebody is waiting; whoever will not wait stops the machine a second time.
 */
const POWERDOWN_PATIENCE_MS = 30_000;

export class QemuDriver implements MachineDriver<QemuNode> {
  readonly #kvm: () => Promise<KvmAnswer>;

  /** @param kvm whether KVM works; injected so that tests need no such computer */
  constructor(kvm: () => Promise<KvmAnswer> = kvmAnswer) {
    this.#kvm = kvm;
  }

  async check(node: QemuNode): Promise<Failure | null> {
    const missing =
      checkProgram(node, QEMU_PROGRAM, 'qemu-system-x86') ??
      (node.disks.length > 0 ? checkProgram(node, 'qemu-img', 'qemu-utils') : null) ??
      checkBootable(node) ??
      (await checkImages(node));
    return missing ?? (await this.#accelerator(node).then(() => null, failureWithin));
  }

  async start(node: QemuNode, context: MachineContext, signal: AbortSignal): Promise<MachineRun> {
    const accelerator = await this.#accelerator(node);
    context.report('Preparing disks');
    await mkdir(context.dataDirectory, { recursive: true });
    const overlays = await ensureOverlays(
      node.disks.map(({ image }) => image),
      context.dataDirectory,
      node.id,
    );
    if (signal.aborted) throw interrupted(node);
    const paths = pathsOf(context, overlays);
    const sockets = await listen(paths);
    try {
      const args = qemuArgs(node, paths, accelerator);
      context.report(`Starting QEMU (${accelerator.toUpperCase()})`);
      const child = await context.supervisor.spawn({ program: QEMU_PROGRAM, args });
      await untilUp({
        node,
        child,
        up: () => connections(sockets),
        ended: (exit) => qemuFailure(node, exit),
        late: hung(node),
        limitMs: CONNECT_LIMIT_MS,
        signal,
      });
      context.attachConsole('console', sockets.serial);
      context.attachConsole('monitor', sockets.monitor);
      return new QemuRun(node, child, sockets, accelerator.toUpperCase());
    } catch (error) {
      await closeSockets(sockets);
      throw error;
    }
  }

  async #accelerator(node: QemuNode): Promise<Accelerator> {
    if (node.accel === 'tcg') return 'tcg';
    const { works, reason, detail } = await this.#kvm();
    if (works) return 'kvm';
    if (node.accel === 'auto') return 'tcg';
    throw new FailureError({
      code: 'kvm-unavailable',
      message: `${node.name} asks for KVM, which does not work here.`,
      next: 'Set its accelerator to “automatic” to run it slower, without KVM.',
      detail: `${reason} ${detail}`.trim(),
      record: node.id,
    });
  }
}

function failureWithin(error: unknown): Failure {
  if (error instanceof FailureError) return error.failure;
  throw error;
}

function checkBootable(node: QemuNode): Failure | null {
  if (node.cdrom !== '' || node.kernel !== '' || node.disks.length > 0) return null;
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

function pathsOf(context: MachineContext, overlays: readonly string[]): QemuPaths {
  const inRuntime = (name: string) => join(context.runtimeDirectory, name);
  return {
    cards: context.cardDirectories,
    overlays,
    serialSocket: inRuntime('serial'),
    monitorSocket: inRuntime('monitor'),
    qmpSocket: inRuntime('qmp'),
  };
}

interface Sockets {
  readonly serial: SocketConsole;
  readonly monitor: SocketConsole;
  readonly qmp: QmpClient;
}

async function listen(paths: QemuPaths): Promise<Sockets> {
  const serial = await listenForConsole(paths.serialSocket);
  let monitor: SocketConsole | null = null;
  try {
    monitor = await listenForConsole(paths.monitorSocket);
    return { serial, monitor, qmp: await QmpClient.listen(paths.qmpSocket) };
  } catch (error) {
    await Promise.all([serial.close(), monitor?.close()]);
    throw error;
  }
}

function connections({ serial, monitor, qmp }: Sockets): Promise<unknown> {
  return Promise.all([serial.connected, monitor.connected, qmp.ready]);
}

async function closeSockets({ serial, monitor, qmp }: Sockets): Promise<void> {
  qmp.close();
  await Promise.all([serial.close(), monitor.close()]);
}

function hung(node: QemuNode): Failure {
  return {
    code: 'program-failed',
    message: `${node.name} did not come up: QEMU did not connect its consoles.`,
    next: 'Start it again; if it stays so, try its command line by hand (Export shell script).',
    record: node.id,
  };
}

class QemuRun implements MachineRun {
  readonly exited: Promise<MachineExit>;
  readonly detail: string;
  readonly #child: Child;
  readonly #sockets: Sockets;
  #wanted = false;

  constructor(node: QemuNode, child: Child, sockets: Sockets, detail: string) {
    this.detail = detail;
    this.#child = child;
    this.#sockets = sockets;
    this.exited = child.exited.then(async (exit) => {
      await closeSockets(sockets);
      return { failure: this.#wanted || isPowerOff(exit) ? null : qemuFailure(node, exit) };
    });
  }

  setLink(card: number, hasCarrier: boolean): void {
    this.#sockets.qmp
      .execute('set_link', { name: netdevOf(card), up: hasCarrier })
      // A QEMU that does not take it is ending, which is told elsewhere.
      .catch(() => {});
  }

  async stop(): Promise<void> {
    this.#wanted = true;
    const { qmp, serial } = this.#sockets;
    // SIGTERM, which follows if the guest does not listen, makes QEMU flush its disks and quit.
    await this.#child.stop({
      ask: (signal) => pressPowerButton(qmp, () => serial.bytesRead, signal),
      patienceMs: POWERDOWN_PATIENCE_MS,
    });
    await this.exited;
  }
}

/** QEMU ends with 0 when the guest switched itself off or the user typed `quit` in the monitor. */
function isPowerOff(exit: ChildExit): boolean {
  return exit.code === 0;
}
