/** Waits for descriptors with epoll and tells their handlers what is ready. */
import {
  EPOLL_CLOEXEC,
  EPOLL_CTL_ADD,
  EPOLL_CTL_DEL,
  EPOLL_CTL_MOD,
  EPOLL_DATA_OFFSET,
  EPOLL_EVENT_BYTES,
} from '../native/constants';
import {
  EINTR,
  epollControl,
  epollCreate,
  epollWait,
  errorName,
  lastError,
  PinnedMemory,
} from '../native/libc';

const MAX_EVENTS = 64;

export interface ReadyHandler {
  /** @param events a mask of EPOLLIN, EPOLLOUT, EPOLLHUP, EPOLLERR */
  ready(events: number): void;
}

export class EventLoop {
  readonly fd = epollCreate(EPOLL_CLOEXEC);
  readonly #events = new PinnedMemory(MAX_EVENTS * EPOLL_EVENT_BYTES);
  readonly #view = new DataView(this.#events.bytes.buffer);
  readonly #argument = new PinnedMemory(16);
  readonly #argumentView = new DataView(this.#argument.bytes.buffer);
  /** Indexed by descriptor. */
  readonly #handlers: (ReadyHandler | undefined)[] = [];

  constructor() {
    if (this.fd < 0) throw new Error(`epoll_create1: ${errorName(lastError())}`);
  }

  add(fd: number, interest: number, handler: ReadyHandler): void {
    this.#handlers[fd] = handler;
    this.#control(EPOLL_CTL_ADD, fd, interest);
  }

  modify(fd: number, interest: number): void {
    this.#control(EPOLL_CTL_MOD, fd, interest);
  }

  /** To be called before the descriptor is closed. */
  remove(fd: number): void {
    this.#handlers[fd] = undefined;
    this.#control(EPOLL_CTL_DEL, fd, 0);
  }

  /** Waits for at most `timeoutMs` (-1: without end) and returns how many descriptors are ready. */
  wait(timeoutMs: number): number {
    const count = epollWait(this.fd, this.#events.address, MAX_EVENTS, timeoutMs);
    if (count >= 0) return count;
    const errno = lastError();
    if (errno === EINTR) return 0;
    throw new Error(`epoll_wait: ${errorName(errno)}`);
  }

  /**
   * Calls the handlers of the last wait. A handler may remove any descriptor, also one whose turn
   * is still to come: it is skipped then.
   */
  dispatch(count: number): void {
    for (let index = 0; index < count; index++) {
      const offset = index * EPOLL_EVENT_BYTES;
      const events = this.#view.getUint32(offset, true);
      const fd = this.#view.getInt32(offset + EPOLL_DATA_OFFSET, true);
      this.#handlers[fd]?.ready(events);
    }
  }

  #control(operation: number, fd: number, interest: number): void {
    this.#argumentView.setUint32(0, interest, true);
    this.#argumentView.setInt32(EPOLL_DATA_OFFSET, fd, true);
    if (epollControl(this.fd, operation, fd, this.#argument.address) < 0) {
      throw new Error(`epoll_ctl(${operation}, ${fd}): ${errorName(lastError())}`);
    }
  }
}
