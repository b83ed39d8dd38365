/**
 * Where frames lie while they are forwarded. One batch is received at a time; what is sent on refers
 * to these bytes, so the arena is only filled again after everything was flushed.
 *
 *     slots:  [ frame 0 ........ ][ frame 1 ........ ] ... x 64      filled by recvmmsg or read
 *     loose:  [ frame ][ frame ] ...                                 copies of frames from elsewhere
 */
import { MAX_FRAME_BYTES, MIN_FRAME_BYTES } from '../../engine/frames/ethernet';
import { MSG_DONTWAIT } from '../../native/constants';
import { PinnedMemory, read, recvmmsg } from '../../native/libc';
import { copyBytes, type FrameQueue } from './frame-queue';
import { MessageBatch } from './message-batch';

export const BATCH_FRAMES = 64;
/** One byte more than the longest frame, so that a longer one is seen as such. */
const RECEIVE_BYTES = MAX_FRAME_BYTES + 1;
/** Slots begin on cache lines. */
const SLOT_BYTES = 9280;
const LOOSE_BYTES = 1 << 20;

export class FrameArena {
  readonly #slots = new PinnedMemory(BATCH_FRAMES * SLOT_BYTES);
  readonly #batch = new MessageBatch(BATCH_FRAMES);
  readonly #loose = new PinnedMemory(LOOSE_BYTES);
  readonly #lengths = new Int32Array(BATCH_FRAMES);
  #looseUsed = 0;

  constructor() {
    for (let slot = 0; slot < BATCH_FRAMES; slot++) {
      this.#batch.set(slot, this.#slots.address + slot * SLOT_BYTES, RECEIVE_BYTES);
    }
  }

  /** The memory of received frames. */
  get bytes(): Uint8Array {
    return this.#slots.bytes;
  }

  /** Where the frame of a slot begins in {@link bytes}. */
  startOf(slot: number): number {
    return slot * SLOT_BYTES;
  }

  /** Length of the frame of a slot as received; more than MAX_FRAME_BYTES means it was cut. */
  lengthOf(slot: number): number {
    return this.#lengths[slot]!;
  }

  /** Fills a short frame up with zeros, as vde_switch does; returns the new length. */
  pad(slot: number, length: number): number {
    if (length >= MIN_FRAME_BYTES) return length;
    const start = slot * SLOT_BYTES;
    this.#slots.bytes.fill(0, start + length, start + MIN_FRAME_BYTES);
    return MIN_FRAME_BYTES;
  }

  /** Receives up to `most` datagrams, at most BATCH_FRAMES; the number received, or -1 (see lastError). */
  receiveFromSocket(fd: number, most: number): number {
    const count = recvmmsg(fd, this.#batch.address, most, MSG_DONTWAIT, 0);
    for (let slot = 0; slot < count; slot++) this.#lengths[slot] = this.#batch.transferred(slot);
    return count;
  }

  /** Reads up to `most` frames of a tap, at most BATCH_FRAMES; the number read, or -1 if there was none. */
  receiveFromTap(fd: number, most: number): number {
    for (let slot = 0; slot < most; slot++) {
      const length = read(fd, this.#slots.address + slot * SLOT_BYTES, RECEIVE_BYTES);
      if (length < 0) return slot === 0 ? -1 : slot;
      this.#lengths[slot] = length;
    }
    return most;
  }

  /** Address of a frame that may be sent later in this round: its own, or a copy's; 0 if no room. */
  addressOf(bytes: Uint8Array, start: number, length: number): number {
    if (bytes === this.#slots.bytes) return this.#slots.address + start;
    if (this.#looseUsed + length > LOOSE_BYTES) return 0;
    const offset = this.#looseUsed;
    copyBytes(this.#loose.bytes, offset, bytes, start, length);
    this.#looseUsed += (length + 7) & ~7;
    return this.#loose.address + offset;
  }

  /** Copies the frame at an address that {@link addressOf} gave into a queue; false if it is full. */
  queueFrom(address: number, length: number, queue: FrameQueue): boolean {
    const offset = address - this.#slots.address;
    if (offset < 0 || offset >= this.#slots.bytes.length) {
      return queue.push(this.#loose.bytes, address - this.#loose.address, length);
    }
    // Frames need not begin where their slot does, but those that were not touched do.
    if ((offset & 3) === 0) return queue.pushWords(this.#slots.words, offset >>> 2, length);
    return queue.push(this.#slots.bytes, offset, length);
  }

  /** Copies a frame from anywhere into a queue; false if it is full. */
  queueBytes(bytes: Uint8Array, start: number, length: number, queue: FrameQueue): boolean {
    if (bytes === this.#slots.bytes && (start & 3) === 0) {
      return queue.pushWords(this.#slots.words, start >>> 2, length);
    }
    return queue.push(bytes, start, length);
  }

  /** Says that nothing refers to loose copies any more. */
  releaseLoose(): void {
    this.#looseUsed = 0;
  }
}
