/**
 * Frames that wait because their receiver is full: copies in a bounded ring. A frame never wraps
 * around the end; the few bytes that are left there are skipped.
 *
 *     bytes:   [ .... free .... | oldest | next | ... | newest | .... free .... ]
 *                               head                            tail
 */
import { MAX_QUEUE_BYTES as CAPACITY_BYTES, MAX_QUEUE_FRAMES } from '../../engine/core/limits';
import type { WaitingMemory } from '../../engine/core/waiting-memory';
import { PinnedMemory } from '../../native/libc';

const CAPACITY_FRAMES = MAX_QUEUE_FRAMES;
const WORD_BYTES = 4;
const FRAME_MASK = CAPACITY_FRAMES - 1;

export class FrameQueue {
  readonly #shared: WaitingMemory;
  /** Made when the first frame has to wait: most endpoints never need it. */
  #memory: PinnedMemory | null = null;
  readonly #offsets = new Uint32Array(CAPACITY_FRAMES);
  readonly #lengths = new Uint16Array(CAPACITY_FRAMES);
  #first = 0;
  #count = 0;
  #tail = 0;
  #wasUsed = false;

  /** @param shared what all frames that wait take their room of */
  constructor(shared: WaitingMemory) {
    this.#shared = shared;
  }

  /** Frames that wait. */
  get count(): number {
    return this.#count;
  }

  /** Copies a frame in; false if there is no room for it. */
  push(bytes: Uint8Array, start: number, length: number): boolean {
    const offset = this.#room(length);
    const memory = offset === -1 ? null : (this.#memory ?? this.#make());
    if (memory === null) return false;
    copyBytes(memory.bytes, offset, bytes, start, length);
    this.#note(offset, length);
    return true;
  }

  /** As {@link push}, for a frame that begins on a word: four times as quick. */
  pushWords(words: Uint32Array, firstWord: number, length: number): boolean {
    const offset = this.#room(length);
    const memory = offset === -1 ? null : (this.#memory ?? this.#make());
    if (memory === null) return false;
    const to = memory.words;
    const begin = offset / WORD_BYTES;
    const count = Math.ceil(length / WORD_BYTES);
    for (let index = 0; index < count; index++) to[begin + index] = words[firstWord + index]!;
    this.#note(offset, length);
    return true;
  }

  /** Address of a waiting frame; `position` 0 is the oldest, below {@link count}. */
  addressAt(position: number): number {
    return this.#memory!.address + this.#offsets[(this.#first + position) & FRAME_MASK]!;
  }

  lengthAt(position: number): number {
    return this.#lengths[(this.#first + position) & FRAME_MASK]!;
  }

  /** Removes the oldest frames. */
  drop(frames: number): void {
    this.#first = (this.#first + frames) & FRAME_MASK;
    this.#count -= frames;
    if (this.#count === 0) this.#tail = 0;
  }

  /** Gives its memory back, unless it was used since the last call. */
  shrink(): void {
    const isIdle = this.#count === 0 && !this.#wasUsed;
    this.#wasUsed = this.#count > 0;
    if (isIdle) this.#release();
  }

  /** Forgets every frame and gives its memory back. */
  close(): void {
    this.#count = 0;
    this.#tail = 0;
    this.#release();
  }

  #make(): PinnedMemory | null {
    if (!this.#shared.take(CAPACITY_BYTES)) return null;
    this.#memory = new PinnedMemory(CAPACITY_BYTES);
    return this.#memory;
  }

  #release(): void {
    if (this.#memory === null) return;
    this.#memory = null;
    this.#shared.giveBack(CAPACITY_BYTES);
  }

  #note(offset: number, length: number): void {
    const index = (this.#first + this.#count) & FRAME_MASK;
    this.#offsets[index] = offset;
    this.#lengths[index] = length;
    this.#count++;
    this.#wasUsed = true;
    // The next one begins on a word again.
    this.#tail = (offset + length + WORD_BYTES - 1) & -WORD_BYTES;
  }

  /** Where a frame of that length can be put, or -1. */
  #room(length: number): number {
    if (this.#count === CAPACITY_FRAMES) return -1;
    if (this.#count === 0) return 0;
    const head = this.#offsets[this.#first]!;
    if (this.#tail > head) {
      if (this.#tail + length <= CAPACITY_BYTES) return this.#tail;
      return length < head ? 0 : -1;
    }
    return this.#tail + length < head ? this.#tail : -1;
  }
}

/** Copies without the view that `set` of a part would have to be given: garbage for every frame. */
export function copyBytes(
  to: Uint8Array,
  offset: number,
  from: Uint8Array,
  start: number,
  length: number,
): void {
  for (let index = 0; index < length; index++) to[offset + index] = from[start + index]!;
}
