/** A QEMU machine that runs: what can be done to it by its machine protocol, and its end. */
import { rm } from 'node:fs/promises';
import type { QemuNode } from '../../../shared/document/topology';
import { type Failure, FailureError } from '../../../shared/failure/failure';
import type { MachineControl } from '../../../shared/lab/machine-control';
import type { SocketConsole } from '../../console/socket-console';
import type { Child, ChildExit } from '../../supervisor/supervised-child';
import { checkImage } from '../common/image-check';
import {
  type ImageClaim,
  type LiveChange,
  liveChange,
  type MachineExit,
  type MachineRun,
  type Snapshots,
} from '../common/machine-driver';
import { forgetKvm } from './kvm-probe';
import { pressPowerButton } from './power-button';
import { netdevOf } from './qemu-args';
import { qemuFailure } from './qemu-causes';
import type { QemuFacts } from './qemu-facts';
import { changeMedium } from './qemu-medium';
import { refusal } from './qemu-refusal';
import { QemuSnapshots } from './qemu-snapshots';
import type { QmpClient } from './qmp-client';

/**
 * How long a guest may take to shut down as long as it is seen to be at it. A full distribution may want
 * more, but somebody is waiting; whoever will not wait stops the machine a second time.
 */
const POWERDOWN_PATIENCE_MS = 30_000;

export interface Sockets {
  readonly serial: SocketConsole;
  readonly monitor: SocketConsole;
  readonly qmp: QmpClient;
}

export async function closeSockets({ serial, monitor, qmp }: Sockets): Promise<void> {
  qmp.close();
  await Promise.all([serial.close(), monitor.close()]);
}

export interface QemuRunParts {
  readonly node: QemuNode;
  readonly child: Child;
  readonly sockets: Sockets;
  readonly facts: QemuFacts;
  readonly detail: string;
  /** Whether all that the guest writes to can keep snapshots. */
  readonly keepsSnapshots: boolean;
  /** The screen's socket, which QEMU made. */
  readonly screenSocket: string;
  claimImages(claims: readonly ImageClaim[]): Promise<void>;
  /** Sets how much of a processor's time it may take, in percent; throws a FailureError if it cannot. */
  limit(cpuPercent: number): Promise<void>;
}

export class QemuRun implements MachineRun {
  readonly exited: Promise<MachineExit>;
  readonly detail: string;
  readonly controls: Record<MachineControl, () => Promise<void>>;
  readonly snapshots?: Snapshots;
  setMedium?(path: string): Promise<void>;
  readonly changes: readonly LiveChange[];
  readonly #parts: QemuRunParts;
  readonly #carriers = new Map<number, boolean>();
  #wanted = false;

  constructor(parts: QemuRunParts) {
    const { node, child, sockets } = parts;
    this.#parts = parts;
    this.detail = parts.detail;
    this.controls = {
      pause: () => this.#order('stop', 'was not paused'),
      resume: () => this.#order('cont', 'was not resumed'),
      reset: () => this.#order('system_reset', 'was not reset'),
      powerOff: () => this.#powerOff(),
      kill: () => this.#kill(),
    };
    if (parts.keepsSnapshots)
      this.snapshots = new QemuSnapshots(node, sockets.qmp, () => this.#repeatCarriers());
    const change = liveChange<QemuNode>;
    this.changes = [change(['cpuLimit'], ({ cpuLimit }) => parts.limit(cpuLimit))];
    if (node.cdrom !== '') {
      this.setMedium = (path) => this.#setMedium(path);
      const toDrawn = change(['cdrom'], ({ cdrom }) => this.#setMedium(cdrom));
      this.changes = [...this.changes, toDrawn];
    }
    this.exited = child.exited.then(async (exit) => {
      await closeSockets(sockets);
      await rm(parts.screenSocket, { force: true });
      const failure = this.#wanted || isPowerOff(exit) ? null : qemuFailure(node, exit);
      // What was proved once is not true any more, so it is proved again.
      if (failure?.code === 'kvm-unavailable') await forgetKvm();
      return { failure };
    });
  }

  setLink(card: number, hasCarrier: boolean): void {
    this.#carriers.set(card, hasCarrier);
    this.#parts.sockets.qmp
      .execute('set_link', { name: netdevOf(card), up: hasCarrier })
      // A QEMU that does not take it is ending, which is told elsewhere.
      .catch(() => {});
  }

  async stop(): Promise<void> {
    this.#wanted = true;
    const { qmp, serial } = this.#parts.sockets;
    // SIGTERM, which follows if the guest does not listen, makes QEMU flush its disks and quit.
    await this.#parts.child.stop({
      ask: async (signal) => {
        await this.#wake();
        return pressPowerButton(qmp, () => serial.bytesRead, signal);
      },
      patienceMs: POWERDOWN_PATIENCE_MS,
    });
    await this.exited;
  }

  /** A guest that stands still does not hear its power button. */
  async #wake(): Promise<void> {
    if (this.#parts.facts.paused) await this.#parts.sockets.qmp.execute('cont');
  }

  async #order(command: string, what: string): Promise<void> {
    const { node, sockets } = this.#parts;
    try {
      await sockets.qmp.execute(command);
    } catch (error) {
      throw refusal(node, `${node.name} ${what}`, error);
    }
  }

  async #powerOff(): Promise<void> {
    if (this.#parts.facts.paused) await this.controls.resume();
    await this.#order('system_powerdown', 'was not asked to shut down');
  }

  /** Without asking the guest; QEMU still writes out what it was told to write. */
  async #kill(): Promise<void> {
    this.#wanted = true;
    const { child } = this.#parts;
    const killed = child.stop();
    // If it is being stopped already, this is the second call, which ends the asking.
    await Promise.all([killed, this.exited]);
  }

  async #setMedium(path: string): Promise<void> {
    const { node, sockets, claimImages } = this.#parts;
    if (path !== '') {
      throwFailure(await checkImage(node, 'CD image', path));
      await claimImages([{ path, use: 'read' }]);
    }
    try {
      await changeMedium(sockets.qmp, path);
    } catch (error) {
      throw refusal(node, `The CD of ${node.name} was not changed`, error);
    }
  }

  /** The cards of a restored guest believe what was true when it was saved. */
  #repeatCarriers(): void {
    for (const [card, hasCarrier] of this.#carriers) this.setLink(card, hasCarrier);
  }
}

function throwFailure(failure: Failure | null): void {
  if (failure !== null) throw new FailureError(failure);
}

/** QEMU ends with 0 when the guest switched itself off or the user typed `quit` in the monitor. */
function isPowerOff(exit: ChildExit): boolean {
  return exit.code === 0;
}
