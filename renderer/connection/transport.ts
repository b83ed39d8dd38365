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

declare global {
  interface Window {
    readonly vdelab?: DesktopBridge;
  }
}

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
  /** Ends it for good; the listener is told nothing any more. */
  close(): void;
}

/** Opens a way to the service. The listener is told of nothing before this has returned. */
export type OpenTransport = (listener: TransportListener) => Transport;

/** The way to the service from this window: of the desktop if it has one, else to where the page came from. */
export const transportOfWindow: OpenTransport = (listener) => {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  return window.vdelab
    ? bridgeTransport(window.vdelab, listener)
    : socketTransport(`${scheme}://${location.host}/service`, listener);
};

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 5_000;

/** The desktop's bridge: always connected, one promise per request. */
function bridgeTransport(bridge: DesktopBridge, listener: TransportListener): Transport {
  let isOpen = true;
  const whileOpen = (tell: () => void) => {
    if (isOpen) tell();
  };
  const stop = bridge.onEvent((message) => whileOpen(() => listener.event(message)));
  queueMicrotask(() => whileOpen(() => listener.connected()));
  return {
    send(request) {
      bridge.request(request).then(
        (reply) => whileOpen(() => listener.reply(reply)),
        (error: unknown) => whileOpen(() => listener.reply(brokenBridge(request.id, error))),
      );
    },
    close() {
      isOpen = false;
      stop();
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
function socketTransport(url: string, listener: TransportListener): Transport {
  let socket: WebSocket;
  let retryMs = FIRST_RETRY_MS;
  let retry: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    socket = new WebSocket(url);
    socket.onopen = () => {
      retryMs = FIRST_RETRY_MS;
      listener.connected();
    };
    socket.onmessage = ({ data }) => deliver(String(data), listener);
    socket.onclose = () => {
      listener.disconnected();
      retry = setTimeout(open, retryMs);
      retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
    };
  };
  open();
  return {
    send: (request) => socket.send(JSON.stringify(request)),
    close() {
      clearTimeout(retry);
      socket.onopen = null;
      socket.onmessage = null;
      socket.onclose = null;
      socket.close();
    },
  };
}
