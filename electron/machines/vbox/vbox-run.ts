/** A VirtualBox machine that runs: its serial port, its controls, and its end, which nobody tells of. */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { VboxNode } from '../../../shared/document/topology';
import { type Failure, failureOf } from '../../../shared/failure/failure';
import type { MachineControl, MachineFacts } from '../../../shared/lab/machine-control';
import { type ConnectedConsole, connectToConsole } from '../../console/connecting-console';
import type { ConsoleSource } from '../../console/console-source';
import { readRegular } from '../../system/files/regular-file';
import { lastLines } from '../../system/processes/output-tail';
import type { ProcessIdentity } from '../../system/processes/process-identity';
import type { MachineExit, MachineRun } from '../common/machine-driver';
import { watchShutdown } from '../common/shutdown-watch';
import { controlArgs, diskStatisticsArgs, linkArgs } from './vbox-args';
import { killHeadless, untilGone } from './vbox-headless';
import type { VboxLender } from './vbox-lender';
import type { VboxManage } from './vbox-manage';

/** As long as a guest is seen to be at it; see the same of QEMU. */
const SHUTDOWN_PATIENCE_MS = 30_000;
const POWER_OFF_MS = 10_000;
/** How long VirtualBox may need to notice that a process of its is gone. */
const STATE_LIMIT_MS = 10_000;
const STATE_POLL_MS = 100;
const LOG_LINES = 12;

/** The first serial port, on the socket that VirtualBox makes. */
export class SerialPort {
  readonly path: string;
  readonly #connected: (console: ConsoleSource) => void;
  readonly #closing = new AbortController();
  #connecting = false;
  #console: ConnectedConsole | null = null;

  constructor(path: string, connected: (console: ConsoleSource) => void) {
    this.path = path;
    this.#connected = connected;
  }

  get bytesRead(): number {
    return this.#console?.bytesRead ?? 0;
  }

  /** Connects as soon as the socket is there, so that little of what the machine prints is lost. */
  connect(): void {
    if (this.#connecting) return;
    this.#connecting = true;
    connectToConsole(this.path, this.#closing.signal).then(
      (console) => {
        this.#console = console;
        if (this.#closing.signal.aborted) console.close();
        else this.#connected(console);
      },
      // Closed before the machine made it.
      () => {},
    );
  }

  close(): void {
    this.#closing.abort();
    this.#console?.close();
  }
}

export interface VboxRunParts {
  readonly node: VboxNode;
  /** What messages call the machine. */
  readonly name: string;
  readonly process: ProcessIdentity;
  readonly vbox: VboxManage;
  readonly lender: VboxLender;
  readonly serial: SerialPort;
  tell(facts: Partial<MachineFacts>): void;
}

export class VboxRun implements MachineRun {
  readonly exited: Promise<MachineExit>;
  readonly detail = 'VirtualBox';
  readonly foreignProcess: number;
  readonly controls: Readonly<Record<MachineControl, () => Promise<void>>>;
  readonly #parts: VboxRunParts;
  readonly #skipGrace = new AbortController();
  #stopping: Promise<void> | null = null;
  #wanted = false;
  #paused = false;

  constructor(parts: VboxRunParts) {
    this.#parts = parts;
    this.foreignProcess = parts.process.pid;
    this.controls = {
      pause: () => this.#pause(true),
      resume: () => this.#pause(false),
      reset: () => this.#control('reset'),
      powerOff: () => this.#control('acpipowerbutton'),
      kill: () => this.#powerOff(),
    };
    this.exited = untilGone(parts.process).then(() => this.#ended());
  }

  setLink(card: number, hasCarrier: boolean): void {
    const { node, vbox, name } = this.#parts;
    const adapter = node.cards[card]?.adapter;
    if (adapter === undefined) return;
    vbox
      .run(linkArgs(node.machine, adapter, hasCarrier), name)
      // A machine that does not take it is ending, which is told elsewhere.
      .catch(() => {});
  }

  stop(): Promise<void> {
    if (this.#stopping === null) this.#stopping = this.#stop();
    else this.#skipGrace.abort();
    return this.#stopping;
  }

  async #stop(): Promise<void> {
    this.#wanted = true;
    const { signal } = this.#skipGrace;
    const late = AbortSignal.any([signal, AbortSignal.timeout(SHUTDOWN_PATIENCE_MS)]);
    // Whether asking worked shows in the end alone; a guest that does not listen is switched off.
    const deaf = this.#ask(late).catch(() => {});
    await Promise.race([deaf, this.exited]);
    await this.#powerOff().catch(() => {
      // It has ended, or is killed next.
    });
    await this.#kill();
    await this.exited;
  }

  async #ask(signal: AbortSignal): Promise<never> {
    if (this.#paused) await this.#pause(false);
    return watchShutdown(
      { press: () => this.#control('acpipowerbutton'), activity: () => this.#activity() },
      signal,
    );
  }

  async #activity(): Promise<string> {
    const { vbox, node, name, serial } = this.#parts;
    const disks = await vbox.run(diskStatisticsArgs(node.machine), name);
    return `${serial.bytesRead} ${disks}`;
  }

  async #pause(paused: boolean): Promise<void> {
    await this.#control(paused ? 'pause' : 'resume');
    this.#paused = paused;
    this.#parts.tell({ paused });
  }

  async #powerOff(): Promise<void> {
    this.#wanted = true;
    await this.#control('poweroff');
  }

  /** Ends the process if it does not end by itself after it was switched off. */
  async #kill(): Promise<void> {
    const { process } = this.#parts;
    await untilGone(process, AbortSignal.timeout(POWER_OFF_MS)).catch(() => killHeadless(process));
  }

  async #control(order: string): Promise<void> {
    const { vbox, node, name } = this.#parts;
    await vbox.run(controlArgs(node.machine, order), name);
  }

  async #ended(): Promise<MachineExit> {
    const { lender, node, name, serial } = this.#parts;
    serial.close();
    const end = this.#wanted ? null : await this.#endFailure();
    const left = await lender.giveBack(node.machine, name);
    return { failure: end ?? left };
  }

  /** What it means that it ended by itself: nothing, if its guest switched itself off. */
  async #endFailure(): Promise<Failure | null> {
    try {
      const { state, logFolder } = await this.#finalState();
      if (state === 'poweroff' || state === 'saved') return null;
      return await fallen(this.#parts.node, logFolder);
    } catch (error) {
      return failureOf(error);
    }
  }

  async #finalState() {
    const { vbox, node, name } = this.#parts;
    const end = performance.now() + STATE_LIMIT_MS;
    for (;;) {
      const info = await vbox.info(node.machine, name);
      const isOver = ['poweroff', 'aborted', 'saved', 'aborted-saved'].includes(info.state);
      if (isOver || performance.now() > end) return info;
      await delay(STATE_POLL_MS);
    }
  }
}

/** The end of a machine's log, where it can be read. */
async function logEnd(path: string): Promise<string> {
  // A log that is gone has nothing to tell; the message is complete without it.
  const text = await readRegular(path).catch(() => '');
  return lastLines(text, LOG_LINES);
}

async function fallen(node: VboxNode, logFolder: string): Promise<Failure> {
  const log = join(logFolder, 'VBox.log');
  return {
    code: 'program-failed',
    message: `${node.name} ended unexpectedly: the process of VirtualBox that ran it is gone.`,
    next: 'Start it again. Its log in VirtualBox says more.',
    detail: `Log: ${log}\n${await logEnd(log)}`,
    record: node.id,
  };
}
