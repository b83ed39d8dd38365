/**
 * A minimal client of User-Mode Linux's management console: a datagram to the kernel's socket, and the
 * answer to a socket of ours. Our end is connected to the kernel's, so that nobody else can answer.
 *
 * Node has no datagram sockets, so these are the system's own, never blocking, looked at every few
 * milliseconds while an answer is outstanding; that is only while a machine is being stopped.
 */
import { rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { AF_UNIX, SOCK_CLOEXEC, SOCK_DGRAM, SOCK_NONBLOCK } from '../../native/constants';
import {
  bind,
  close,
  connect,
  EAGAIN,
  EINTR,
  errorName,
  lastError,
  PinnedMemory,
  read,
  socket,
  write,
} from '../../native/libc';
import { SOCKADDR_UN_BYTES, unixAddress } from '../../native/socket-address';
import { MCONSOLE_REPLY_BYTES, MconsoleAnswer, mconsoleRequest } from './mconsole-message';

const POLL_MS = 5;
/** A kernel that runs answers within a millisecond; one that is overloaded may take longer. */
const ANSWER_LIMIT_MS = 2000;

/** There is no kernel behind the console, it said no, or nothing at all. */
class MconsoleError extends Error {
  override readonly name = 'MconsoleError';
}

/** Returns -1 on failure, and {@link lastError} says which. */
type SystemCall = () => number;

export class Mconsole {
  readonly #fd: number;
  readonly #ownPath: string;
  readonly #memory = new PinnedMemory(MCONSOLE_REPLY_BYTES);

  /**
   * @param path the kernel's socket
   * @param ownPath where ours is made; what is there is replaced
   * Throws a MconsoleError if nobody listens, a RangeError if a path is too long for a socket.
   */
  constructor(path: string, ownPath: string) {
    const peer = unixAddress(path);
    const own = unixAddress(ownPath);
    rmSync(ownPath, { force: true });
    this.#ownPath = ownPath;
    this.#fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (this.#fd < 0) throw new MconsoleError(`socket: ${errorName(lastError())}`);
    // Connected first: from then on only the kernel may send to us.
    const connected = connect(this.#fd, peer, SOCKADDR_UN_BYTES) >= 0;
    if (connected && bind(this.#fd, own, SOCKADDR_UN_BYTES) >= 0) return;
    const reason = `${connected ? `bind ${ownPath}` : `connect ${path}`}: ${errorName(lastError())}`;
    this.close();
    throw new MconsoleError(reason);
  }

  /**
   * Has the kernel carry out a command and returns its answer. One at a time; after a failure the
   * console must be closed. Rejects with a MconsoleError, or with the signal's reason.
   */
  async ask(command: string, signal: AbortSignal, limitMs = ANSWER_LIMIT_MS): Promise<string> {
    const end = performance.now() + limitMs;
    const request = mconsoleRequest(command);
    this.#memory.bytes.set(request);
    await this.#done(command, () => write(this.#fd, this.#memory.address, request.length), {
      end,
      signal,
    });
    const answer = new MconsoleAnswer();
    for (;;) {
      const length = await this.#done(
        command,
        () => read(this.#fd, this.#memory.address, MCONSOLE_REPLY_BYTES),
        { end, signal },
      );
      const taken = answer.take(this.#memory.bytes.subarray(0, length));
      if (taken === null) continue;
      if ('refusal' in taken) throw new MconsoleError(`${command}: ${taken.refusal}`);
      return taken.text;
    }
  }

  /** Closes our end and removes its file. Call it once. */
  close(): void {
    close(this.#fd);
    rmSync(this.#ownPath, { force: true });
  }

  /** Repeats a call until it does not have to wait; returns what it returned. */
  async #done(
    command: string,
    call: SystemCall,
    { end, signal }: { end: number; signal: AbortSignal },
  ): Promise<number> {
    for (;;) {
      signal.throwIfAborted();
      const result = call();
      if (result >= 0) return result;
      const errno = lastError();
      if (errno !== EAGAIN && errno !== EINTR) {
        throw new MconsoleError(`${command}: ${errorName(errno)}`);
      }
      if (performance.now() > end) throw new MconsoleError(`${command}: no answer`);
      await delay(POLL_MS, undefined, { signal });
    }
  }
}
