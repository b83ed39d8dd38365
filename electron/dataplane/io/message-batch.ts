/**
 * An array of `struct mmsghdr`, each with one `struct iovec`, for recvmmsg and sendmmsg (64-bit
 * layout, recvmmsg(2)). Built once; a frame only costs the writing of its pointer and length.
 *
 *     mmsghdr, 64 bytes:  0 name* | 8 namelen | 16 iov* | 24 iovlen | 32 control* | 40 controllen
 *                         48 flags | 56 transferred
 *     iovec, 16 bytes:    0 base* | 8 length
 */
import { PinnedMemory } from '../../native/libc';

const HEADER_BYTES = 64;
const IOVEC_BYTES = 16;
const HEADER_WORDS = HEADER_BYTES / 4;
const IOVEC_WORDS = IOVEC_BYTES / 4;

export class MessageBatch {
  readonly #headers: PinnedMemory;
  readonly #iovecs: PinnedMemory;

  constructor(capacity: number) {
    this.#headers = new PinnedMemory(capacity * HEADER_BYTES);
    this.#iovecs = new PinnedMemory(capacity * IOVEC_BYTES);
    for (let index = 0; index < capacity; index++) {
      const header = index * HEADER_WORDS;
      this.#headers.writePointer(header + 4, this.#iovecs.address + index * IOVEC_BYTES);
      this.#headers.words[header + 6] = 1;
    }
  }

  /** Address of the first header. */
  get address(): number {
    return this.#headers.address;
  }

  /** Address of the header of a message, to go on from there. */
  addressFrom(index: number): number {
    return this.#headers.address + index * HEADER_BYTES;
  }

  /** Points a message at `length` bytes at `base`. The caller keeps that memory alive. */
  set(index: number, base: number, length: number): void {
    const iovec = index * IOVEC_WORDS;
    this.#iovecs.writePointer(iovec, base);
    this.#iovecs.words[iovec + 2] = length;
  }

  /** Where a message lies, as set. */
  base(index: number): number {
    const words = this.#iovecs.words;
    const iovec = index * IOVEC_WORDS;
    return words[iovec]! + words[iovec + 1]! * 0x1_0000_0000;
  }

  /** How long a message is, as set. */
  length(index: number): number {
    return this.#iovecs.words[index * IOVEC_WORDS + 2]!;
  }

  /** The bytes that the last call received into a message. */
  transferred(index: number): number {
    return this.#headers.words[index * HEADER_WORDS + 14]!;
  }
}
