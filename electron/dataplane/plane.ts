/** All devices and cables of the worker, and the commands that make and remove them. */
import { FailureError } from '../../shared/failure';
import { Agenda } from '../engine/agenda';
import { Cable, type CablePlug } from '../engine/cable';
import { COUNTERS_PER_PORT, PortCounters } from '../engine/counters';
import type { Device } from '../engine/device';
import { Fabric } from '../engine/fabric';
import { TurnBudget } from '../engine/turn-budget';
import { inSteps, WorkQueue } from '../engine/work-queue';
import { close } from '../native/libc';
import { type AdoptedRecords, adoptedPlace, adoptedTap, byDevice } from './adopted';
import { CardDevice } from './card-device';
import type { DescriptorLedger, DescriptorRecord } from './descriptors';
import type { EventLoop } from './event-loop';
import { PcDevice } from './pc-device';
import { PcQueue } from './pc-queue';
import type { CableCommand, Command, DeviceCommand, DevicePort, Notice } from './protocol';
import { NO_SUBJECT } from './pulse';
import { Round } from './round';
import { ScriptRequests } from './script-requests';
import { type PresenceListener, SwitchDevice } from './switch-device';
import { SwitchNotices } from './switch-notices';
import { portForTap, portless, SwitchTap } from './switch-tap';
import { TapDevice } from './tap-device';

/** Cables that are looked after in one step. */
const CABLES_PER_STEP = 256;

interface Holding {
  /** Its first counter slot, which stands for it in signs of life. */
  readonly slot: number;
  readonly device: Device;
  close(): void;
  resetCounters(): void;
  expire?(now: number): void;
}

export class Plane {
  readonly fabric = new Fabric(new TurnBudget(() => performance.now()));
  readonly round = new Round(this.fabric);
  readonly #loop: EventLoop;
  readonly #counters: Float64Array;
  readonly #notify: (notice: Notice) => void;
  readonly #ledger: DescriptorLedger;
  readonly #adopted: AdoptedRecords;
  readonly #holdings = new Map<string, Holding>();
  readonly #switches = new Map<string, SwitchDevice>();
  readonly #pcs = new Map<string, PcDevice>();
  readonly #cables = new Map<string, Cable>();
  /** Cables with frames on their way. */
  readonly #agenda = new Agenda();
  readonly #pcQueue = new PcQueue();
  /** What consoles were asked for, and what is done from time to time. */
  readonly #chores: WorkQueue;
  #isExpiring = false;
  readonly #notices: SwitchNotices;
  readonly #scripts: ScriptRequests;

  constructor(
    loop: EventLoop,
    counters: Float64Array,
    adopted: readonly DescriptorRecord[],
    notify: (notice: Notice) => void,
  ) {
    this.#loop = loop;
    this.#chores = new WorkQueue(loop.pulse);
    this.#counters = counters;
    this.#adopted = byDevice(adopted);
    this.#notify = notify;
    this.#notices = new SwitchNotices(this.fabric, this.#switches, notify);
    this.#scripts = new ScriptRequests(notify);
    this.#ledger = {
      opened: (record) => notify({ type: 'opened', record }),
      closed: (fd) => notify({ type: 'closed', fd }),
    };
    for (const { role, fd } of adopted) if (role === 'pending') this.#discard(fd);
  }

  /** Carries out one command; throws a FailureError, with nothing half made, when it cannot. */
  execute(command: Exclude<Command, { type: 'stop' }>): void {
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
        this.#notices.view(command.switches);
        return;
      case 'reset-counters':
        this.#holdings.get(command.id)?.resetCounters();
        return;
      case 'condition':
        this.#cables.get(command.id)?.setState(command.state);
        return;
      case 'script':
        this.#scripts.answer(command.script, command.file);
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

  /**
   * Does what a turn has to do beside taking what came: frames out of cables, PCs, spanning trees,
   * consoles, each with a time of its own. True if something is left that the next turn should go on with
   * at once.
   */
  work(): boolean {
    this.#runCables();
    this.#runPcs();
    this.#notices.tellDue(this.#chores);
    this.#loop.pulse.serve(NO_SUBJECT);
    this.#runQueue(this.fabric.trees);
    this.#runQueue(this.#chores);
    return !(this.#pcQueue.isEmpty && this.fabric.trees.isEmpty && this.#chores.isEmpty);
  }

  /** Monotonic time of the next timer, or of a cable's next frame, in milliseconds, or Infinity. */
  get nextDeadline(): number {
    return Math.min(this.#pcQueue.timers.next, this.#agenda.next, this.#notices.next);
  }

  /**
   * Says hello in spanning trees and forgets what is too old: learned addresses, clients that never
   * spoke, memory that nothing waits in. It is done by and by.
   */
  expire(): void {
    if (this.#isExpiring) return;
    this.#isExpiring = true;
    this.#chores.add(inSteps(this.#expireAll()));
  }

  /** Closes everything. */
  close(): void {
    for (const [id, { slot }] of [...this.#holdings]) {
      this.#loop.pulse.serve(slot);
      this.#remove(id);
    }
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
            treesChanged: (device) => this.#notices.treesChanged(device),
            storm: (storm) => this.#notify({ type: 'storm', device: command.id, storm }),
            printed: (text) => this.#notify({ type: 'printed', device: command.id, text }),
            shutDown: () => this.#notify({ type: 'shut-down', device: command.id }),
          },
          (port) => (port <= command.ports ? countersOf(port) : privateCounters()),
          adoptedPlace(this.#adopted, command.id),
        );
        this.#switches.set(command.id, made);
        return {
          slot: command.slot,
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
          adoptedPlace(this.#adopted, command.id),
        );
        return {
          slot: command.slot,
          device: made.passage,
          close: () => made.close(),
          resetCounters: () => countersOf(0).reset(),
          expire: (now) => made.expire(now),
        };
      }
      case 'tap': {
        const made = new TapDevice(
          command.id,
          command.interface,
          this.#surroundings,
          countersOf(0),
          adoptedTap(this.#adopted, command.id),
        );
        return {
          slot: command.slot,
          device: made.passage,
          close: () => made.close(),
          resetCounters: () => countersOf(0).reset(),
          expire: () => made.expire(),
        };
      }
      case 'switch-tap': {
        const { switch: onto } = this.#switches.get(command.switch)!;
        const made = new SwitchTap(
          command.id,
          command.interface,
          portForTap(onto, command.id),
          this.#surroundings,
          adoptedTap(this.#adopted, command.id),
        );
        return {
          slot: command.slot,
          device: portless,
          close: () => made.close(),
          resetCounters: () => {},
          expire: () => made.expire(),
        };
      }
      case 'pc': {
        const made = new PcDevice(
          command.settings,
          {
            fabric: this.fabric,
            print: (text) => this.#notify({ type: 'printed', device: command.id, text }),
            begins: () => this.#loop.pulse.serve(command.slot),
            schedule: (pc) => this.#pcQueue.schedule(pc),
            timers: this.#pcQueue.timers,
          },
          countersOf,
        );
        this.#pcs.set(command.id, made);
        return {
          slot: command.slot,
          device: made,
          close: () => {
            made.close();
            this.#pcs.delete(command.id);
          },
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
    return {
      loop: this.#loop,
      round: this.round,
      ledger: this.#ledger,
      chores: this.#chores,
      readScript: this.#scripts.read,
    };
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

  #connect({ id, slot, a, b, state, seed }: CableCommand): void {
    const around = {
      fabric: this.fabric,
      agenda: this.#agenda,
      aToB: this.#countersAt(slot),
      bToA: this.#countersAt(slot + 1),
      seed,
      begins: () => this.#loop.pulse.serve(slot),
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
    this.#notices.forget(id, this.#switches.get(id));
    this.#switches.delete(id);
  }

  #runCables(): void {
    const { now, budget } = this.fabric;
    if (this.#agenda.next > now) return;
    budget.begin();
    this.#agenda.run(now, budget);
    this.round.flushAll();
  }

  #runPcs(): void {
    const { now, budget } = this.fabric;
    if (this.#pcQueue.isEmpty && this.#pcQueue.timers.next > now) return;
    this.#pcQueue.run(now, budget);
    this.round.flushAll();
  }

  #runQueue(queue: WorkQueue): void {
    if (queue.isEmpty) return;
    const { budget } = this.fabric;
    budget.begin();
    queue.run(budget);
    this.round.flushAll();
  }

  *#expireAll(): Generator<void, void> {
    for (const holding of this.#holdings.values()) {
      this.#loop.pulse.serve(holding.slot);
      holding.expire?.(this.fabric.now);
      yield;
    }
    let cables = 0;
    for (const cable of this.#cables.values()) {
      cable.expire();
      if (++cables % CABLES_PER_STEP === 0) yield;
    }
    this.#isExpiring = false;
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
