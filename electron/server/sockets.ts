/** The browser shell's WebSockets: each is one session of the service. */

import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { EventMessage, Reply } from '../../shared/contract/service';
import { parseJson } from '../../shared/text/json-check';
import type { Service } from '../service/service';
import type { Session } from '../service/session';
import { unwaited } from '../system/unexpected';

/** A change of a whole drawing of thousands of nodes fits many times over. */
const MAX_MESSAGE_BYTES = 16 * 1024 * 1024;
/** A page that reads so slowly has hung; consoles stop at their own flow control long before. */
const MAX_UNSENT_BYTES = 64 * 1024 * 1024;
/** A client that has not answered a ping by the time of the next one is gone. */
const PING_INTERVAL_MS = 15_000;

/** WebSocket close codes, RFC 6455 section 7.4.1. */
const GOING_AWAY = 1001;
const UNSUPPORTED_DATA = 1003;
const INVALID_DATA = 1007;

export interface ServiceSockets {
  /** Completes the upgrade of a request that was let in. */
  accept(request: IncomingMessage, stream: Duplex, head: Buffer): void;
  close(): void;
}

function transmit(socket: WebSocket, message: Reply | EventMessage): void {
  if (socket.readyState !== socket.OPEN) return;
  if (socket.bufferedAmount > MAX_UNSENT_BYTES) socket.terminate();
  else socket.send(JSON.stringify(message));
}

function parsed(data: RawData): { readonly value: unknown } | null {
  try {
    return { value: parseJson(data.toString()) };
  } catch {
    return null;
  }
}

async function receive(
  socket: WebSocket,
  session: Session,
  data: RawData,
  isBinary: boolean,
): Promise<void> {
  if (isBinary) return socket.close(UNSUPPORTED_DATA, 'Only text is understood');
  const request = parsed(data);
  if (request === null) return socket.close(INVALID_DATA, 'That was not JSON');
  transmit(socket, await session.handle(request.value));
}

function open(service: Service, socket: WebSocket, alive: Set<WebSocket>): void {
  const session = service.connect((message) => transmit(socket, message));
  alive.add(socket);
  socket.on('pong', () => alive.add(socket));
  socket.on('message', (data, isBinary) => unwaited(receive(socket, session, data, isBinary)));
  // A protocol error (a message too long, a broken frame) also closes the socket: that is heard below.
  socket.on('error', (error) => console.error(`vdelab: a page was cut off: ${error.message}`));
  socket.on('close', () => {
    alive.delete(socket);
    session.close();
  });
}

/** @param pingIntervalMs how often clients must show that they are there */
export function createServiceSockets(
  service: Service,
  pingIntervalMs = PING_INTERVAL_MS,
): ServiceSockets {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
  const alive = new Set<WebSocket>();
  const timer = setInterval(() => {
    for (const socket of sockets.clients) {
      if (alive.delete(socket)) socket.ping();
      else socket.terminate();
    }
  }, pingIntervalMs);
  timer.unref();
  return {
    accept: (request, stream, head) =>
      sockets.handleUpgrade(request, stream, head, (socket) => open(service, socket, alive)),
    close: () => {
      clearInterval(timer);
      for (const socket of sockets.clients) {
        socket.close(GOING_AWAY, 'Vdelab was stopped');
        socket.terminate();
      }
      sockets.close();
    },
  };
}
