/** Starts QEMU machines: disks, sockets for consoles and screen, KVM or TCG, and the process. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { QemuNode } from '../../../shared/document/topology';
import { type Failure, FailureError } from '../../../shared/failure/failure';
import { listenForConsole, type SocketConsole } from '../../console/socket-console';
import type { Child } from '../../supervisor/supervised-child';
import { lowRoom } from '../../system/files/free-space';
import { unwaited } from '../../system/unexpected';
import { keepLimits } from '../common/keep-limits';
import type { MachineContext, MachineDriver, MachineRun } from '../common/machine-driver';
import { interrupted, untilUp } from '../common/machine-start';
import { GuestWatch } from '../diagnosis/guest-watch';
import { diskFiles, firmwareFiles } from './disk-files';
import { driverlessCards } from './driverless-cards';
import { kvmFailure } from './kvm-failure';
import { forgetKvm, type KvmAnswer, kvmAnswer } from './kvm-probe';
import { type QemuPaths, qemuArgs } from './qemu-args';
import { qemuFailure } from './qemu-causes';
import { checkQemu, imageClaims } from './qemu-check';
import { QemuFacts } from './qemu-facts';
import { type Accelerator, isOwnKind, programOf } from './qemu-machine';
import { closeSockets, QemuRun, type Sockets } from './qemu-run';
import { isSandboxed } from './qemu-sandbox';
import { QmpClient } from './qmp-client';

/** QEMU connects its sockets before the guest's first instruction; slow disks take the most of it. */
const CONNECT_LIMIT_MS = 20_000;

export class QemuDriver implements MachineDriver<QemuNode> {
  readonly #kvm: (again: boolean) => Promise<KvmAnswer>;

  /** @param kvm whether KVM works; injected so that tests need no such computer */
  constructor(kvm: (again: boolean) => Promise<KvmAnswer> = kvmAnswer) {
    this.#kvm = kvm;
  }

  async check(node: QemuNode): Promise<Failure | null> {
    const missing = await checkQemu(node);
    return missing ?? (await this.#accelerator(node, true).then(() => null, failureWithin));
  }

  async start(node: QemuNode, context: MachineContext, signal: AbortSignal): Promise<MachineRun> {
    const accelerator = await this.#accelerator(node);
    await context.claimImages(imageClaims(node));
    context.report('Preparing disks');
    const paths = await prepare(node, context);
    const low = await knownTrouble(node, context);
    if (signal.aborted) throw interrupted(node);
    const sockets = await listen(paths);
    try {
      context.report(`Starting QEMU (${accelerator.toUpperCase()})`);
      const program = programOf(node.architecture);
      const args = qemuArgs(node, paths, accelerator, await isSandboxed(node, program));
      const child = await context.supervisor.spawn({ program, args });
      const limits = { cpuPercent: node.cpuLimit, memoryMiB: 0 };
      const trouble = context.limitProcesses(child, limits) ?? low;
      const facts = new QemuFacts(node, sockets.qmp, context.tell, trouble);
      await connected(node, child, sockets, signal);
      const started = { node, context, paths, sockets, child, facts, low };
      return await this.#runOf(started, accelerator);
    } catch (error) {
      await closeSockets(sockets);
      if (isAboutKvm(error)) await forgetKvm();
      throw error;
    }
  }

  async #runOf(started: Started, accelerator: Accelerator): Promise<MachineRun> {
    const { node, context, paths, sockets, child, facts, low } = started;
    const badge = accelerator.toUpperCase();
    // A QEMU that ends just now says why by its exit.
    await facts.begin(badge).catch(() => {});
    const models = node.cards.map(({ model }) => model);
    const watch = new GuestWatch({ ...node, models }, (guest) => facts.setGuestTrouble(guest));
    unwaited(child.exited.then(() => watch.end()));
    context.attachConsole('console', watch.watch(sockets.serial));
    context.attachConsole('monitor', sockets.monitor);
    if (node.display !== 'none') context.attachScreen(paths.screenSocket);
    return new QemuRun({
      node,
      child,
      sockets,
      facts,
      detail: badge,
      keepsSnapshots: keepsSnapshots(node, paths),
      screenSocket: paths.screenSocket,
      claimImages: (claims) => context.claimImages(claims),
      limit: async (cpuPercent) => {
        keepLimits(context, child, { cpuPercent, memoryMiB: 0 });
        facts.setTrouble(low);
      },
    });
  }

  /** @param again who asks for KVM itself has perhaps just mended it */
  async #accelerator(node: QemuNode, again = false): Promise<Accelerator> {
    if (node.accel === 'tcg') return 'tcg';
    const answer = isOwnKind(node.architecture)
      ? await this.#kvm(again && node.accel === 'kvm')
      : {
          works: false,
          reason: `It cannot run ${node.architecture} on this computer.`,
          detail: '',
        };
    if (answer.works) return 'kvm';
    if (node.accel === 'auto') return 'tcg';
    throw new FailureError(kvmFailure(node, answer));
  }
}

interface Started {
  readonly node: QemuNode;
  readonly context: MachineContext;
  readonly paths: QemuPaths;
  readonly sockets: Sockets;
  readonly child: Child;
  readonly facts: QemuFacts;
  /** That there is little room for what it writes. */
  readonly low: Failure | null;
}

/** What is known to go wrong while it runs: no room on the disk, or no driver for its cards. */
async function knownTrouble(node: QemuNode, { dataDirectory }: MachineContext) {
  const low = node.disks.length === 0 ? null : await lowRoom(node, dataDirectory);
  return low ?? (await driverlessCards(node));
}

/** QEMU could not use KVM, although the proof said that it works. */
function isAboutKvm(error: unknown): boolean {
  return error instanceof FailureError && error.failure.code === 'kvm-unavailable';
}

function failureWithin(error: unknown): Failure {
  if (error instanceof FailureError) return error.failure;
  throw error;
}

async function prepare(node: QemuNode, context: MachineContext): Promise<QemuPaths> {
  await mkdir(context.dataDirectory, { recursive: true });
  const inRuntime = (name: string) => join(context.runtimeDirectory, name);
  return {
    cards: context.cardDirectories,
    disks: await diskFiles(node, context.dataDirectory),
    firmware: await firmwareFiles(node, context.dataDirectory),
    serialSocket: inRuntime('serial'),
    monitorSocket: inRuntime('monitor'),
    qmpSocket: inRuntime('qmp'),
    screenSocket: inRuntime('screen'),
  };
}

/** QEMU's NVMe disks cannot be saved, and only qcow2 files have a place for snapshots. */
function keepsSnapshots({ disks }: QemuNode, paths: QemuPaths): boolean {
  return (
    disks.length > 0 &&
    paths.disks.every(({ format }) => format === 'qcow2') &&
    disks.every((disk) => disk.interface !== 'nvme')
  );
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

async function connected(
  node: QemuNode,
  child: Child,
  { serial, monitor, qmp }: Sockets,
  signal: AbortSignal,
): Promise<void> {
  await untilUp({
    node,
    child,
    up: () => Promise.all([serial.connected, monitor.connected, qmp.ready]),
    ended: (exit) => qemuFailure(node, exit),
    late: hung(node),
    limitMs: CONNECT_LIMIT_MS,
    signal,
  });
}

function hung(node: QemuNode): Failure {
  return {
    code: 'program-failed',
    message: `${node.name} did not come up: QEMU did not connect its consoles.`,
    next: 'Start it again; if it stays so, try its command line by hand (Export shell script).',
    record: node.id,
  };
}
