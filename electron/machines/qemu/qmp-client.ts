/**
 * A minimal client of QEMU's machine protocol (QMP): JSON objects, one a line. QEMU greets, we leave
 * the negotiation mode with `qmp_capabilities`, then each command is answered under its id; events come
 * in between. As with the consoles, we listen and QEMU connects.
 */
import { createServer, type Server, type Socket } from 'node:net';
import { unexpected } from '../../system/unexpected';
import { type QmpEvent, QmpMessages, type QmpReply } from './qmp-messages';

const COMMAND_TIMEOUT_MS = 5000;

/** QEMU said no to a command, or nothing at all. */
export class QmpError extends Error {
  override readonly name = 'QmpError';
}

interface Pending {
  resolve(value: unknown): void;
  reject(error: QmpError): void;
}

export class QmpClient {
  /** Settles when QEMU has greeted and takes commands; rejects if it is closed before. */
  readonly ready: Promise<void>;
  readonly #server: Server;
  readonly #pending = new Map<number, Pending>();
  readonly #listeners = new Set<(event: QmpEvent) => void>();
  #socket: Socket | null = null;
  #nextId = 1;
  #greeted: () => void = () => {};
  #refused: (error: Error) => void = () => {};

  private constructor(server: Server) {
    this.#server = server;
    this.ready = new Promise<void>((resolve, reject) => {
      this.#greeted = resolve;
      this.#refused = reject;
    }).then(async () => {
      await this.execute('qmp_capabilities');
    });
    // Whoever gave up waiting need not hear that it never came.
    this.ready.catch(() => {});
    server.on('connection', (socket) => this.#accept(socket));
  }

  /** Listens at the path; throws the system's error if it cannot. */
  static listen(path: string): Promise<QmpClient> {
    const server = createServer();
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(path, () => {
        server.off('error', reject);
        server.on('error', unexpected);
        resolve(new QmpClient(server));
      });
    });
  }

  /** Runs a command; rejects with a QmpError if QEMU refuses, is gone or does not answer in time. */
  execute(
    command: string,
    args?: Readonly<Record<string, unknown>>,
    timeoutMs = COMMAND_TIMEOUT_MS,
  ): Promise<unknown> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      if (this.#socket === null) {
        reject(new QmpError(`${command}: QEMU is not connected`));
        return;
      }
      const timer = setTimeout(() => this.#fail(id, `${command}: no answer`), timeoutMs);
      const settle = (run: () => void) => {
        clearTimeout(timer);
        this.#pending.delete(id);
        run();
      };
      this.#pending.set(id, {
        resolve: (value) => settle(() => resolve(value)),
        reject: (error) => settle(() => reject(error)),
      });
      this.#socket.write(`${JSON.stringify({ execute: command, arguments: args, id })}\n`);
    });
  }

  /** Hears events until the returned function is called. */
  onEvent(listener: (event: QmpEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Ends the connection and removes the socket's file. Safe to call twice. */
  close(): void {
    if (this.#server.listening) this.#server.close();
    this.#socket?.destroy();
    this.#end('the connection was closed');
  }

  #accept(socket: Socket): void {
    this.#socket = socket;
    this.#server.close();
    const messages = new QmpMessages({
      greeted: () => this.#greeted(),
      event: (event) => {
        for (const listener of this.#listeners) listener(event);
      },
      reply: (reply) => this.#settle(reply),
    });
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => {
      if (!messages.read(text)) socket.destroy();
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#end('QEMU is gone'));
  }

  #settle(reply: QmpReply): void {
    const pending = this.#pending.get(reply.id);
    if ('refusal' in reply) pending?.reject(new QmpError(reply.refusal));
    else pending?.resolve(reply.value);
  }

  #fail(id: number, message: string): void {
    this.#pending.get(id)?.reject(new QmpError(message));
  }

  #end(reason: string): void {
    this.#socket = null;
    this.#refused(new QmpError(reason));
    for (const id of [...this.#pending.keys()]) this.#fail(id, reason);
  }
}
