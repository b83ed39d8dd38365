/** All devices and cables of the worker, and the commands that make and remove them. */
import { FailureError } from '../../shared/failure';
import { Agenda } from '../engine/agenda';
import { Cable, type CablePlug } from '../engine/cable';
import { COUNTERS_PER_PORT, PortCounters } from '../engine/counters';
import type { Device } from '../engine/device';
import { Fabric } from '../engine/fabric';
import { close } from '../native/libc';
import { CardDevice } from './card-device';
import type { DescriptorLedger, DescriptorRecord } from './descriptors';
import type { EventLoop } from './event-loop';
import { PcDevice } from './pc-device';
import type { CableCommand, Command, DeviceCommand, DevicePort, Notice } from './protocol';
import { Round } from './round';
import { type AdoptedPlace, type PresenceListener, SwitchDevice } from './switch-device';
import { portForTap, portless, SwitchTap } from './switch-tap';
import { TapDevice } from './tap-device';

const VIEW_INTERVAL_MS = 1_000;

interface Holding {
  readonly device: Device;
  close(): void;
  resetCounters(): void;
  expire?(now: number): void;
}

export class Plane {
  readonly fabric = new Fabric();
  readonly round = new Round(this.fabric);
  readonly #loop: EventLoop;
  readonly #counters: Float64Array;
  readonly #notify: (notice: Notice) => void;
  readonly #ledger: DescriptorLedger;
  readonly #adopted: readonly DescriptorRecord[];
  readonly #holdings = new Map<string, Holding>();
  readonly #switches = new Map<string, SwitchDevice>();
  readonly #pcs = new Map<string, PcDevice>();
  readonly #cables = new Map<string, Cable>();
  /** Cables with frames on their way. */
  readonly #agenda = new Agenda();
  #busyPcs: PcDevice[] = [];
  readonly #changedTrees = new Set<SwitchDevice>();
  /** What was told last of each switch's trees, so that nothing is told twice. */
  readonly #toldTrees = new Map<string, string>();
  #viewed: readonly string[] = [];
  #nextView = Number.POSITIVE_INFINITY;
  /** Kept between turns, since most turns of the loop concern no PC at all. */
  #nextDeadline = Number.POSITIVE_INFINITY;
  /** Whether a command may have changed a PC's timers. */
  #pcsTouched = false;

  constructor(
    loop: EventLoop,
    counters: Float64Array,
    adopted: readonly DescriptorRecord[],
    notify: (notice: Notice) => void,
  ) {
    this.#loop = loop;
    this.#counters = counters;
    this.#adopted = adopted;
    this.#notify = notify;
    this.#ledger = {
      opened: (record) => notify({ type: 'opened', record }),
      closed: (fd) => notify({ type: 'closed', fd }),
    };
    for (const { role, fd } of adopted) if (role === 'pending') this.#discard(fd);
  }

  /** Carries out one command; throws a FailureError, with nothing half made, when it cannot. */
  execute(command: Exclude<Command, { type: 'stop' }>): void {
    this.#pcsTouched = true;
    switch (command.type) {
      case 'switch':
      case 'card':
      case 'tap':
      case 'switch-tap':
      case 'pc':
        this.#holdings.set(command.id, this.#make(command));
        return;
      case 'remove':
        this.#remove(command.id);
        return;
      case 'cable':
        this.#connect(command);
        return;
      case 'uncable':
        this.#cables.get(command.id)?.remove();
        this.#cables.delete(command.id);
        return;
      case 'configure':
        this.#switches.get(command.id)?.configure(command.configuration);
        return;
      case 'view':
        this.#viewed = command.switches;
        this.#nextView = this.#viewed.length === 0 ? Number.POSITIVE_INFINITY : this.fabric.now;
        return;
      case 'reset-counters':
        this.#holdings.get(command.id)?.resetCounters();
        return;
      case 'condition':
        this.#cables.get(command.id)?.setState(command.state);
        return;
      case 'reserve':
        this.#switches.get(command.id)?.reserve(command.ports);
        return;
      case 'start-console':
        this.#consoleOf(command.id)?.start();
        return;
      case 'type':
        this.#consoleOf(command.id)?.type(command.data);
        return;
      case 'resize':
        this.#consoleOf(command.id)?.resize(command.columns, command.rows);
        return;
    }
  }

  /** Lets built-in PCs work through their frames and timers; true if frames wait again. */
  runPcs(): boolean {
    const busy = this.#busyPcs;
    const { now } = this.fabric;
    if (busy.length === 0 && !this.#pcsTouched && now < this.#nextDeadline) return false;
    this.#busyPcs = [];
    this.#pcsTouched = false;
    for (const pc of busy) pc.work();
    let next = Number.POSITIVE_INFINITY;
    for (const pc of this.#pcs.values()) {
      if (pc.nextDeadline() <= now) pc.tick();
      next = Math.min(next, pc.nextDeadline());
    }
    this.#nextDeadline = next;
    this.round.flushAll();
    return this.#busyPcs.length > 0;
  }

  /** Lets frames come out of cables that are due. */
  runCables(): void {
    const { now } = this.fabric;
    if (this.#agenda.next > now) return;
    this.#agenda.run(now);
    this.round.flushAll();
  }

  /** Monotonic time of the next timer, or of a cable's next frame, in milliseconds, or Infinity. */
  get nextDeadline(): number {
    return Math.min(this.#nextDeadline, this.#nextView, this.#agenda.next);
  }

  /** Sends out what the turn has left to send: frames of switches, and what was noticed of them. */
  settle(): void {
    if (this.#changedTrees.size > 0) this.#tellTrees();
    if (this.fabric.now >= this.#nextView) this.#tellViews();
  }

  /** Forgets what is too old: learned addresses, and clients that never spoke. */
  expire(now: number): void {
    for (const holding of this.#holdings.values()) holding.expire?.(now);
  }

  /** Closes everything. */
  close(): void {
    for (const id of [...this.#holdings.keys()]) this.#remove(id);
  }

  #make(command: DeviceCommand): Holding {
    const countersOf = (port: number) => this.#countersAt(command.slot + port);
    switch (command.type) {
      case 'switch': {
        const made = new SwitchDevice(
          command,
          this.fabric,
          this.#surroundings,
          this.#presenceOf(command.id),
          {
            treesChanged: (device) => this.#changedTrees.add(device),
            storm: (storm) => this.#notify({ type: 'storm', device: command.id, storm }),
            printed: (text) => this.#notify({ type: 'printed', device: command.id, text }),
            shutDown: () => this.#notify({ type: 'shut-down', device: command.id }),
          },
          (port) => (port <= command.ports ? countersOf(port) : privateCounters()),
          this.#adoptedPlace(command.id),
        );
        this.#switches.set(command.id, made);
        return {
          device: made.switch,
          close: () => made.close(),
          resetCounters: () => made.resetCounters(),
          expire: (now) => made.expire(now),
        };
      }
      case 'card': {
        const made = new CardDevice(
          command.id,
          command.directory,
          this.#surroundings,
          this.#presenceOf(command.id),
          countersOf(0),
          this.#adoptedPlace(command.id),
        );
        return {
          device: made.passage,
          close: () => made.close(),
          resetCounters: () => countersOf(0).reset(),
          expire: (now) => made.expire(now),
        };
      }
      case 'tap': {
        const adopted = this.#adopted.find((r) => r.role === 'tap' && r.device === command.id);
        const made = new TapDevice(
          command.id,
          command.interface,
          this.#surroundings,
          countersOf(0),
          adopted?.fd ?? null,
        );
        return {
          device: made.passage,
          close: () => made.close(),
          resetCounters: () => countersOf(0).reset(),
        };
      }
      case 'switch-tap': {
        const adopted = this.#adopted.find((r) => r.role === 'tap' && r.device === command.id);
        const { switch: onto } = this.#switches.get(command.switch)!;
        const made = new SwitchTap(
          command.id,
          command.interface,
          portForTap(onto, command.id),
          this.#surroundings,
          adopted?.fd ?? null,
        );
        return { device: portless, close: () => made.close(), resetCounters: () => {} };
      }
      case 'pc': {
        const made = new PcDevice(
          command.settings,
          {
            fabric: this.fabric,
            print: (text) => this.#notify({ type: 'printed', device: command.id, text }),
            schedule: (pc) => this.#busyPcs.push(pc),
          },
          countersOf,
        );
        this.#pcs.set(command.id, made);
        return {
          device: made,
          close: () => this.#pcs.delete(command.id),
          resetCounters: () => {
            for (const card of command.settings.macs.keys()) countersOf(card).reset();
          },
        };
      }
    }
  }

  #consoleOf(device: string) {
    return this.#pcs.get(device) ?? this.#switches.get(device)?.console;
  }

  get #surroundings() {
    return { loop: this.#loop, round: this.round, ledger: this.#ledger };
  }

  #countersAt(slot: number): PortCounters {
    return new PortCounters(this.#counters, slot);
  }

  #presenceOf(device: string): PresenceListener {
    return {
      joined: (port, description) => this.#notify({ type: 'joined', device, port, description }),
      left: (port) => this.#notify({ type: 'left', device, port }),
    };
  }

  #adoptedPlace(device: string): AdoptedPlace {
    const listener = this.#adopted.find((r) => r.role === 'listener' && r.device === device);
    const management = this.#adopted.find((r) => r.role === 'management' && r.device === device);
    return {
      listener: listener?.role === 'listener' ? listener : null,
      management: management?.fd ?? null,
      endpoints: this.#adopted
        .filter((r) => r.role === 'endpoint')
        .filter((r) => r.device === device),
    };
  }

  #connect({ id, slot, a, b, state, seed }: CableCommand): void {
    const around = {
      fabric: this.fabric,
      agenda: this.#agenda,
      aToB: this.#countersAt(slot),
      bToA: this.#countersAt(slot + 1),
      seed,
    };
    this.#cables.set(id, new Cable(this.#plugOf(a, id), this.#plugOf(b, id), around, state));
  }

  #plugOf({ device, port }: DevicePort, cable: string): CablePlug {
    const holding = this.#holdings.get(device);
    if (holding?.device.inlet(port) === undefined) {
      throw new FailureError({
        code: 'not-found',
        message: `There is no running port ${port} for this cable.`,
        next: 'Stop and start the nodes at its ends.',
        record: cable,
      });
    }
    return { device: holding.device, port };
  }

  #remove(id: string): void {
    this.#holdings.get(id)?.close();
    this.#holdings.delete(id);
    const gone = this.#switches.get(id);
    if (gone !== undefined) this.#changedTrees.delete(gone);
    this.#toldTrees.delete(id);
    this.#switches.delete(id);
  }

  #tellTrees(): void {
    this.round.flushAll();
    for (const changed of this.#changedTrees) {
      const trees = changed.trees();
      const told = JSON.stringify(trees);
      if (this.#toldTrees.get(changed.device) === told) continue;
      this.#toldTrees.set(changed.device, told);
      this.#notify({ type: 'trees', device: changed.device, trees });
    }
    this.#changedTrees.clear();
  }

  #tellViews(): void {
    this.#nextView = this.fabric.now + VIEW_INTERVAL_MS;
    for (const id of this.#viewed) {
      const view = this.#switches.get(id)?.view();
      if (view !== undefined) this.#notify({ type: 'viewed', device: id, view });
    }
  }

  #discard(fd: number): void {
    close(fd);
    this.#ledger.closed(fd);
  }
}

/** Counters of a port that was added to a running switch: nobody outside of the worker sees them. */
function privateCounters(): PortCounters {
  return new PortCounters(new Float64Array(COUNTERS_PER_PORT), 0);
}
