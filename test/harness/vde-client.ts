/** VDE clients byte by byte as in datasock.c, to send requests and frames well formed and spoilt. */
import { existsSync, unlinkSync } from 'node:fs';
import { connect as connectStream, type Socket } from 'node:net';
import { basename, join } from 'node:path';
import { EventLoop } from '../../electron/dataplane/io/event-loop';
import { TurnBudget } from '../../electron/engine/core/turn-budget';
import { AF_UNIX, EPOLLIN, SOCK_DGRAM, SOCK_NONBLOCK } from '../../electron/native/constants';
import {
  bind,
  close,
  connect,
  PinnedMemory,
  read,
  socket,
  write,
} from '../../electron/native/libc';
import { SOCKADDR_UN_BYTES, unixAddress } from '../../electron/native/socket-address';

let sequence = 0;

export interface JoinFields {
  path: string;
  port?: number;
  port0?: boolean;
  description?: string;
}

function put(bytes: Uint8Array, offset: number, text: string): void {
  bytes.set(new TextEncoder().encode(text), offset);
}

export function joinRequestV3({ path, port = 0, port0 = false, description = '' }: JoinFields) {
  const bytes = new Uint8Array(122 + description.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0xfeedface, true);
  view.setUint32(4, 3, true);
  view.setUint32(8, (port << 8) | (port0 ? 1 : 0), true);
  view.setUint16(12, 1, true);
  put(bytes, 14, path);
  put(bytes, 122, description);
  return bytes;
}

export function joinRequestV1({ path, port0 = false, description = '' }: JoinFields) {
  const bytes = new Uint8Array(124 + description.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0xfeedface, true);
  view.setUint32(4, port0 ? 1 : 0, true);
  view.setUint16(14, 1, true);
  put(bytes, 16, path);
  put(bytes, 124, description);
  return bytes;
}

const POLL_MS = 5_000;

/** Waits until `attempt` gives something; throws after five seconds. */
export async function eventually<T>(
  what: string,
  attempt: () => T | null | undefined | false | Promise<T | null | undefined | false>,
  withinMs = POLL_MS,
): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const value = await attempt();
    if (value !== null && value !== undefined && value !== false) return value;
    if (performance.now() > deadline) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** What a control socket did with the bytes that were written to it: its answer, or '' for EOF. */
export function askControl(directory: string, bytes: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const answer: Buffer[] = [];
    const control = connectStream(join(directory, 'ctl'), () => control.write(bytes));
    control.on('data', (chunk) => {
      answer.push(chunk);
      if (Buffer.concat(answer).length >= SOCKADDR_UN_BYTES) control.destroy();
    });
    control.on('error', reject);
    control.on('close', () => resolve(Buffer.concat(answer)));
  });
}

/** A client with sockets of its own, to send frames that no decent client would. */
export class VdeTestClient {
  readonly #control: Socket;
  readonly #fd: number;
  readonly #path: string;
  readonly #buffer = new PinnedMemory(65_536);
  #sleeper: EventLoop | null = null;
  /** Where the switch's data socket for this client is. */
  readonly dataPath: string;

  private constructor(control: Socket, fd: number, path: string, dataPath: string) {
    this.#control = control;
    this.#fd = fd;
    this.#path = path;
    this.dataPath = dataPath;
  }

  /** Joins; rejects when the switch closes the connection without an answer. */
  static async join(
    directory: string,
    fields: Omit<JoinFields, 'path'> = {},
    request = joinRequestV3,
  ): Promise<VdeTestClient> {
    const path = join(directory, `.${process.pid}-${sequence++}`);
    const fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0);
    if (bind(fd, unixAddress(path), SOCKADDR_UN_BYTES) < 0) throw new Error(`bind ${path}`);
    const control = connectStream(join(directory, 'ctl'));
    const reply = new Promise<Buffer>((resolve, reject) => {
      control.once('data', resolve);
      control.once('error', reject);
      control.once('close', () => reject(new Error('refused')));
    });
    control.write(request({ ...fields, path }));
    try {
      const answer = await reply;
      const dataPath = answer.subarray(2, answer.indexOf(0, 2)).toString();
      if (connect(fd, unixAddress(dataPath), SOCKADDR_UN_BYTES) < 0) throw new Error('connect');
      return new VdeTestClient(control, fd, path, dataPath);
    } catch (error) {
      close(fd);
      unlinkSync(path);
      throw error;
    }
  }

  /** The port number in the name of the data socket. */
  get port(): number {
    return Number(basename(this.dataPath).split('.')[0]);
  }

  /** Whether the switch has ended the connection. */
  get isOver(): boolean {
    return this.#control.destroyed;
  }

  /** Sends one datagram; false if the switch's queue was full or it is gone. */
  send(frame: Uint8Array): boolean {
    this.#buffer.bytes.set(frame);
    return write(this.#fd, this.#buffer.address, frame.length) === frame.length;
  }

  /** One datagram, or null if none has come. */
  receive(): Uint8Array | null {
    const length = read(this.#fd, this.#buffer.address, 65_536);
    return length < 0 ? null : this.#buffer.bytes.slice(0, length);
  }

  /**
   * Sleeps until a frame comes, for five seconds at most. Nothing else of this process has a turn
   * meanwhile: for measuring times.
   */
  receiveAsleep(): Uint8Array | null {
    this.#sleeper ??= this.#makeSleeper();
    this.#sleeper.wait(POLL_MS);
    // What was reported is done with.
    this.#sleeper.dispatch(new TurnBudget(() => 0));
    return this.receive();
  }

  #makeSleeper(): EventLoop {
    const sleeper = new EventLoop();
    sleeper.add(this.#fd, EPOLLIN, { ready: () => {} });
    return sleeper;
  }

  next(): Promise<Uint8Array> {
    return eventually('a frame', () => this.receive());
  }

  leave(): void {
    this.#control.destroy();
    if (this.#sleeper !== null) close(this.#sleeper.fd);
    close(this.#fd);
    if (existsSync(this.#path)) unlinkSync(this.#path);
  }
}
