/**
 * All consoles of the lab, between the machines that print and the pages that show. Machines come and
 * go by `attachSource` and `detachSource`; each window is one client and may show any console.
 */
import {
  type Channel,
  type ConsoleId,
  channels,
  consoleId,
} from '../../shared/contract/console-id';
import type { Payload } from '../../shared/contract/service';
import { FailureError } from '../../shared/failure/failure';
import type { ConsoleSource } from './console-source';
import { MachineConsole, type Now, type Replay } from './machine-console';
import { type Schedule, scheduleWithTimer } from './output-batcher';
import type { ConsoleListener } from './viewers';

type ConsoleEvent = 'console.output' | 'console.state';
/** Sends an event to one window. */
export type SendToClient = <E extends ConsoleEvent>(event: E, payload: Payload<E>) => void;

function notRunning(): FailureError {
  return new FailureError({
    code: 'not-running',
    message: 'Nobody is at the other end of this console: its machine is not running.',
    next: 'Start the machine and type again.',
  });
}

function notFound(id: ConsoleId): FailureError {
  return new FailureError({
    code: 'not-found',
    message: 'This console does not exist; its machine may have been deleted.',
    next: 'Close the tab and open the console from the drawing.',
    detail: id,
  });
}

export class ConsoleHub {
  readonly #schedule: Schedule;
  readonly #consoles = new Map<ConsoleId, MachineConsole>();

  readonly #now: Now;

  /** @param schedule and `now` are injected by tests to drive batches and times by hand */
  constructor(schedule: Schedule = scheduleWithTimer, now: Now = Date.now) {
    this.#schedule = schedule;
    this.#now = now;
  }

  /** A machine's console has come up. What it prints from now on is kept and shown. */
  attachSource(id: ConsoleId, source: ConsoleSource): void {
    this.obtain(id).connect(source);
  }

  /** A machine's console has gone. Its text and its open tabs stay for the next start. */
  detachSource(id: ConsoleId): void {
    this.#consoles.get(id)?.disconnect();
  }

  /**
   * Forgets a console for good. Pages that show it hear that it is not connected any more; should an
   * undo bring the node back, they go on with its new console.
   */
  remove(id: ConsoleId): void {
    this.#consoles.get(id)?.clear();
    this.forgetIfIdle(id);
  }

  /** Forgets all consoles of a node that was deleted. */
  removeNode(nodeId: string): void {
    for (const channel of channels) this.remove(consoleId(nodeId, channel));
  }

  /** The channels of a node that are connected now. */
  channelsOf(nodeId: string): Channel[] {
    return channels.filter((channel) => this.#consoles.get(consoleId(nodeId, channel))?.source);
  }

  /** One for each window. The client must be closed when the window goes. */
  openClient(send: SendToClient): ConsoleClient {
    return new ConsoleClient(this, send);
  }

  /** The console of that name; it may be one whose machine has not been started yet. */
  obtain(id: ConsoleId): MachineConsole {
    const known = this.#consoles.get(id);
    if (known) return known;
    const made = new MachineConsole(this.#schedule, this.#now);
    this.#consoles.set(id, made);
    return made;
  }

  /** Throws `not-found` when there is no such console. */
  find(id: ConsoleId): MachineConsole {
    const known = this.#consoles.get(id);
    if (!known) throw notFound(id);
    return known;
  }

  /** All consoles that there are, whether or not they are shown. */
  all(): Iterable<[ConsoleId, MachineConsole]> {
    return this.#consoles.entries();
  }

  /** Drops a console that a page looked at and that nothing ever came from. */
  forgetIfIdle(id: ConsoleId): void {
    if (this.#consoles.get(id)?.isIdle) this.#consoles.delete(id);
  }
}

interface Attachment {
  readonly console: MachineConsole;
  readonly listener: ConsoleListener;
}

/** One window's view of the consoles. */
export class ConsoleClient {
  readonly #hub: ConsoleHub;
  readonly #send: SendToClient;
  readonly #attachments = new Map<ConsoleId, Attachment>();

  constructor(hub: ConsoleHub, send: SendToClient) {
    this.#hub = hub;
    this.#send = send;
  }

  /**
   * Begins to receive a console's output; attaching again starts anew. A console whose machine is off
   * may be attached: it connects by itself when the machine starts. The caller must send the result to
   * the page before any event that follows, which holds as long as it does not wait for I/O.
   */
  attach(id: ConsoleId): Replay & { connected: boolean } {
    const console = this.#hub.obtain(id);
    const attachment = this.#attachments.get(id) ?? this.#makeAttachment(id, console);
    this.#attachments.set(id, attachment);
    return { ...console.listen(attachment.listener), connected: console.source !== null };
  }

  /** Ends what {@link attach} began; the machine runs on. */
  detach(id: ConsoleId): void {
    const attachment = this.#attachments.get(id);
    if (!attachment) return;
    this.#attachments.delete(id);
    attachment.console.unlisten(attachment.listener);
    this.#hub.forgetIfIdle(id);
  }

  /**
   * Sends what was typed, or what the page's terminal answers by itself: that only if the page is the one in
   * use. Throws `not-found` or `not-running`; nothing that could not be sent is kept.
   */
  write(id: ConsoleId, data: string, isAnswer = false): void {
    const console = this.#hub.find(id);
    if (!console.source) throw notRunning();
    const listener = this.#attachments.get(id)?.listener;
    if (listener !== undefined) {
      if (isAnswer) console.answer(listener, data);
      else console.type(listener, data);
    } else if (!isAnswer) console.source.write(data);
  }

  /** Whether the page can be seen, and whether it was given the keyboard just now. */
  view(id: ConsoleId, isVisible: boolean, isUsed: boolean): void {
    const attachment = this.#attachments.get(id);
    attachment?.console.view(attachment.listener, isVisible, isUsed);
  }

  /** How large the page's terminal is: the guest is told, now or when it starts. Throws `not-found`. */
  resize(id: ConsoleId, columns: number, rows: number): void {
    const console = this.#hub.find(id);
    const listener = this.#attachments.get(id)?.listener;
    if (listener !== undefined) console.resize(listener, { columns, rows });
  }

  /** The page has drawn so many characters of the output (not of the replay). */
  acknowledge(id: ConsoleId, characters: number): void {
    const attachment = this.#attachments.get(id);
    attachment?.console.acknowledge(attachment.listener, characters);
  }

  /** Ends all attachments: the window is gone. */
  close(): void {
    for (const id of [...this.#attachments.keys()]) this.detach(id);
  }

  #makeAttachment(id: ConsoleId, console: MachineConsole): Attachment {
    const listener: ConsoleListener = {
      output: (data) => this.#send('console.output', { console: id, data }),
      state: (connected) => this.#send('console.state', { console: id, connected }),
    };
    return { console, listener };
  }
}
