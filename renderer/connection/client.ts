/**
 * The typed client of the contract in shared/contract/service.ts. The rest of the page knows neither which
 * shell it runs in nor how messages travel.
 */

import {
  type CallName,
  calls,
  type EventMessage,
  type EventName,
  events,
  type Params,
  type Payload,
  type Reply,
  type Result,
} from '../../shared/contract/service';
import { FailureError } from '../../shared/failure/failure';
import { t } from '../i18n/translate';
import type { Page } from '../page/page';
import { pageState } from '../page/page-state';
import type { OpenTransport, Transport, TransportListener } from './transport';

interface Pending {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

function interrupted(): FailureError {
  return new FailureError({
    code: 'interrupted',
    message: t('The connection to Vdelab was lost before it answered.'),
    next: t('Wait until it is back, then try again.'),
  });
}

/** A page's end of the contract: what was asked and not answered yet, and who listens. */
class Client implements TransportListener {
  readonly #pending = new Map<number, Pending>();
  readonly #eventListeners = new Map<EventName, Set<(payload: never) => void>>();
  readonly #connectionListeners = new Set<(connected: boolean) => void>();
  #waiting: (() => void)[] = [];
  #transport: Transport | null = null;
  #isConnected = false;
  #wasConnected = false;
  #nextId = 1;

  open(open: OpenTransport): void {
    this.#transport = open(this);
  }

  /** Nobody waits for the answers that are still to come: what would go on with them is gone as well. */
  close(): void {
    this.#transport?.close();
    this.#pending.clear();
  }

  reply(reply: Reply): void {
    const call = this.#pending.get(reply.id);
    if (call === undefined) return;
    this.#pending.delete(reply.id);
    if (reply.ok) call.resolve(reply.value);
    else call.reject(new FailureError(reply.failure));
  }

  event({ event, payload }: EventMessage): void {
    const parsed = events[event].parse(payload) as never;
    for (const listener of this.#eventListeners.get(event) ?? []) listener(parsed);
  }

  connected(): void {
    this.#isConnected = true;
    this.#wasConnected = true;
    for (const listener of this.#connectionListeners) listener(true);
    const sends = this.#waiting;
    this.#waiting = [];
    for (const send of sends) send();
  }

  disconnected(): void {
    this.#isConnected = false;
    const lost = [...this.#pending.values()];
    this.#pending.clear();
    for (const call of lost) call.reject(interrupted());
    for (const listener of this.#connectionListeners) listener(false);
  }

  send(name: CallName, params: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const transmit = () => {
        const id = this.#nextId++;
        this.#pending.set(id, { resolve, reject });
        this.#transport?.send({ id, call: name, params });
      };
      if (this.#isConnected) transmit();
      else if (this.#wasConnected) reject(interrupted());
      else this.#waiting.push(transmit);
    });
  }

  onEvent(event: EventName, listener: (payload: never) => void): () => void {
    const listeners = this.#eventListeners.get(event) ?? new Set();
    this.#eventListeners.set(event, listeners);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  onConnectionChange(listener: (connected: boolean) => void): () => void {
    this.#connectionListeners.add(listener);
    if (this.#isConnected) listener(true);
    return () => this.#connectionListeners.delete(listener);
  }
}

const client = pageState(() => new Client());

/** Connects the page with the service, until it is disposed of. */
export function connect(page: Page, open: OpenTransport): void {
  const own = client();
  own.open(open);
  page.onDispose(() => own.close());
}

/**
 * Asks the service. Calls made before the first connection wait for it.
 *
 * @throws FailureError with what the service refused, or `interrupted` when the connection is lost
 */
export async function call<C extends CallName>(name: C, params: Params<C>): Promise<Result<C>> {
  const value = await client().send(name, params);
  return calls[name].result.parse(value) as Result<C>;
}

/** Hears an event of the service until the returned function is called. */
export function onEvent<E extends EventName>(
  event: E,
  listener: (payload: Payload<E>) => void,
): () => void {
  return client().onEvent(event, listener);
}

/** Hears every connection and every loss of it; at once if already connected. */
export function onConnectionChange(listener: (connected: boolean) => void): () => void {
  return client().onConnectionChange(listener);
}

/** Called at each connection and reconnection; at once if already connected. */
export function onConnected(listener: () => void): () => void {
  return onConnectionChange((now) => {
    if (now) listener();
  });
}
