/**
 * The main thread's end of the data plane. It remembers what was ordered and which descriptors are
 * open, so that a worker that dies is replaced by one that goes on with the same sockets.
 */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { CableState } from '../../shared/cable-conditions';
import { type Failure, FailureError } from '../../shared/failure';
import type { Storm, SwitchView, VlanTree } from '../../shared/switch-view';
import type { CounterValues } from '../engine/counters';
import { EFD_CLOEXEC, EFD_NONBLOCK } from '../native/constants';
import { close, errorName, eventfd, lastError, PinnedMemory, write } from '../native/libc';
import { CounterTable } from './counter-table';
import type { DescriptorRecord } from './descriptors';
import type {
  CableCommand,
  Command,
  DeviceCommand,
  DevicePort,
  Notice,
  SwitchConfiguration,
  WorkerStart,
} from './protocol';
import { readScript } from './script-file';

/** Directions of a cable, each with counters of its own. */
const STRANDS = 2;

/** A worker that dies more often than this within a minute is not started again. */
const MAX_REPLACEMENTS_PER_MINUTE = 5;

type WithoutSlot<T> = T extends unknown ? Omit<T, 'slot'> : never;
/** What to make: a device command without its counters' place, which is chosen here. */
export type DeviceSpec = WithoutSlot<DeviceCommand>;

export interface DataplaneListener {
  /** A client joined or left a port of a switch (or port 0 of a card). */
  presence(device: string, port: number, isThere: boolean, description: string): void;
  /** A built-in PC, or a switch's console, printed. */
  printed(device: string, text: string): void;
  /** The spanning trees of a switch changed. */
  trees(device: string, trees: readonly VlanTree[]): void;
  /** A switch noticed a loop, or that it is gone. */
  storm(device: string, storm: Storm | null): void;
  /** A switch that is watched looks like this now. */
  viewed(device: string, view: SwitchView): void;
  /** A management command ended a switch: it is to be removed. */
  shutDown(device: string): void;
  /** The worker died and was replaced; `failure` tells when that did not work. */
  replaced(failure: Failure | null): void;
}

interface Waiting {
  resolve(): void;
  reject(error: FailureError): void;
}

export class Dataplane {
  readonly #listener: DataplaneListener;
  readonly #workerFile: string;
  readonly #counters = new CounterTable();
  readonly #wake = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  readonly #one = new PinnedMemory(8);
  readonly #descriptors = new Map<number, DescriptorRecord>();
  readonly #devices = new Map<string, DeviceCommand>();
  readonly #cables = new Map<string, CableCommand>();
  readonly #reserved = new Map<string, readonly number[]>();
  readonly #startedConsoles = new Set<string>();
  #viewed: readonly string[] = [];
  readonly #waiting = new Map<number, Waiting>();
  readonly #replacements: number[] = [];
  #worker: Worker;
  #lastRequest = 0;
  #closing = false;

  /** @param workerFile the bundled worker; by default the one beside the bundled caller */
  constructor(
    listener: DataplaneListener,
    workerFile = join(import.meta.dirname, 'dataplane-worker.js'),
  ) {
    if (this.#wake < 0) throw new Error(`eventfd: ${errorName(lastError())}`);
    this.#one.words[0] = 1;
    this.#listener = listener;
    this.#workerFile = workerFile;
    this.#worker = this.#startWorker([], []);
  }

  /** Makes a device. Rejects with a FailureError, and nothing is left of it, when that fails. */
  async add(spec: DeviceSpec): Promise<void> {
    const slot = this.#counters.allot(spec.id, portCount(spec));
    const command: DeviceCommand = { ...spec, slot };
    try {
      await this.#order(command);
      this.#devices.set(spec.id, command);
    } catch (error) {
      this.#counters.release(spec.id);
      throw error;
    }
  }

  /** Removes a device, its clients and its sockets. Cables on it are to be removed before. */
  async remove(id: string): Promise<void> {
    this.#devices.delete(id);
    this.#reserved.delete(id);
    this.#startedConsoles.delete(id);
    await this.#order({ type: 'remove', id });
    this.#counters.release(id);
  }

  /**
   * Plugs a cable into two ports. Rejects with a FailureError when one of them is not there.
   *
   * @param seed of its chance, 32 bits: the same one loses the same frames
   */
  async connect(
    id: string,
    a: DevicePort,
    b: DevicePort,
    state: CableState,
    seed = Math.floor(Math.random() * 2 ** 32),
  ): Promise<void> {
    const slot = this.#counters.allot(cableName(id), STRANDS);
    const command: CableCommand = { type: 'cable', id, slot, a, b, state, seed };
    try {
      await this.#order(command);
      this.#cables.set(id, command);
    } catch (error) {
      this.#counters.release(cableName(id));
      throw error;
    }
  }

  async disconnect(id: string): Promise<void> {
    this.#cables.delete(id);
    await this.#order({ type: 'uncable', id });
    this.#counters.release(cableName(id));
  }

  /** Changes what a cable does to its frames; frames on their way go on as they were sent. */
  async condition(id: string, state: CableState): Promise<void> {
    const cable = this.#cables.get(id);
    if (cable !== undefined) this.#cables.set(id, { ...cable, state });
    await this.#order({ type: 'condition', id, state });
  }

  /** Changes a running switch's VLANs and spanning tree. */
  async configure(id: string, configuration: SwitchConfiguration): Promise<void> {
    const device = this.#devices.get(id);
    if (device?.type === 'switch') this.#devices.set(id, { ...device, configuration });
    await this.#order({ type: 'configure', id, configuration });
  }

  /** Asks for views of exactly these switches, about once a second. */
  view(switches: readonly string[]): void {
    this.#viewed = switches;
    this.#post(0, { type: 'view', switches });
  }

  /** Sets the counters of a device to zero. */
  async resetCounters(id: string): Promise<void> {
    await this.#order({ type: 'reset-counters', id });
  }

  /** Keeps ports of a switch from clients that take any port. */
  async reserve(id: string, ports: readonly number[]): Promise<void> {
    this.#reserved.set(id, ports);
    await this.#order({ type: 'reserve', id, ports });
  }

  /**
   * Lets a built-in PC run its set-up commands and show its prompt, or a switch's console greet. A
   * switch has run its set-up commands when it was made.
   */
  async startConsole(id: string): Promise<void> {
    this.#startedConsoles.add(id);
    await this.#order({ type: 'start-console', id });
  }

  /** Sends keys to a built-in PC or to a switch's console. */
  type(id: string, data: string): void {
    this.#post(0, { type: 'type', id, data });
  }

  /** Tells a built-in PC, or a switch, the size of its console. */
  resize(id: string, columns: number, rows: number): void {
    this.#post(0, { type: 'resize', id, columns, rows });
  }

  /** The counters of each port of a device, port 0 first. */
  counters(id: string): CounterValues[] {
    return this.#counters.read(id);
  }

  /** The IPv4 addresses seen at each port of a device, or its own, as numbers. */
  addresses(id: string): number[][] {
    return this.#counters.addresses(id);
  }

  /** Ends the worker wherever it is and lets another go on; live clients notice nothing. */
  async replaceWorker(): Promise<void> {
    const ended = this.#worker.terminate();
    this.#wakeWorker();
    await ended;
  }

  /** The counters of a cable's directions, a to b and b to a; null if it is not plugged in. */
  cableCounters(id: string): readonly [aToB: CounterValues, bToA: CounterValues] | null {
    const [aToB, bToA] = this.#counters.read(cableName(id));
    return aToB === undefined || bToA === undefined ? null : [aToB, bToA];
  }

  /** Closes every device, socket and thread. */
  async close(): Promise<void> {
    if (this.#closing) return;
    this.#closing = true;
    const ended = new Promise<void>((resolve) => this.#worker.once('exit', () => resolve()));
    this.#post(0, { type: 'stop' });
    await ended;
    for (const fd of this.#descriptors.keys()) close(fd);
    close(this.#wake);
  }

  #startWorker(adopted: DescriptorRecord[], commands: Command[]): Worker {
    const start: WorkerStart = {
      wake: this.#wake,
      counters: this.#counters.memory,
      adopted,
      commands,
    };
    // Folders that it opens are for the next worker to go on with, as sockets are.
    const worker = new Worker(this.#workerFile, { workerData: start, trackUnmanagedFds: false });
    worker.on('message', (notice: Notice) => this.#hear(notice));
    worker.on('error', (error) => {
      console.error('The data plane stopped:', error);
    });
    worker.once('exit', () => this.#ended());
    return worker;
  }

  #ended(): void {
    const down = new FailureError({
      code: 'dataplane-down',
      message: 'The switch engine stopped in the middle of this.',
      next: 'It is started again by itself; try once more.',
    });
    for (const { reject } of this.#waiting.values()) reject(down);
    this.#waiting.clear();
    if (this.#closing) return;
    const now = performance.now();
    this.#replacements.push(now);
    const recent = this.#replacements.filter((time) => now - time < 60_000).length;
    if (recent > MAX_REPLACEMENTS_PER_MINUTE) {
      this.#listener.replaced({
        code: 'dataplane-down',
        message: 'The switch engine keeps stopping, so it was not started again.',
        next: 'Save the lab and restart Vdelab; please report what the terminal shows.',
      });
      return;
    }
    this.#adopt();
    this.#listener.replaced(null);
  }

  #adopt(): void {
    const left = [...this.#descriptors.values()];
    for (const record of left) {
      if (record.role !== 'epoll') continue;
      close(record.fd);
      this.#descriptors.delete(record.fd);
    }
    const commands: Command[] = [...this.#devices.values(), ...this.#cables.values()];
    for (const [id, ports] of this.#reserved) commands.push({ type: 'reserve', id, ports });
    for (const id of this.#startedConsoles) commands.push({ type: 'start-console', id });
    commands.push({ type: 'view', switches: this.#viewed });
    this.#worker = this.#startWorker([...this.#descriptors.values()], commands);
  }

  #hear(notice: Notice): void {
    switch (notice.type) {
      case 'done':
        this.#settle(notice.request)?.resolve();
        return;
      case 'refused':
        this.#refused(notice.request, notice.failure);
        return;
      case 'joined':
        this.#listener.presence(notice.device, notice.port, true, notice.description);
        return;
      case 'left':
        this.#listener.presence(notice.device, notice.port, false, '');
        return;
      case 'printed':
        this.#listener.printed(notice.device, notice.text);
        return;
      case 'trees':
        this.#listener.trees(notice.device, notice.trees);
        return;
      case 'storm':
        this.#listener.storm(notice.device, notice.storm);
        return;
      case 'shut-down':
        this.#listener.shutDown(notice.device);
        return;
      case 'viewed':
        this.#listener.viewed(notice.device, notice.view);
        return;
      case 'read-script':
        void readScript(notice.path, notice.user).then((file) =>
          this.#post(0, { type: 'script', script: notice.script, file }),
        );
        return;
      case 'opened':
        this.#descriptors.set(notice.record.fd, notice.record);
        return;
      case 'closed':
        this.#descriptors.delete(notice.fd);
        return;
    }
  }

  #refused(request: number, failure: Failure): void {
    const waiting = this.#settle(request);
    if (waiting === undefined) console.error('The data plane refused:', failure);
    else waiting.reject(new FailureError(failure));
  }

  #settle(request: number): Waiting | undefined {
    const waiting = this.#waiting.get(request);
    this.#waiting.delete(request);
    return waiting;
  }

  #order(command: Command): Promise<void> {
    return new Promise((resolve, reject) => {
      const request = ++this.#lastRequest;
      this.#waiting.set(request, { resolve, reject });
      this.#post(request, command);
    });
  }

  #post(request: number, command: Command): void {
    this.#worker.postMessage({ request, command });
    this.#wakeWorker();
  }

  #wakeWorker(): void {
    write(this.#wake, this.#one.address, 8);
  }
}

/** A cable may have the id of a node; device names hold no colon. */
const cableName = (id: string) => `cable:${id}`;

function portCount(spec: DeviceSpec): number {
  if (spec.type === 'switch') return spec.ports + 1;
  return spec.type === 'pc' ? spec.settings.macs.length : 1;
}
