/**
 * Waits for descriptors with epoll and tells their handlers what is ready. A descriptor can be held
 * for a while: nothing is read from it, so that what its sender has sent stays in its socket. When the
 * time of a turn is over, those that are ready and had no turn yet are the first in the next one.
 */
import { MAX_EVENTS } from '../../engine/core/limits';
import type { TurnBudget } from '../../engine/core/turn-budget';
import {
  EPOLL_CLOEXEC,
  EPOLL_CTL_ADD,
  EPOLL_CTL_DEL,
  EPOLL_CTL_MOD,
  EPOLL_DATA_OFFSET,
  EPOLL_EVENT_BYTES,
  EPOLLIN,
} from '../../native/constants';
import {
  EINTR,
  ENOSYS,
  epollControl,
  epollCreate,
  epollPreciseWait,
  epollWait,
  errorName,
  lastError,
  PinnedMemory,
  schedYield,
} from '../../native/libc';
import { Pulse } from '../shared/pulse';

/** `struct timespec`: 64-bit seconds and nanoseconds. */
const TIMESPEC_BYTES = 16;

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
  readonly #timeout = new PinnedMemory(TIMESPEC_BYTES);
  readonly #isPrecise: boolean;
  /** Is told for which device a handler is called. */
  readonly pulse: Pulse;
  /** For which device each descriptor is watched, indexed likewise: whom the thread served then. */
  readonly #subjects: number[] = [];
  /** Indexed by descriptor. */
  readonly #handlers: (ReadyHandler | undefined)[] = [];
  /** What is wanted of each descriptor, indexed likewise. */
  readonly #interests: number[] = [];
  /** Who is called in every turn that is cut short. */
  readonly #urgent: ReadyHandler[] = [];
  /** Descriptors that the last look reported, and how many of these had their turn. */
  #ready = 0;
  #served = 0;
  /** Descriptors that are held, and until when each at the latest. */
  readonly #held: number[] = [];
  readonly #heldUntil: number[] = [];
  #heldCount = 0;

  /** @param isPrecise whether to use epoll_pwait2 where it is there */
  constructor(isPrecise = true, pulse = new Pulse()) {
    if (this.fd < 0) throw new Error(`epoll_create1: ${errorName(lastError())}`);
    this.pulse = pulse;
    this.#isPrecise = isPrecise && this.#hasPreciseWait();
  }

  add(fd: number, interest: number, handler: ReadyHandler): void {
    this.#handlers[fd] = handler;
    this.#interests[fd] = interest;
    this.#subjects[fd] = this.pulse.subject;
    this.#control(EPOLL_CTL_ADD, fd, interest);
  }

  /** As {@link add}, for a handler whose turn is not put off. It may be called with nothing ready. */
  addUrgent(fd: number, interest: number, handler: ReadyHandler): void {
    this.#urgent.push(handler);
    this.add(fd, interest, handler);
  }

  modify(fd: number, interest: number): void {
    this.#interests[fd] = interest;
    this.#apply(fd);
  }

  /** To be called before the descriptor is closed. */
  remove(fd: number): void {
    this.#handlers[fd] = undefined;
    this.#forgetEvents(fd);
    this.#forgetHold(this.#positionOf(fd));
    this.#control(EPOLL_CTL_DEL, fd, 0);
  }

  /** Does not report that there is something to read until {@link release}, or that time at the latest. */
  hold(fd: number, untilMs: number): void {
    if (this.#positionOf(fd) !== -1) return;
    this.#held[this.#heldCount] = fd;
    this.#heldUntil[this.#heldCount++] = untilMs;
    this.#apply(fd);
  }

  /** Ends a hold; does nothing when there is none. */
  release(fd: number): void {
    const position = this.#positionOf(fd);
    if (position === -1) return;
    this.#forgetHold(position);
    this.#apply(fd);
  }

  /**
   * Waits for at most `timeoutMs`, to the fraction of a millisecond that the kernel manages, and returns
   * how many descriptors are ready.
   */
  wait(timeoutMs: number): number {
    if (this.#served < this.#ready) return this.#ready - this.#served;
    if (timeoutMs <= 0) return this.#look(0);
    const limit = this.#heldCount === 0 ? timeoutMs : this.#untilRelease(timeoutMs);
    return this.#isPrecise ? this.#waitPrecisely(limit) : this.#waitRoughly(limit);
  }

  /**
   * Calls the handlers of the last wait, until the time is over. A handler may remove any descriptor,
   * also one whose turn is still to come: it is skipped then.
   */
  dispatch(budget: TurnBudget): void {
    while (this.#served < this.#ready) {
      const offset = this.#served++ * EPOLL_EVENT_BYTES;
      const events = this.#view.getUint32(offset, true);
      const fd = this.#view.getInt32(offset + EPOLL_DATA_OFFSET, true);
      const handler = this.#handlers[fd];
      if (handler === undefined) continue;
      this.pulse.serve(this.#subjects[fd]!);
      handler.ready(events);
      if (budget.isSpent) break;
    }
    if (this.#served < this.#ready) {
      budget.begin();
      for (const handler of this.#urgent) handler.ready(0);
    }
    if (this.#heldCount > 0) this.#releaseOverdue(performance.now());
  }

  /** A descriptor with the same number may be opened before the turn of what was reported comes. */
  #forgetEvents(fd: number): void {
    for (let index = this.#served; index < this.#ready; index++) {
      const offset = index * EPOLL_EVENT_BYTES + EPOLL_DATA_OFFSET;
      if (this.#view.getInt32(offset, true) === fd) this.#view.setInt32(offset, -1, true);
    }
  }

  #untilRelease(timeoutMs: number): number {
    let first = Number.POSITIVE_INFINITY;
    for (let position = 0; position < this.#heldCount; position++) {
      first = Math.min(first, this.#heldUntil[position]!);
    }
    return Math.min(timeoutMs, Math.max(0, first - performance.now()));
  }

  #releaseOverdue(now: number): void {
    for (let position = this.#heldCount - 1; position >= 0; position--) {
      if (now >= this.#heldUntil[position]!) this.release(this.#held[position]!);
    }
  }

  #positionOf(fd: number): number {
    for (let position = 0; position < this.#heldCount; position++) {
      if (this.#held[position] === fd) return position;
    }
    return -1;
  }

  /** The last one takes the place: their order does not matter. */
  #forgetHold(position: number): void {
    if (position === -1) return;
    const last = --this.#heldCount;
    this.#held[position] = this.#held[last]!;
    this.#heldUntil[position] = this.#heldUntil[last]!;
  }

  #apply(fd: number): void {
    const interest = this.#interests[fd]!;
    const isHeld = this.#positionOf(fd) !== -1;
    this.#control(EPOLL_CTL_MOD, fd, isHeld ? interest & ~EPOLLIN : interest);
  }

  /** The kernel may lack what the C library offers. Nothing is watched yet, so nothing can be ready. */
  #hasPreciseWait(): boolean {
    if (epollPreciseWait === null) return false;
    const { address } = this.#timeout;
    return (
      epollPreciseWait(this.fd, this.#events.address, MAX_EVENTS, address, 0) === 0 ||
      lastError() !== ENOSYS
    );
  }

  #waitPrecisely(timeoutMs: number): number {
    const nanoseconds = Math.ceil((timeoutMs % 1000) * 1e6);
    // The upper halves of both 64-bit numbers stay 0.
    this.#timeout.words[0] = Math.floor(timeoutMs / 1000);
    this.#timeout.words[2] = Math.min(nanoseconds, 999_999_999);
    const { address } = this.#timeout;
    return this.#counted(epollPreciseWait!(this.fd, this.#events.address, MAX_EVENTS, address, 0));
  }

  #waitRoughly(timeoutMs: number): number {
    const end = performance.now() + timeoutMs;
    const ready = this.#look(Math.floor(timeoutMs));
    if (ready > 0) return ready;
    while (performance.now() < end) {
      schedYield();
      const late = this.#look(0);
      if (late > 0) return late;
    }
    return 0;
  }

  #look(timeoutMs: number): number {
    return this.#counted(epollWait(this.fd, this.#events.address, MAX_EVENTS, timeoutMs));
  }

  #counted(count: number): number {
    this.#served = 0;
    this.#ready = Math.max(0, count);
    if (count >= 0) return count;
    const errno = lastError();
    if (errno === EINTR) return 0;
    throw new Error(`epoll_wait: ${errorName(errno)}`);
  }

  #control(operation: number, fd: number, interest: number): void {
    this.#argumentView.setUint32(0, interest, true);
    this.#argumentView.setInt32(EPOLL_DATA_OFFSET, fd, true);
    if (epollControl(this.fd, operation, fd, this.#argument.address) < 0) {
      throw new Error(`epoll_ctl(${operation}, ${fd}): ${errorName(lastError())}`);
    }
  }
}
