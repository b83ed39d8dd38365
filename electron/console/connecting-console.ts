/**
 * A console on a UNIX socket that the machine makes: we connect as soon as it is there. Where the machine
 * can connect to us, socket-console.ts loses nothing of what it prints; here it is lost until we are in.
 */
import { connect, type Socket } from 'node:net';
import { StringDecoder } from 'node:string_decoder';
import { setTimeout as delay } from 'node:timers/promises';
import type { ConsoleSource } from './console-source';

/** How often a socket that is not there yet is tried. */
const RETRY_MS = 20;

export interface ConnectedConsole extends ConsoleSource {
  /** How much the machine has printed. */
  readonly bytesRead: number;
  close(): void;
}

/** Connects to the socket at the path when it appears; rejects when the signal aborts before. */
export async function connectToConsole(
  path: string,
  signal: AbortSignal,
): Promise<ConnectedConsole> {
  for (;;) {
    signal.throwIfAborted();
    const socket = await connected(path);
    if (socket !== null) return new SocketSource(socket);
    await delay(RETRY_MS, undefined, { signal });
  }
}

/** Null as long as nobody listens there. */
function connected(path: string): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect({ path });
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(null));
  });
}

class SocketSource implements ConnectedConsole {
  readonly #socket: Socket;
  readonly #decoder = new StringDecoder('utf8');
  #listener: ((text: string) => void) | null = null;
  #paused = false;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.pause();
    socket.on('data', (bytes) => this.#emit(this.#decoder.write(bytes)));
    socket.on('end', () => this.#emit(this.#decoder.end()));
    // A reset connection is a machine that was killed, which is noticed elsewhere.
    socket.on('error', () => socket.destroy());
  }

  get bytesRead(): number {
    return this.#socket.bytesRead;
  }

  write(data: string): void {
    // Between the machine's end and the news of it, what is typed has nowhere to go.
    if (this.#socket.writable) this.#socket.write(data);
  }

  /** A serial line has no notion of a size. */
  resize(): void {}

  pause(): void {
    this.#paused = true;
    this.#socket.pause();
  }

  resume(): void {
    this.#paused = false;
    this.#flow();
  }

  onOutput(listener: (text: string) => void): void {
    this.#listener = listener;
    this.#flow();
  }

  close(): void {
    this.#socket.destroy();
  }

  #flow(): void {
    if (!this.#paused && this.#listener !== null) this.#socket.resume();
  }

  #emit(text: string): void {
    if (text !== '') this.#listener?.(text);
  }
}
