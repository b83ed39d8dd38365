/**
 * One page's connection to the screen of one machine: bytes of the remote framebuffer protocol
 * (RFC 6143) between a UNIX socket and the page, which speaks the protocol. Nothing is looked into.
 */
import { createConnection, type Socket } from 'node:net';
import { FailureError } from '../../shared/failure/failure';
import { FlowControl } from './flow-control';

/**
 * Above this many bytes on their way to a page the machine's end is not read. A full picture of
 * 1280 x 1024 pixels is 5 MB raw and a tenth of that compressed; the page asks for the next one only
 * when it has drawn the last.
 */
export const HIGH_WATER_BYTES = 1_000_000;
/** Below this many it is read again. The page acknowledges in smaller steps, see screen-channel.ts. */
const LOW_WATER_BYTES = 250_000;
/** Keys and mouse moves are a few bytes each: a machine that leaves so many lying takes none. */
export const MAX_UNSENT_BYTES = 4_000_000;

export interface ScreenEvents {
  data(bytes: Buffer): void;
  /** Called once, however it ended; nothing comes afterwards. */
  closed(): void;
}

export class ScreenConnection {
  readonly #socket: Socket;
  readonly #flow = new FlowControl(HIGH_WATER_BYTES, LOW_WATER_BYTES);

  /** Reads from now on. */
  constructor(socket: Socket, events: ScreenEvents) {
    this.#socket = socket;
    socket.on('data', (bytes) => {
      this.#flow.sent(bytes.length);
      if (this.#flow.holds) socket.pause();
      events.data(bytes);
    });
    socket.on('close', () => events.closed());
  }

  /** Sends what the page says; ends the connection when the machine takes nothing any more. */
  write(bytes: Buffer): void {
    if (!this.#socket.writable) return;
    this.#socket.write(bytes);
    if (this.#socket.writableLength > MAX_UNSENT_BYTES) this.#socket.destroy();
  }

  acknowledge(bytes: number): void {
    this.#flow.acknowledged(bytes);
    if (!this.#flow.holds) this.#socket.resume();
  }

  close(): void {
    this.#socket.destroy();
  }
}

function unreachable(path: string, error: NodeJS.ErrnoException): FailureError {
  return new FailureError({
    code: 'not-running',
    message: 'The screen of this machine does not answer.',
    next: 'Wait until the machine is up, or stop it and start it again.',
    detail: `connect ${path}: ${error.code ?? error.message}`,
  });
}

/** Connects to an RFB server. Throws `not-running` when nobody listens there. */
export function connectScreen(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(path);
    const failed = (error: NodeJS.ErrnoException) => reject(unreachable(path, error));
    socket.once('error', failed);
    socket.once('connect', () => {
      socket.removeListener('error', failed);
      // A reset connection is a machine that was killed; `close` follows and tells.
      socket.on('error', () => socket.destroy());
      resolve(socket);
    });
  });
}
