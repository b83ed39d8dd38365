/**
 * The memory of all frames of a lab that wait, wherever that is: on their way in cables, for receivers
 * that do not keep up, for built-in PCs. What does not fit is dropped and counted by who asked.
 */
import { MAX_WAITING_BYTES } from './limits';

export class WaitingMemory {
  readonly #maxBytes: number;
  #usedBytes = 0;

  constructor(maxBytes = MAX_WAITING_BYTES) {
    this.#maxBytes = maxBytes;
  }

  get usedBytes(): number {
    return this.#usedBytes;
  }

  /** False, and nothing is taken, when so many bytes are not left. */
  take(bytes: number): boolean {
    if (this.#usedBytes + bytes > this.#maxBytes) return false;
    this.#usedBytes += bytes;
    return true;
  }

  /** @param bytes that were taken before */
  giveBack(bytes: number): void {
    this.#usedBytes -= bytes;
  }
}
