/**
 * The typed client of the contract in shared/contract/service.ts. The rest of the page knows neither which
 * shell it runs in nor how messages travel.
 */

import {
  type CallName,
  calls,
  type DesktopBridge,
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
import { bridgeTransport, socketTransport, type Transport } from './transport';

declare global {
  interface Window {
    readonly vdelab?: DesktopBridge;
  }
}

interface Pending {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

const pending = new Map<number, Pending>();
const eventListeners = new Map<EventName, Set<(payload: never) => void>>();
const connectionListeners = new Set<(connected: boolean) => void>();
let waiting: (() => void)[] = [];
let transport: Transport | null = null;
let connected = false;
let wasConnected = false;
let nextId = 1;

function interrupted(): FailureError {
  return new FailureError({
    code: 'interrupted',
    message: t('The connection to Vdelab was lost before it answered.'),
    next: t('Wait until it is back, then try again.'),
  });
}

function settle(reply: Reply): void {
  const call = pending.get(reply.id);
  if (call === undefined) return;
  pending.delete(reply.id);
  if (reply.ok) call.resolve(reply.value);
  else call.reject(new FailureError(reply.failure));
}

function dispatch({ event, payload }: EventMessage): void {
  const parsed = events[event].parse(payload) as never;
  for (const listener of eventListeners.get(event) ?? []) listener(parsed);
}

function becomeConnected(): void {
  connected = true;
  wasConnected = true;
  for (const listener of connectionListeners) listener(true);
  const sends = waiting;
  waiting = [];
  for (const send of sends) send();
}

function becomeDisconnected(): void {
  connected = false;
  const lost = [...pending.values()];
  pending.clear();
  for (const call of lost) call.reject(interrupted());
  for (const listener of connectionListeners) listener(false);
}

/** Opens the way to the service. Called once, when the page starts. */
export function connect(): void {
  const listener = {
    connected: becomeConnected,
    disconnected: becomeDisconnected,
    reply: settle,
    event: dispatch,
  };
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  transport = window.vdelab
    ? bridgeTransport(window.vdelab, listener)
    : socketTransport(`${scheme}://${location.host}/service`, listener);
}

function send(name: CallName, params: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const transmit = () => {
      const id = nextId++;
      pending.set(id, { resolve, reject });
      transport?.send({ id, call: name, params });
    };
    if (connected) transmit();
    else if (wasConnected) reject(interrupted());
    else waiting.push(transmit);
  });
}

/**
 * Asks the service. Calls made before the first connection wait for it.
 *
 * @throws FailureError with what the service refused, or `interrupted` when the connection is lost
 */
export async function call<C extends CallName>(name: C, params: Params<C>): Promise<Result<C>> {
  const value = await send(name, params);
  return calls[name].result.parse(value) as Result<C>;
}

/** Hears an event of the service until the returned function is called. */
export function onEvent<E extends EventName>(
  event: E,
  listener: (payload: Payload<E>) => void,
): () => void {
  const listeners = eventListeners.get(event) ?? new Set();
  eventListeners.set(event, listeners);
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Hears every connection and every loss of it; at once if already connected. */
export function onConnectionChange(listener: (connected: boolean) => void): () => void {
  connectionListeners.add(listener);
  if (connected) listener(true);
  return () => connectionListeners.delete(listener);
}

/** Called at each connection and reconnection; at once if already connected. */
export function onConnected(listener: () => void): () => void {
  return onConnectionChange((now) => {
    if (now) listener();
  });
}
