/**
 * Starts machines that VirtualBox has registered. Their cards and first serial port are borrowed for the
 * time in which they run: each card gets the generic driver `VDE` and is plugged into its private
 * endpoint, where it stays, and the serial port becomes a socket. See vbox-lender.ts for the way back.
 */

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { VboxNode } from '../../../shared/document/topology';
import { type Failure, FailureError, failureOf } from '../../../shared/failure/failure';
import { checkSocketPath } from '../../console/socket-console';
import type { ProcessIdentity } from '../../system/processes/process-identity';
import { unwaited } from '../../system/unexpected';
import { untilClient } from '../common/endpoint-client';
import type { MachineContext, MachineDriver, MachineRun } from '../common/machine-driver';
import { interrupted } from '../common/machine-start';
import { controlArgs, networkForms, startArgs } from './vbox-args';
import { isUnjoined } from './vbox-causes';
import { checkVbox, machineTitle, stateFailure } from './vbox-check';
import { headlessProcess, killHeadless, untilGone } from './vbox-headless';
import { VboxLender } from './vbox-lender';
import type { Loan } from './vbox-loans';
import { VboxManage } from './vbox-manage';
import { SerialPort, VboxRun } from './vbox-run';

/** Starting takes half a second, and much longer where disks are slow or a state is checked. */
const START_LIMIT_MS = 120_000;
const JOIN_LIMIT_MS = 10_000;
const PROCESS_LIMIT_MS = 2000;
const POWER_OFF_MS = 10_000;
const POLL_MS = 50;

export class VboxDriver implements MachineDriver<VboxNode> {
  readonly vbox: VboxManage;
  readonly lender: VboxLender;
  readonly #forms: typeof networkForms;

  /** @param forms how a VDE directory is named to VirtualBox; the first that works is taken */
  constructor(vbox = new VboxManage(), lender = new VboxLender(vbox), forms = networkForms) {
    this.vbox = vbox;
    this.lender = lender;
    this.#forms = forms;
  }

  check(node: VboxNode): Promise<Failure | null> {
    return checkVbox(this.vbox, node);
  }

  async start(node: VboxNode, context: MachineContext, signal: AbortSignal): Promise<MachineRun> {
    const name = machineTitle(node);
    context.report('Asking VirtualBox');
    await this.lender.giveBackIfLeft(node.machine);
    const info = await this.vbox.info(node.machine, name);
    const failure = stateFailure(info, name);
    if (failure !== null) throw new FailureError(failure);
    const adapters = node.cards.map(({ adapter }) => adapter);
    const loan = await this.lender.borrow(info, name, adapters);
    const serial = new SerialPort(join(context.runtimeDirectory, 'serial'), (source) =>
      context.attachConsole('console', source),
    );
    try {
      checkSocketPath(serial.path);
      const process = await this.#boot({ node, context, signal, loan, serial });
      context.tell({ badge: 'VBox' });
      const { vbox, lender } = this;
      return new VboxRun({ node, name, process, vbox, lender, serial, tell: context.tell });
    } catch (error) {
      serial.close();
      await this.#end(loan);
      await this.lender.giveBack(loan.machine, name);
      throw error;
    }
  }

  /** Starts it with its cards plugged in, however VirtualBox wants to be told where. */
  async #boot(start: Start): Promise<ProcessIdentity> {
    const [last, ...others] = [...this.#forms].reverse();
    for (const form of others.reverse()) {
      try {
        return await this.#bootWith(start, form);
      } catch (error) {
        if (!isUnjoined(failureOf(error))) throw error;
      }
    }
    if (last === undefined) throw new Error('there is no way to name a network');
    return this.#bootWith(start, last);
  }

  async #bootWith(start: Start, form: (directory: string) => string): Promise<ProcessIdentity> {
    const { node, context, signal, loan, serial } = start;
    const cards = node.cards.map(({ adapter, mac }, index) => {
      const directory = context.cardDirectories[index];
      if (directory === undefined) throw new Error(`${node.id} was given too few cards`);
      return { adapter, mac, network: form(directory) };
    });
    await this.lender.lend(loan, cards, serial.path);
    if (signal.aborted) throw interrupted(node);
    await rm(serial.path, { force: true });
    serial.connect();
    context.report('Starting VirtualBox');
    await this.#startvm(loan, signal);
    if (signal.aborted) throw interrupted(node);
    const process = await found(loan);
    await this.#joined(node, context, signal);
    return process;
  }

  /** A start that nobody wants any more is ended by the end of its process. */
  async #startvm({ machine, name }: Loan, signal: AbortSignal): Promise<void> {
    const kill = () => {
      const process = headlessProcess(machine);
      if (process !== null) unwaited(killHeadless(process));
    };
    signal.addEventListener('abort', kill, { once: true });
    try {
      await this.vbox.run(startArgs(machine), name, START_LIMIT_MS);
    } finally {
      signal.removeEventListener('abort', kill);
    }
  }

  /** VirtualBox reports success for some cards that are nowhere, so the endpoints are asked. */
  async #joined(node: VboxNode, context: MachineContext, signal: AbortSignal): Promise<void> {
    const until = AbortSignal.any([signal, AbortSignal.timeout(JOIN_LIMIT_MS)]);
    try {
      await Promise.all(context.cardDirectories.map((path) => untilClient(path, true, until)));
    } catch (error) {
      if (signal.aborted) throw interrupted(node);
      if (!until.aborted) throw error;
      throw new FailureError(notJoined(node));
    }
  }

  /** Ends what was started of a machine that did not come up. */
  async #end({ machine, name }: Loan): Promise<void> {
    const process = headlessProcess(machine);
    if (process === null) return;
    try {
      await this.vbox.run(controlArgs(machine, 'poweroff'), name);
      await untilGone(process, AbortSignal.timeout(POWER_OFF_MS));
    } catch {
      // It does not take orders, or ended meanwhile.
      await killHeadless(process);
    }
  }
}

interface Start {
  readonly node: VboxNode;
  readonly context: MachineContext;
  readonly signal: AbortSignal;
  readonly loan: Loan;
  readonly serial: SerialPort;
}

/** The process that VirtualBox said it has started. */
async function found({ machine, name }: Loan): Promise<ProcessIdentity> {
  const end = performance.now() + PROCESS_LIMIT_MS;
  while (performance.now() < end) {
    const process = headlessProcess(machine);
    if (process !== null) return process;
    await delay(POLL_MS);
  }
  throw new FailureError({
    code: 'program-failed',
    message: `${name} ended as soon as it was started.`,
    next: 'Start it in VirtualBox, which says what is wrong with it.',
  });
}

function notJoined(node: VboxNode): Failure {
  return {
    code: 'program-failed',
    message: `VirtualBox did not plug all cards of ${node.name} into the drawing in time.`,
    next: 'Start it again; if it stays so, choose its adapters anew in the inspector.',
    record: node.id,
  };
}
