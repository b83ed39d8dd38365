/** How the page reaches the service: the desktop's bridge, or a WebSocket that reconnects. */
import {
  type DesktopBridge,
  type EventMessage,
  eventMessageSchema,
  type Reply,
  type Request,
  replySchema,
} from '../../shared/contract/service';
import { t } from '../i18n/translate';

/** What a transport tells its owner. */
export interface TransportListener {
  connected(): void;
  /** Every request without an answer is lost. */
  disconnected(): void;
  reply(reply: Reply): void;
  event(message: EventMessage): void;
}

export interface Transport {
  /** Sends one request; the reply comes to the listener, or `disconnected` does. */
  send(request: Request): void;
}

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 5_000;

/** The desktop's bridge: always connected, one promise per request. */
export function bridgeTransport(bridge: DesktopBridge, listener: TransportListener): Transport {
  bridge.onEvent((message) => listener.event(message));
  queueMicrotask(() => listener.connected());
  return {
    send(request) {
      bridge.request(request).then(
        (reply) => listener.reply(reply),
        (error: unknown) => listener.reply(brokenBridge(request.id, error)),
      );
    },
  };
}

function brokenBridge(id: number, error: unknown): Reply {
  return {
    id,
    ok: false,
    failure: {
      code: 'internal',
      message: t('The window could not reach the service.'),
      next: t('Close the window and open Vdelab again; unsaved work will be offered.'),
      detail: String(error),
    },
  };
}

function deliver(text: string, listener: TransportListener): void {
  const message: unknown = JSON.parse(text);
  const event = eventMessageSchema.safeParse(message);
  if (event.success) listener.event(event.data);
  else listener.reply(replySchema.parse(message));
}

/** A WebSocket to the browser shell; it comes back by itself, ever more slowly, up to 5 s. */
export function socketTransport(url: string, listener: TransportListener): Transport {
  let socket: WebSocket;
  let retryMs = FIRST_RETRY_MS;
  const open = () => {
    socket = new WebSocket(url);
    socket.onopen = () => {
      retryMs = FIRST_RETRY_MS;
      listener.connected();
    };
    socket.onmessage = ({ data }) => deliver(String(data), listener);
    socket.onclose = () => {
      listener.disconnected();
      setTimeout(open, retryMs);
      retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
    };
  };
  open();
  return { send: (request) => socket.send(JSON.stringify(request)) };
}
