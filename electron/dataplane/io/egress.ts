/**
 * The way out to one socket or tap. Frames of a round are collected and sent with one system call;
 * what the receiver cannot take yet waits in a bounded queue until epoll says that it can. Meanwhile who
 * sends to this receiver alone is not read from, so that its frames wait with it and are not lost.
 */
import { dropSlot, type PortCounters } from '../../engine/core/counters';
import type { WaitingMemory } from '../../engine/core/waiting-memory';
import type { FrameSink } from '../../engine/frames/frame-sink';
import { EPOLLIN, EPOLLOUT, MSG_DONTWAIT, MSG_NOSIGNAL } from '../../native/constants';
import {
  EAGAIN,
  ECONNREFUSED,
  ENOBUFS,
  ENOTCONN,
  lastError,
  sendmmsg,
  write,
} from '../../native/libc';
import type { EventLoop } from './event-loop';
import { BATCH_FRAMES, type FrameArena } from './frame-arena';
import { FrameQueue } from './frame-queue';
import { MessageBatch } from './message-batch';

const QUEUE_FULL = dropSlot('queue-full');
const PEER_GONE = dropSlot('peer-gone');
const SEND_ERROR = dropSlot('send-error');
/**
 * How long a full receiver may hold up those that send to it, in milliseconds. One that is awake has
 * made room long before. One that is not costs its senders this time once, and loses frames then.
 */
const LONGEST_HOLD_MS = 50;

/** The round of the worker's loop in which frames are collected. */
export interface EgressBatch {
  readonly arena: FrameArena;
  /** Monotonic time in milliseconds. */
  readonly now: number;
  readonly memory: WaitingMemory;
  /** Notes that a frame of the round goes out here. */
  reaches(egress: Egress): void;
  /** Asks for {@link Egress.flush} at the end of the round. */
  schedule(egress: Egress): void;
  /** Flushes everything now, since the arena has no room left. */
  flushAll(): void;
}

export class Egress implements FrameSink {
  readonly #fd: number;
  readonly #isTap: boolean;
  readonly #round: EgressBatch;
  readonly #counters: PortCounters;
  readonly #loop: EventLoop;
  readonly #batch = new MessageBatch(BATCH_FRAMES);
  readonly #queue: FrameQueue;
  #collected = 0;
  #closed = false;
  /** When frames began to wait, if any do. */
  #waitingSince = 0;
  /** Whose frames are left where they are until none wait here. */
  readonly #heldSenders: number[] = [];
  #heldCount = 0;

  /**
   * @param counters where drops are counted
   * @param loop where the descriptor is watched, and its senders' as well
   */
  constructor(
    fd: number,
    isTap: boolean,
    round: EgressBatch,
    counters: PortCounters,
    loop: EventLoop,
  ) {
    this.#fd = fd;
    this.#isTap = isTap;
    this.#round = round;
    this.#counters = counters;
    this.#loop = loop;
    this.#queue = new FrameQueue(round.memory);
  }

  /** Whether a sender that only sends here had better wait, since there is no room for its frames. */
  get wantsPause(): boolean {
    if (this.#queue.count === 0 || this.#closed) return false;
    return this.#round.now < this.#waitingSince + LONGEST_HOLD_MS;
  }

  /** Leaves the frames of a sender in its socket until nothing waits here any more. */
  holdBack(sender: number): void {
    this.#heldSenders[this.#heldCount++] = sender;
    this.#loop.hold(sender, this.#waitingSince + LONGEST_HOLD_MS);
  }

  accept(bytes: Uint8Array, start: number, length: number): void {
    if (this.#closed) return;
    this.#round.reaches(this);
    if (this.#queue.count > 0) {
      // Behind others: order is kept.
      const kept = this.#round.arena.queueBytes(bytes, start, length, this.#queue);
      if (!kept) this.#counters.countDrop(QUEUE_FULL);
      return;
    }
    let address = this.#round.arena.addressOf(bytes, start, length);
    if (address === 0) {
      this.#round.flushAll();
      if (this.#queue.count > 0) {
        this.accept(bytes, start, length);
        return;
      }
      address = this.#round.arena.addressOf(bytes, start, length);
    }
    if (this.#collected === 0) this.#round.schedule(this);
    this.#batch.set(this.#collected++, address, length);
    if (this.#collected === BATCH_FRAMES) this.flush();
  }

  /** Sends what was collected; what does not fit is queued. */
  flush(): void {
    const count = this.#collected;
    this.#collected = 0;
    if (this.#closed) return;
    const done = this.#send(count);
    if (done === count) return;
    for (let index = done; index < count; index++) {
      const kept = this.#round.arena.queueFrom(
        this.#batch.base(index),
        this.#batch.length(index),
        this.#queue,
      );
      if (!kept) this.#counters.countDrop(QUEUE_FULL);
    }
    if (this.#queue.count === 0) return;
    this.#waitingSince = this.#round.now;
    this.#loop.modify(this.#fd, EPOLLIN | EPOLLOUT);
  }

  /** Sends what waits; to be called when the descriptor can be written to. */
  drain(): void {
    while (this.#queue.count > 0) {
      const count = Math.min(this.#queue.count, BATCH_FRAMES);
      for (let index = 0; index < count; index++) {
        this.#batch.set(index, this.#queue.addressAt(index), this.#queue.lengthAt(index));
      }
      const done = this.#send(count);
      this.#queue.drop(done);
      if (done < count) return;
    }
    this.#loop.modify(this.#fd, EPOLLIN);
    this.#releaseSenders();
  }

  /** Says that the descriptor is about to be closed; frames that come later are ignored. */
  close(): void {
    this.#closed = true;
    this.#queue.close();
    this.#releaseSenders();
  }

  /** Gives memory back that was not needed lately; to be called every few seconds. */
  expire(): void {
    this.#queue.shrink();
  }

  #releaseSenders(): void {
    for (let index = 0; index < this.#heldCount; index++) {
      this.#loop.release(this.#heldSenders[index]!);
    }
    this.#heldCount = 0;
  }

  /**
   * Sends the first `count` messages of the batch. Returns how many are done with, sent or dropped
   * for good; the rest would block.
   */
  #send(count: number): number {
    let done = 0;
    while (done < count) {
      const sent = this.#isTap ? this.#write(done) : this.#sendFrom(done, count - done);
      if (sent > 0) {
        done += sent;
        continue;
      }
      const errno = lastError();
      if (errno === EAGAIN || errno === ENOBUFS) return done;
      const gone = errno === ECONNREFUSED || errno === ENOTCONN;
      this.#counters.countDrop(gone ? PEER_GONE : SEND_ERROR);
      done++;
    }
    return done;
  }

  #sendFrom(first: number, count: number): number {
    return sendmmsg(this.#fd, this.#batch.addressFrom(first), count, MSG_DONTWAIT | MSG_NOSIGNAL);
  }

  #write(index: number): number {
    return write(this.#fd, this.#batch.base(index), this.#batch.length(index)) < 0 ? -1 : 1;
  }
}
