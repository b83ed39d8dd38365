/**
 * The main thread's end of the data plane: what is ordered of it, and what it tells. It remembers what
 * was ordered, so that a thread that ends is replaced by one that goes on with the same.
 */

import { join } from 'node:path';
import type { PortGuest } from '../../../shared/contract/service';
import type { CableState } from '../../../shared/document/cable-conditions';
import type { Failure } from '../../../shared/failure/failure';
import type { Sightings, Storm, SwitchView, VlanTree } from '../../../shared/lab/switch-view';
import type { StartupFailure } from '../../../shared/rules/startup-failure';
import type { CounterValues } from '../../engine/core/counters';
import { unwaited } from '../../system/unexpected';
import { CounterTable } from '../shared/counter-table';
import type {
  CableCommand,
  DeviceCommand,
  DevicePort,
  Notice,
  SwitchConfiguration,
  SwitchPlace,
} from '../shared/protocol';
import { type Making, PlaneHost } from './plane-host';
import { readScript } from './script-file';
import { WantedPlane } from './wanted-plane';

/** Directions of a cable, each with counters of its own. */
const STRANDS = 2;

type WithoutSlot<T> = T extends unknown ? Omit<T, 'slot'> : never;
/** What to make: a device command without its counters' place, which is chosen here. */
export type DeviceSpec = WithoutSlot<DeviceCommand>;

export interface DataplaneListener {
  /** A client joined or left a port of a switch (or port 0 of a card). */
  presence(device: string, port: number, isThere: boolean, description: string): void;
  /** A built-in PC, or a switch's console, printed. */
  printed(device: string, text: string): void;
  /** Other ports of a switch than before are taken from outside, or by its console. */
  guests?(device: string, guests: readonly PortGuest[]): void;
  /** A startup command of a built-in PC or a switch failed. */
  startupFailed?(device: string, failure: StartupFailure): void;
  /** The console of a switch whose style is not `edited` has answered all that was typed. */
  answered?(device: string): void;
  /** The spanning trees of a switch changed. */
  trees(device: string, trees: readonly VlanTree[]): void;
  /** A switch noticed a loop, or that it is gone. */
  storm(device: string, storm: Storm | null): void;
  /** What a switch sees that its user should know has changed. */
  sightings(device: string, sightings: Sightings): void;
  /** A switch that is watched looks like this now. */
  viewed(device: string, view: SwitchView): void;
  /** A management command ended a switch: it is to be removed. */
  shutDown(device: string): void;
  /** The thread died or hung and another goes on; `failure` tells when none does. */
  replaced(failure: Failure | null): void;
  /** What goes on does so without this device, or this cable. */
  leftOut(record: { readonly device: string } | { readonly cable: string }, failure: Failure): void;
  /** What the user calls a device, or a cable, in a sentence. */
  nameOf(record: { readonly device: string } | { readonly cable: string }): string;
}

export class Dataplane {
  readonly #listener: DataplaneListener;
  readonly #counters = new CounterTable();
  readonly #wanted = new WantedPlane();
  readonly #host: PlaneHost;

  /** @param workerFile the bundled worker; by default the one beside the bundled caller */
  constructor(
    listener: DataplaneListener,
    workerFile = join(import.meta.dirname, 'dataplane-worker.js'),
  ) {
    this.#listener = listener;
    this.#host = new PlaneHost(workerFile, this.#wanted, this.#counters, {
      heard: (notice) => this.#handle(notice),
      replaced: (failure) => listener.replaced(failure),
      leftOut: (command, failure) => listener.leftOut(recordOf(command), failure),
      blame: (command) => blame(command, listener.nameOf(recordOf(command))),
    });
  }

  /** Makes a device. Rejects with a FailureError, and nothing is left of it, when that fails. */
  async add(spec: DeviceSpec): Promise<void> {
    const slot = this.#counters.allot(spec.id, portCount(spec));
    const command: DeviceCommand = { ...spec, slot };
    try {
      await this.#host.order(command);
      this.#wanted.devices.set(spec.id, command);
    } catch (error) {
      this.#counters.release(spec.id);
      throw error;
    }
  }

  /** Removes a device, its clients and its sockets. Cables on it are to be removed before. */
  async remove(id: string): Promise<void> {
    const device = this.#wanted.devices.get(id);
    this.#wanted.forget(id);
    if (device !== undefined) await this.#host.remove(device);
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
      await this.#host.order(command);
      this.#wanted.cables.set(id, command);
    } catch (error) {
      this.#counters.release(cableName(id));
      throw error;
    }
  }

  async disconnect(id: string): Promise<void> {
    this.#wanted.cables.delete(id);
    await this.#host.order({ type: 'uncable', id });
    this.#counters.release(cableName(id));
  }

  /** Changes what a cable does to its frames; frames on their way go on as they were sent. */
  async condition(id: string, state: CableState): Promise<void> {
    const cable = this.#wanted.cables.get(id);
    if (cable !== undefined) this.#wanted.cables.set(id, { ...cable, state });
    await this.#host.order({ type: 'condition', id, state });
  }

  /** Changes a running switch's VLANs and spanning tree. */
  async configure(id: string, configuration: SwitchConfiguration): Promise<void> {
    const device = this.#wanted.devices.get(id);
    if (device?.type === 'switch') this.#wanted.devices.set(id, { ...device, configuration });
    await this.#host.order({ type: 'configure', id, configuration });
  }

  /**
   * Changes how many ports a running switch has. Rejects with a FailureError, and changes nothing, while
   * something is on a port that would go.
   */
  async setPorts(id: string, ports: number): Promise<void> {
    const before = this.#counters.read(id).length;
    const added = this.#counters.resize(id, ports + 1);
    try {
      await this.#host.order({ type: 'ports', id, ports, added });
    } catch (error) {
      this.#counters.resize(id, before);
      throw error;
    }
    this.#update(id, { ports, ranges: this.#counters.ranges(id) });
  }

  /**
   * Has a running switch listen elsewhere, or to others; who has joined stays. Rejects with a FailureError,
   * with everything as it was, when that cannot be.
   */
  async moveSwitch(id: string, { directory, mode, group }: SwitchPlace): Promise<void> {
    const place = { directory, mode, group };
    await this.#host.order({ type: 'place', id, ...place });
    this.#update(id, place);
  }

  /**
   * Opens the management socket of a running switch elsewhere; an empty path closes it. Rejects with a
   * FailureError, with the former one open, when that cannot be.
   */
  async manageAt(id: string, path: string): Promise<void> {
    await this.#host.order({ type: 'management', id, path });
    this.#update(id, { management: path });
  }

  /** Changes the host name of a built-in PC that runs. */
  async renamePc(id: string, hostname: string): Promise<void> {
    const device = this.#wanted.devices.get(id);
    if (device?.type === 'pc') {
      this.#wanted.devices.set(id, { ...device, settings: { ...device.settings, hostname } });
    }
    await this.#host.order({ type: 'hostname', id, hostname });
  }

  /** What a thread that takes the other's place is to make of a switch. */
  #update(id: string, change: Partial<Extract<DeviceCommand, { type: 'switch' }>>): void {
    const device = this.#wanted.devices.get(id);
    if (device?.type === 'switch') this.#wanted.devices.set(id, { ...device, ...change });
  }

  /** Asks for views of exactly these switches, about once a second. */
  view(switches: readonly string[]): void {
    this.#wanted.viewed = switches;
    this.#host.post({ type: 'view', switches });
  }

  /** Sets the counters of a device to zero. */
  async resetCounters(id: string): Promise<void> {
    await this.#host.order({ type: 'reset-counters', id });
  }

  /** Keeps ports of a switch from clients that take any port. */
  async reserve(id: string, ports: readonly number[]): Promise<void> {
    this.#wanted.reserved.set(id, ports);
    await this.#host.order({ type: 'reserve', id, ports });
  }

  /**
   * Lets a built-in PC run its startup commands and show its prompt, or a switch's console greet. A
   * switch has run its startup commands when it was made.
   */
  async startConsole(id: string): Promise<void> {
    this.#wanted.startedConsoles.add(id);
    await this.#host.order({ type: 'start-console', id });
  }

  /** Sends keys to a built-in PC or to a switch's console. */
  type(id: string, data: string): void {
    this.#host.post({ type: 'type', id, data });
  }

  /**
   * Says that standard output took some of what a console printed whose style is not `edited`: it answers no
   * faster than that.
   */
  printedOut(id: string, characters: number): void {
    this.#host.post({ type: 'printed-out', id, characters });
  }

  /** Tells a built-in PC, or a switch, the size of its console. */
  resize(id: string, columns: number, rows: number): void {
    const command = { type: 'resize', id, columns, rows } as const;
    if (this.#wanted.devices.has(id)) this.#wanted.sizes.set(id, command);
    this.#host.post(command);
  }

  /** The counters of each port of a device, port 0 first. */
  counters(id: string): CounterValues[] {
    return this.#counters.read(id);
  }

  /** The IPv4 addresses seen at each port of a device, or its own, as numbers. */
  addresses(id: string): number[][] {
    return this.#counters.addresses(id);
  }

  /** Ends the thread wherever it is and lets another go on; live clients notice nothing. */
  replaceWorker(): Promise<void> {
    return this.#host.replace();
  }

  /** Why no thread runs and none is about to; null when all is well. */
  get down(): Failure | null {
    return this.#host.down;
  }

  /** Starts a thread where none runs, with all that is still to exist; true if that was needed. */
  revive(): boolean {
    return this.#host.revive();
  }

  /** From now on a thread that ends is not replaced: {@link close} is about to be called. */
  retire(): void {
    this.#host.retire();
  }

  /** The counters of a cable's directions, a to b and b to a; null if it is not plugged in. */
  cableCounters(id: string): readonly [aToB: CounterValues, bToA: CounterValues] | null {
    const [aToB, bToA] = this.#counters.read(cableName(id));
    return aToB === undefined || bToA === undefined ? null : [aToB, bToA];
  }

  /** Closes every device, socket and thread, within seconds whatever the thread does. */
  close(): Promise<void> {
    return this.#host.close();
  }

  #handle(notice: Notice): void {
    switch (notice.type) {
      case 'joined':
        this.#listener.presence(notice.device, notice.port, true, notice.description);
        return;
      case 'left':
        this.#listener.presence(notice.device, notice.port, false, '');
        return;
      case 'printed':
        this.#listener.printed(notice.device, notice.text);
        return;
      case 'guests':
        this.#listener.guests?.(notice.device, notice.guests);
        return;
      case 'startup-failed':
        this.#listener.startupFailed?.(notice.device, notice.failure);
        return;
      case 'answered':
        this.#listener.answered?.(notice.device);
        return;
      case 'trees':
        this.#listener.trees(notice.device, notice.trees);
        return;
      case 'storm':
        this.#listener.storm(notice.device, notice.storm);
        return;
      case 'sightings':
        this.#listener.sightings(notice.device, notice.sightings);
        return;
      case 'shut-down':
        this.#listener.shutDown(notice.device);
        return;
      case 'viewed':
        this.#listener.viewed(notice.device, notice.view);
        return;
      case 'read-script':
        unwaited(
          readScript(notice.path, notice.user).then((file) =>
            this.#host.post({ type: 'script', script: notice.script, file }),
          ),
        );
        return;
      default:
        // What is between the two threads alone is heard before.
        return;
    }
  }
}

/** A cable may have the id of a node; device names hold no colon. */
const cableName = (id: string) => `cable:${id}`;

function portCount(spec: DeviceSpec): number {
  if (spec.type === 'switch') return spec.ports + 1;
  return spec.type === 'pc' ? spec.settings.macs.length : 1;
}

function recordOf(command: Making): { device: string } | { cable: string } {
  return command.type === 'cable' ? { cable: command.id } : { device: command.id };
}

function blame(command: Making, name: string): Failure {
  return {
    code: 'dataplane-down',
    message: `${name} stopped the switch engine three times, so the engine goes on without it.`,
    next:
      command.type === 'cable'
        ? 'Plug the cable in again, with other conditions; if it comes back, report it.'
        : 'Look at its startup commands and at what was typed into its console last, then start it again; if it comes back, report it.',
    detail: `${command.type} ${command.id}`,
  };
}
