/**
 * What was ordered of the data plane's thread and not answered yet. Every order settles: it is answered,
 * given to the next thread, or settled here when there is none.
 */
import { type Failure, FailureError } from '../../../shared/failure/failure';
import type { CableCommand, Command, CommandMessage, DeviceCommand } from '../shared/protocol';

interface Order {
  readonly command: Command;
  resolve(): void;
  reject(error: FailureError): void;
}

export class Orders {
  readonly #waiting = new Map<number, Order>();
  #last = 0;

  /** Notes a command; `promise` settles with its answer. */
  open(command: Command): { message: CommandMessage; promise: Promise<void> } {
    const request = ++this.#last;
    const promise = new Promise<void>((resolve, reject) => {
      this.#waiting.set(request, { command, resolve, reject });
    });
    return { message: { request, command }, promise };
  }

  done(request: number): void {
    this.#take(request)?.resolve();
  }

  refused(request: number, failure: Failure): void {
    const order = this.#take(request);
    if (order === undefined) console.error('The data plane refused:', failure);
    else order.reject(new FailureError(failure));
  }

  /**
   * What the next thread is to do of it. A console that is to be started is so already: the thread does
   * that when it makes what was there.
   */
  pending(): CommandMessage[] {
    for (const [request, { command }] of [...this.#waiting]) {
      if (command.type === 'start-console') this.done(request);
    }
    return [...this.#waiting].map(([request, { command }]) => ({ request, command }));
  }

  /** The device or cable with that first counter slot that is to be made. */
  making(slot: number): DeviceCommand | CableCommand | undefined {
    for (const { command } of this.#waiting.values()) {
      if ('slot' in command && command.slot === slot) return command;
    }
    return undefined;
  }

  /** Refuses what makes one device or cable. True if that was ordered. */
  refuseMaking(slot: number, failure: Failure): boolean {
    for (const [request, { command }] of this.#waiting) {
      if (!('slot' in command) || command.slot !== slot) continue;
      this.refused(request, failure);
      return true;
    }
    return false;
  }

  /** Settles all: there is no thread. What makes something is refused, the rest needs no thread. */
  settle(failure: Failure): void {
    for (const [request, { command }] of [...this.#waiting]) {
      if ('slot' in command) this.refused(request, failure);
      else this.done(request);
    }
  }

  #take(request: number): Order | undefined {
    const order = this.#waiting.get(request);
    this.#waiting.delete(request);
    return order;
  }
}
