/**
 * A console on a UNIX socket. We listen and the machine connects (`-chardev socket,path=PATH` without
 * `server`), so that nothing it prints early is lost and no one has to poll for a socket to appear.
 */
import { createServer, type Server, type Socket } from 'node:net';
import { StringDecoder } from 'node:string_decoder';
import { FailureError } from '../../shared/failure/failure';
import type { ConsoleSource } from './console-source';

/** `sun_path` holds 108 bytes with its terminating NUL. */
const MAX_PATH_BYTES = 107;

export interface SocketConsole extends ConsoleSource {
  /** Settles when the machine has connected; rejects if the console is closed before. */
  readonly connected: Promise<void>;
  /** Settles when the machine's end has gone, or after {@link close}; never rejects. */
  readonly closed: Promise<void>;
  /** How much the machine has printed; what it prints while paused is not counted yet. */
  readonly bytesRead: number;
  /** Ends the connection and removes the socket's file. Safe to call twice. */
  close(): Promise<void>;
}

/** Throws `path-too-long` for a path that does not fit into a socket's address. */
export function checkSocketPath(path: string): void {
  if (Buffer.byteLength(path) <= MAX_PATH_BYTES) return;
  throw new FailureError({
    code: 'path-too-long',
    message: `The path of a console's socket is longer than the system's ${MAX_PATH_BYTES} bytes.`,
    next: 'Set XDG_RUNTIME_DIR to a directory with a shorter path and start Vdelab again.',
    detail: path,
  });
}

function listenFailure(path: string, error: NodeJS.ErrnoException): FailureError {
  const inUse = error.code === 'EADDRINUSE';
  return new FailureError(
    {
      code: inUse ? 'address-in-use' : 'permission',
      message: inUse
        ? 'There is a socket already where a console should be.'
        : 'The socket of a console cannot be made.',
      next: inUse
        ? 'Stop the machine that uses it, or remove the file, and start again.'
        : 'Check that the directory exists and that you may write to it.',
      detail: `listen ${path}: ${error.code ?? error.message}`,
    },
    { cause: error },
  );
}

function listening(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => reject(listenFailure(path, error));
    server.once('error', failed);
    server.listen(path, () => {
      server.removeListener('error', failed);
      resolve();
    });
  });
}

function neverConnected(): FailureError {
  return new FailureError({
    code: 'interrupted',
    message: 'The machine was stopped before its console was up.',
    next: 'Start it again.',
  });
}

/**
 * Waits at a path for a machine's console to connect; one connection is accepted.
 * Throws `path-too-long`, `address-in-use` or `permission`.
 */
export async function listenForConsole(path: string): Promise<SocketConsole> {
  checkSocketPath(path);
  const server = createServer({ pauseOnConnect: true });
  await listening(server, path);
  return new ListeningConsole(server);
}

/** A promise and how to settle it. */
class Signal {
  readonly promise: Promise<void>;
  resolve: () => void = () => {};
  reject: (error: Error) => void = () => {};

  constructor() {
    this.promise = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }
}

class ListeningConsole implements SocketConsole {
  readonly #connected = new Signal();
  readonly #closed = new Signal();
  readonly #server: Server;
  readonly #decoder = new StringDecoder('utf8');
  /** What was typed before the machine connected. */
  #early: string[] = [];
  #socket: Socket | null = null;
  #listener: ((text: string) => void) | null = null;
  #paused = false;
  #closing: Promise<void> | null = null;

  constructor(server: Server) {
    this.#server = server;
    // Whoever does not wait for the connection need not hear that it never came.
    this.#connected.promise.catch(() => {});
    server.on('connection', (socket) => this.#accept(socket));
  }

  get connected(): Promise<void> {
    return this.#connected.promise;
  }

  get closed(): Promise<void> {
    return this.#closed.promise;
  }

  get bytesRead(): number {
    return this.#socket?.bytesRead ?? 0;
  }

  write(data: string): void {
    if (this.#socket === null) this.#early.push(data);
    // Between the machine's end and the news of it, what is typed has nowhere to go.
    else if (this.#socket.writable) this.#socket.write(data);
  }

  /** A serial line has no notion of a size. */
  resize(): void {}

  pause(): void {
    this.#paused = true;
    this.#socket?.pause();
  }

  resume(): void {
    this.#paused = false;
    this.#flow();
  }

  onOutput(listener: (text: string) => void): void {
    this.#listener = listener;
    this.#flow();
  }

  close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  #accept(socket: Socket): void {
    this.#socket = socket;
    // One machine, one connection: nobody else may come in.
    this.#server.close();
    socket.on('data', (bytes) => this.#emit(this.#decoder.write(bytes)));
    socket.on('end', () => this.#emit(this.#decoder.end()));
    // A reset connection is a machine that was killed; `close` follows and tells.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#closed.resolve());
    for (const data of this.#early.splice(0)) socket.write(data);
    this.#flow();
    this.#connected.resolve();
  }

  /** Reads as soon as there is somebody to hear it, so that nothing is lost. */
  #flow(): void {
    if (!this.#paused && this.#listener !== null) this.#socket?.resume();
  }

  #emit(text: string): void {
    if (text !== '') this.#listener?.(text);
  }

  async #end(): Promise<void> {
    this.#connected.reject(neverConnected());
    // Node removes the socket's file when the server closes.
    if (this.#server.listening) this.#server.close();
    if (this.#socket === null) this.#closed.resolve();
    else this.#socket.destroy();
    await this.#closed.promise;
  }
}
