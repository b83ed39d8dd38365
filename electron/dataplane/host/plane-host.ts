/**
 * Keeps a thread of the data plane going. One that died or hangs is replaced by another, which goes on
 * with the same sockets; what the threads did last is left out when that happens again and again. Where
 * no thread runs, orders are settled here, and descriptors are closed here.
 */
import type { Failure } from '../../../shared/failure/failure';
import { EFD_CLOEXEC, EFD_NONBLOCK } from '../../native/constants';
import { close, errorName, eventfd, lastError } from '../../native/libc';
import type { CounterTable } from '../shared/counter-table';
import type {
  CableCommand,
  Command,
  CommandMessage,
  DeviceCommand,
  Notice,
} from '../shared/protocol';
import { NO_SUBJECT } from '../shared/pulse';
import { DescriptorBook } from './descriptor-book';
import { Orders } from './orders';
import { PlaneThread, type ThreadEnd } from './plane-thread';
import { Replacements } from './replacements';
import type { WantedPlane } from './wanted-plane';

/** What closing everything in good order may take, in milliseconds. */
const CLOSE_MS = 3_000;

export type Making = DeviceCommand | CableCommand;

export interface PlaneHostListener {
  heard(notice: Notice): void;
  /** Another thread goes on, or none does: then `failure` says so. */
  replaced(failure: Failure | null): void;
  /** A device or cable is left out of what goes on. */
  leftOut(command: Making, failure: Failure): void;
  /** What a failure is to say of a device or cable that keeps the thread from going on. */
  blame(command: Making): Failure;
}

export class PlaneHost {
  readonly #file: string;
  readonly #wanted: WantedPlane;
  readonly #counters: CounterTable;
  readonly #listener: PlaneHostListener;
  readonly #wake = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  readonly #book = new DescriptorBook();
  readonly #orders = new Orders();
  readonly #replacements = new Replacements();
  /** Devices that are being removed: their sockets must go, whichever thread does it. */
  readonly #leaving = new Map<string, DeviceCommand>();
  /** What is to be sent to the next thread without an answer: keys that are typed meanwhile. */
  #unsent: CommandMessage[] = [];
  #thread: PlaneThread | null = null;
  #isRetired = false;
  /** Why there is no thread and none is coming. */
  #down: Failure | null = null;
  #closing: Promise<void> | null = null;

  /** @param file the bundled worker */
  constructor(
    file: string,
    wanted: WantedPlane,
    counters: CounterTable,
    listener: PlaneHostListener,
  ) {
    if (this.#wake < 0) throw new Error(`eventfd: ${errorName(lastError())}`);
    this.#file = file;
    this.#wanted = wanted;
    this.#counters = counters;
    this.#listener = listener;
    this.#start();
  }

  /** Why no thread runs and none is about to; null when all is well. */
  get down(): Failure | null {
    return this.#down;
  }

  /** Sends a command; settles with its answer, with the next thread's, or because there is none. */
  order(command: Command): Promise<void> {
    const { message, promise } = this.#orders.open(command);
    if (this.#down !== null) this.#orders.settle(this.#down);
    else this.#thread?.post(message);
    return promise;
  }

  /** Sends a command that has no answer; where no thread runs it is dropped. */
  post(command: Command): void {
    const message = { request: 0, command };
    if (this.#thread !== null) this.#thread.post(message);
    else if (this.#down === null) this.#unsent.push(message);
  }

  /** Removes a device with its sockets, also where no thread does it. */
  async remove(device: DeviceCommand): Promise<void> {
    this.#leaving.set(device.id, device);
    try {
      await this.order({ type: 'remove', id: device.id });
      if (this.#down !== null) this.#book.discard(device);
    } finally {
      this.#leaving.delete(device.id);
    }
  }

  /** Ends the thread wherever it is and lets another go on. */
  async replace(): Promise<void> {
    await this.#thread?.end();
  }

  /** Starts a thread where none runs; true if that was needed. */
  revive(): boolean {
    if (this.#down === null || this.#isRetired) return false;
    this.#down = null;
    this.#replacements.forget();
    this.#start();
    return true;
  }

  /** From now on a thread that ends is not replaced: everything is about to be closed. */
  retire(): void {
    this.#isRetired = true;
  }

  /** Closes every device, socket and thread, within seconds whatever the thread does. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.retire();
    await this.#thread?.stop(CLOSE_MS);
    this.#goDown(closed);
    this.#book.discardAll([...this.#wanted.devices.values(), ...this.#leaving.values()]);
    close(this.#wake);
  }

  #start(): void {
    this.#thread = new PlaneThread(
      this.#file,
      {
        wake: this.#wake,
        counters: this.#counters.memory,
        adopted: this.#book.left(),
        commands: this.#wanted.commands(),
        pending: [...this.#orders.pending(), ...this.#unsent],
      },
      { heard: (notice) => this.#handle(notice), ended: (end) => this.#ended(end) },
    );
    this.#unsent = [];
  }

  #ended(end: ThreadEnd): void {
    this.#thread = null;
    if (this.#isRetired) {
      this.#goDown(closed);
      return;
    }
    const verdict = this.#replacements.ended(performance.now());
    if (verdict === 'leave-out') this.#leaveOut(end.subject);
    for (const device of this.#leaving.values()) this.#book.discard(device);
    if (verdict === 'give-up') {
      this.#book.left();
      this.#goDown(keepsStopping);
      this.#listener.replaced(keepsStopping);
      return;
    }
    this.#start();
    this.#listener.replaced(null);
  }

  #leaveOut(subject: number): void {
    const command = subject === NO_SUBJECT ? undefined : this.#makingOf(subject);
    if (command === undefined) return;
    this.#lose(command, this.#listener.blame(command));
  }

  #makingOf(slot: number): Making | undefined {
    const { devices, cables } = this.#wanted;
    const made = [...devices.values(), ...cables.values()];
    return made.find((command) => command.slot === slot) ?? this.#orders.making(slot);
  }

  /** Goes on without a device or cable: whoever orders it is refused, else it is told. */
  #lose(command: Making, failure: Failure): void {
    const isOrdered = this.#orders.refuseMaking(command.slot, failure);
    if (command.type === 'cable') this.#wanted.cables.delete(command.id);
    else {
      this.#wanted.forget(command.id);
      this.#book.discard(command);
    }
    if (!isOrdered) this.#listener.leftOut(command, failure);
  }

  #goDown(failure: Failure): void {
    this.#down = failure;
    this.#unsent = [];
    this.#orders.settle(failure);
  }

  #handle(notice: Notice): void {
    switch (notice.type) {
      case 'done':
        this.#orders.done(notice.request);
        return;
      case 'refused':
        this.#orders.refused(notice.request, notice.failure);
        return;
      case 'opened':
        this.#book.opened(notice.record);
        return;
      case 'closed':
        this.#book.closed(notice.fd);
        return;
      case 'lost':
        this.#lose(notice.command, notice.failure);
        return;
      default:
        this.#listener.heard(notice);
    }
  }
}

const keepsStopping: Failure = {
  code: 'dataplane-down',
  message: 'The switch engine keeps stopping, so it was not started again.',
  next: 'Start the lab again to give it another try; if it comes back, save the lab, restart Vdelab, and report what the terminal shows.',
};

const closed: Failure = {
  code: 'dataplane-down',
  message: 'Vdelab is about to end, so nothing is started any more.',
  next: 'Start Vdelab again.',
};
