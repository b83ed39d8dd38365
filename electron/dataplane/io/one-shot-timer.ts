/** A timer in the worker's loop: one descriptor that becomes ready once, after a while. */
import { CLOCK_MONOTONIC, EPOLLIN, TFD_CLOEXEC, TFD_NONBLOCK } from '../../native/constants';
import {
  close,
  errorName,
  lastError,
  PinnedMemory,
  read,
  timerfdCreate,
  timerfdSettime,
} from '../../native/libc';
import type { EventLoop } from './event-loop';

const NANOSECONDS_PER_MS = 1_000_000;
const ITIMERSPEC_BYTES = 32;
/** Where the nanoseconds of the first expiry are in it. */
const VALUE_NANOSECONDS = 24;
const MS_PER_SECOND = 1000;

export class OneShotTimer {
  readonly #loop: EventLoop;
  readonly #fd = timerfdCreate(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
  readonly #wanted = new PinnedMemory(ITIMERSPEC_BYTES);
  readonly #expirations = new PinnedMemory(8);

  /** @param expired is called when the time is over */
  constructor(loop: EventLoop, expired: () => void) {
    if (this.#fd < 0) throw new Error(`timerfd_create: ${errorName(lastError())}`);
    this.#loop = loop;
    loop.add(this.#fd, EPOLLIN, {
      ready: () => {
        if (read(this.#fd, this.#expirations.address, 8) > 0) expired();
      },
    });
  }

  /** Starts the time anew. @param ms more than 0, less than a second */
  start(ms: number): void {
    if (ms <= 0 || ms >= MS_PER_SECOND) throw new Error(`no such time: ${ms} ms`);
    const view = new DataView(this.#wanted.bytes.buffer);
    view.setBigInt64(VALUE_NANOSECONDS, BigInt(Math.round(ms * NANOSECONDS_PER_MS)), true);
    if (timerfdSettime(this.#fd, 0, this.#wanted.address, 0) < 0) {
      throw new Error(`timerfd_settime: ${errorName(lastError())}`);
    }
  }

  close(): void {
    this.#loop.remove(this.#fd);
    close(this.#fd);
  }
}
