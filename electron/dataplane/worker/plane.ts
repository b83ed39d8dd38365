/** All devices and cables of the worker, and the commands that make and remove them. */
import { FailureError } from '../../../shared/failure/failure';
import { Cable, type CablePlug } from '../../engine/cable/cable';
import { PortCounters } from '../../engine/core/counters';
import { TimerQueue } from '../../engine/core/timer-queue';
import { TurnBudget } from '../../engine/core/turn-budget';
import { inSteps, WorkQueue } from '../../engine/core/work-queue';
import { Fabric } from '../../engine/switch/fabric';
import { PlainConsole } from '../../management/session/plain-console';
import { close } from '../../native/libc';
import { LeftDescriptors } from '../devices/adopted';
import { PcQueue } from '../devices/pc-queue';
import { PlaneDevices } from '../devices/plane-devices';
import { ScriptRequests } from '../devices/script-requests';
import { SwitchNotices } from '../devices/switch-notices';
import type { EventLoop } from '../io/event-loop';
import { ReceiveBatch } from '../io/receive-batch';
import type { DescriptorLedger, DescriptorRecord } from '../shared/descriptors';
import type { CableCommand, Command, DevicePort, Notice } from '../shared/protocol';
import { NO_SUBJECT } from '../shared/pulse';

/** Cables that are looked after in one step. */
const CABLES_PER_STEP = 256;

export class Plane {
  readonly fabric = new Fabric(new TurnBudget(() => performance.now()));
  readonly round = new ReceiveBatch(this.fabric);
  readonly #loop: EventLoop;
  readonly #counters: Float64Array;
  readonly #devices: PlaneDevices;
  readonly #cables = new Map<string, Cable>();
  /** Cables with frames on their way. */
  readonly #timers = new TimerQueue();
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
    this.#scripts = new ScriptRequests(notify);
    const ledger: DescriptorLedger = {
      opened: (record) => notify({ type: 'opened', record }),
      closed: (fd) => notify({ type: 'closed', fd }),
    };
    this.#devices = new PlaneDevices({
      fabric: this.fabric,
      endpoints: {
        loop,
        round: this.round,
        ledger,
        chores: this.#chores,
        readScript: this.#scripts.read,
      },
      pcs: this.#pcQueue,
      left: new LeftDescriptors(adopted),
      notify,
      countersAt: (slot) => this.#countersAt(slot),
      treesChanged: (device) => this.#notices.treesChanged(device),
      portsChanged: (device) => this.#notices.portsChanged(device),
    });
    this.#notices = new SwitchNotices(this.fabric, this.#devices.switches, notify);
    for (const { role, fd } of adopted) if (role === 'pending') discard(fd, ledger);
  }

  /** Carries out one command; throws a FailureError, with nothing half made, when it cannot. */
  execute(command: Exclude<Command, { type: 'stop' }>): void {
    switch (command.type) {
      case 'switch':
      case 'card':
      case 'tap':
      case 'switch-tap':
      case 'pc':
        this.#devices.make(command);
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
        this.#devices.switches.get(command.id)?.configure(command.configuration);
        return;
      case 'ports':
        this.#devices.setPorts(command);
        return;
      case 'place':
        this.#devices.switches.get(command.id)?.move(command);
        return;
      case 'management':
        this.#devices.switches.get(command.id)?.manageAt(command.path);
        return;
      case 'hostname':
        this.#devices.rename(command.id, command.hostname);
        return;
      case 'view':
        this.#notices.view(command.switches);
        return;
      case 'reset-counters':
        this.#devices.get(command.id)?.resetCounters();
        return;
      case 'condition':
        this.#cables.get(command.id)?.setState(command.state);
        return;
      case 'script':
        this.#scripts.answer(command.script, command.file);
        return;
      case 'reserve':
        this.#devices.switches.get(command.id)?.reserve(command.ports);
        return;
      case 'start-console':
        this.#devices.consoleOf(command.id)?.start();
        return;
      case 'type':
        this.#devices.consoleOf(command.id)?.type(command.data);
        return;
      case 'printed-out': {
        const console = this.#devices.switches.get(command.id)?.console;
        if (console instanceof PlainConsole) console.printedOut(command.characters);
        return;
      }
      case 'resize':
        this.#devices.consoleOf(command.id)?.resize(command.columns, command.rows);
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
    return Math.min(this.#pcQueue.timers.next, this.#timers.next, this.#notices.next);
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
    for (const [id, { slot }] of this.#devices.entries()) {
      this.#loop.pulse.serve(slot);
      this.#remove(id);
    }
  }

  #countersAt(slot: number): PortCounters {
    return new PortCounters(this.#counters, slot);
  }

  #connect({ id, slot, a, b, state, seed }: CableCommand): void {
    const around = {
      fabric: this.fabric,
      timers: this.#timers,
      aToB: this.#countersAt(slot),
      bToA: this.#countersAt(slot + 1),
      seed,
      begins: () => this.#loop.pulse.serve(slot),
    };
    this.#cables.set(id, new Cable(this.#plugOf(a, id), this.#plugOf(b, id), around, state));
  }

  #plugOf({ device, port }: DevicePort, cable: string): CablePlug {
    const holding = this.#devices.get(device);
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
    const device = this.#devices.switches.get(id);
    this.#devices.remove(id);
    this.#notices.forget(id, device);
  }

  #runCables(): void {
    const { now, budget } = this.fabric;
    if (this.#timers.next > now) return;
    budget.begin();
    this.#timers.run(now, budget);
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
    for (const holding of this.#devices.all()) {
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
}

function discard(fd: number, ledger: DescriptorLedger): void {
  close(fd);
  ledger.closed(fd);
}
