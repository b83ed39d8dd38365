/**
 * Frames on their way along a cable: copies that come out when their time has come, in the order of
 * their times, equal ones as they were put in. Nothing is allocated per frame: places are used again,
 * and the arrays only grow, by doubling.
 *
 *     bytes:    [ place 0, 64 ][ place 1, 2048 .......... ][ place 2, 64 ] ...   sizes are powers of two
 *     records:  due, order, offset, length, hops of each place; free ones of a size are chained by `next`
 *     heap:     places in use, the next one due on top
 */

import { MAX_LINE_BYTES } from '../core/limits';
import type { WaitingMemory } from '../core/waiting-memory';
import type { FrameSink } from '../frames/frame-sink';

const INITIAL_BYTES = 2 * 1024;
const INITIAL_RECORDS = 16;
/** Of the arrays of records, for each of them: two times 8, four times 4, and 1. */
const BYTES_PER_RECORD = 33;
const SMALLEST_PLACE_BITS = 6;
/** Places of 64 bytes to 16 KiB: more than MAX_FRAME_BYTES. */
const SIZES = 9;
const NONE = -1;

export class DelayLine {
  /**
   * In [0] when the frame that is pushed next is due. A number with a fraction that is handed to a
   * function is garbage for every frame, if V8 does not put the function in its caller's place.
   */
  readonly due = new Float64Array(1);
  /** In [0] when the frame on top of the heap is due. */
  readonly #first = new Float64Array(1).fill(Number.POSITIVE_INFINITY);
  readonly #memory: WaitingMemory;
  readonly #maxBytes: number;
  /** Nothing is taken before the first frame. */
  #bytes = new Uint8Array(0);
  #words = wordsOf(this.#bytes);
  /** Where frames were copied from last, which is the same place nearly always, and its words. */
  #source: Uint8Array = this.#bytes;
  #sourceWords = this.#words;
  #usedBytes = 0;
  #due = new Float64Array(0);
  #order = new Float64Array(0);
  #offset = new Int32Array(0);
  #length = new Int32Array(0);
  #hops = new Uint8Array(0);
  #next = new Int32Array(0);
  #heap = new Int32Array(0);
  #usedRecords = 0;
  #count = 0;
  #orders = 0;
  #wasUsed = false;
  /** The first free place of each size. */
  readonly #free = new Int32Array(SIZES).fill(NONE);

  /**
   * @param memory that it shares with all others
   * @param maxBytes most bytes that it takes up with frames
   */
  constructor(memory: WaitingMemory, maxBytes = MAX_LINE_BYTES) {
    this.#memory = memory;
    this.#maxBytes = maxBytes;
  }

  /** Frames on their way. */
  get count(): number {
    return this.#count;
  }

  /** When the next frame is due, in the unit of {@link due}; Infinity if there is none. */
  get nextDue(): number {
    return this.#first[0]!;
  }

  /** The hops of the frame that is due next; there is one. */
  get nextHops(): number {
    return this.#hops[this.#heap[0]!]!;
  }

  /** Where frames lie; valid until the next {@link push}. */
  get bytes(): Uint8Array {
    return this.#bytes;
  }

  /**
   * Copies a frame of up to MAX_FRAME_BYTES in, to come out at {@link due}. Returns where it lies in
   * {@link bytes}, or -1 when there is no room for it.
   *
   * @param hops kept with it: switches that it has passed, below 256
   */
  push(bytes: Uint8Array, start: number, length: number, hops: number): number {
    const record = this.#place(length);
    if (record === NONE) return -1;
    this.#wasUsed = true;
    const offset = this.#offset[record]!;
    this.#copy(offset, bytes, start, length);
    this.#length[record] = length;
    this.#hops[record] = hops;
    this.#due[record] = this.due[0]!;
    this.#order[record] = this.#orders++;
    this.#rise(this.#count++, record);
    this.#noteFirst();
    return offset;
  }

  /** Hands the frame that is due next to a sink. There is one. The sink may push others meanwhile. */
  release(to: FrameSink): void {
    const record = this.#heap[0]!;
    this.#count--;
    if (this.#count > 0) this.#sink(this.#heap[this.#count]!);
    this.#noteFirst();
    to.accept(this.#bytes, this.#offset[record]!, this.#length[record]!);
    this.#giveBack(record);
  }

  /** Gives its memory back, unless it was used since the last call. */
  shrink(): void {
    const isIdle = this.#count === 0 && !this.#wasUsed;
    this.#wasUsed = this.#count > 0;
    if (!isIdle || this.#bytes.length === 0) return;
    this.#memory.giveBack(this.#bytes.length + this.#due.length * BYTES_PER_RECORD);
    this.#setBytes(new Uint8Array(0));
    this.#setRecords(0);
  }

  /** Forgets every frame; {@link shrink} then gives all memory back. Not to be called while one is being released. */
  clear(): void {
    this.#count = 0;
    this.#wasUsed = false;
    this.#noteFirst();
    this.#reset();
  }

  /** By words where the frame lies on them; `set` would have to be given a view for every frame. */
  #copy(offset: number, bytes: Uint8Array, start: number, length: number): void {
    if (bytes !== this.#source) {
      this.#source = bytes;
      this.#sourceWords = wordsOf(bytes);
    }
    const from = this.#sourceWords;
    const end = (start + length + 3) >>> 2;
    if ((start & 3) === 0 && end <= from.length) {
      const to = this.#words;
      const shift = (offset - start) >> 2;
      for (let word = start >>> 2; word < end; word++) to[word + shift] = from[word]!;
      return;
    }
    const target = this.#bytes;
    for (let index = 0; index < length; index++) target[offset + index] = bytes[start + index]!;
  }

  /** A free place for a frame of that length, or NONE. */
  #place(length: number): number {
    const size = sizeOf(length);
    const known = this.#free[size]!;
    if (known !== NONE) {
      this.#free[size] = this.#next[known]!;
      return known;
    }
    const bytes = 1 << (size + SMALLEST_PLACE_BITS);
    if (this.#usedBytes + bytes > this.#bytes.length && !this.#growBytes(bytes)) return NONE;
    if (this.#usedRecords === this.#due.length && !this.#growRecords()) return NONE;
    const record = this.#usedRecords++;
    this.#offset[record] = this.#usedBytes;
    this.#usedBytes += bytes;
    return record;
  }

  #giveBack(record: number): void {
    const size = sizeOf(this.#length[record]!);
    this.#next[record] = this.#free[size]!;
    this.#free[size] = record;
    // Places of one size are of no use to frames of another: begin anew whenever that is possible.
    if (this.#count === 0) this.#reset();
  }

  #reset(): void {
    this.#usedBytes = 0;
    this.#usedRecords = 0;
    this.#free.fill(NONE);
  }

  #growBytes(needed: number): boolean {
    let size = Math.max(this.#bytes.length, INITIAL_BYTES);
    while (size < this.#usedBytes + needed) size *= 2;
    if (size > this.#maxBytes || !this.#memory.take(size - this.#bytes.length)) return false;
    const grown = new Uint8Array(size);
    grown.set(this.#bytes);
    this.#setBytes(grown);
    return true;
  }

  #setBytes(bytes: Uint8Array<ArrayBuffer>): void {
    this.#bytes = bytes;
    this.#words = wordsOf(bytes);
    // Not even the old memory is to be kept.
    this.#source = bytes;
    this.#sourceWords = this.#words;
  }

  #growRecords(): boolean {
    const size = Math.max(this.#due.length * 2, INITIAL_RECORDS);
    if (!this.#memory.take((size - this.#due.length) * BYTES_PER_RECORD)) return false;
    this.#setRecords(size);
    return true;
  }

  /** Takes arrays of that size, with as much of the old ones as fits. */
  #setRecords(size: number): void {
    this.#due = copied(this.#due, new Float64Array(size));
    this.#order = copied(this.#order, new Float64Array(size));
    this.#offset = copied(this.#offset, new Int32Array(size));
    this.#length = copied(this.#length, new Int32Array(size));
    this.#hops = copied(this.#hops, new Uint8Array(size));
    this.#next = copied(this.#next, new Int32Array(size));
    this.#heap = copied(this.#heap, new Int32Array(size));
  }

  #noteFirst(): void {
    this.#first[0] = this.#count === 0 ? Number.POSITIVE_INFINITY : this.#due[this.#heap[0]!]!;
  }

  #isBefore(one: number, other: number): boolean {
    const due = this.#due[one]!;
    const otherDue = this.#due[other]!;
    return due < otherDue || (due === otherDue && this.#order[one]! < this.#order[other]!);
  }

  /** Puts a record into the heap at a position from which it may have to rise. */
  #rise(from: number, record: number): void {
    const heap = this.#heap;
    let position = from;
    while (position > 0) {
      const parent = (position - 1) >> 1;
      if (!this.#isBefore(record, heap[parent]!)) break;
      heap[position] = heap[parent]!;
      position = parent;
    }
    heap[position] = record;
  }

  /** Puts a record into the heap at the top, from where it sinks. */
  #sink(record: number): void {
    const heap = this.#heap;
    const count = this.#count;
    let position = 0;
    for (let child = 1; child < count; child = position * 2 + 1) {
      if (child + 1 < count && this.#isBefore(heap[child + 1]!, heap[child]!)) child++;
      if (!this.#isBefore(heap[child]!, record)) break;
      heap[position] = heap[child]!;
      position = child;
    }
    heap[position] = record;
  }
}

/** The size of the smallest place that holds so many bytes: 0 for 64, 1 for 128, ... */
function sizeOf(length: number): number {
  const bits = 32 - Math.clz32(length - 1);
  return bits <= SMALLEST_PLACE_BITS ? 0 : bits - SMALLEST_PLACE_BITS;
}

/** The same memory as whole words; none where it does not begin on one. */
function wordsOf({ buffer, byteOffset, byteLength }: Uint8Array): Int32Array {
  if (byteOffset % 4 !== 0) return new Int32Array(0);
  return new Int32Array(buffer, byteOffset, byteLength >>> 2);
}

function copied<T extends Float64Array | Int32Array | Uint8Array>(from: T, to: T): T {
  to.set(from.length > to.length ? from.subarray(0, to.length) : from);
  return to;
}
