/** An input read as a row of choices: what it is too short for is 0, so that any bytes are a program. */

export class Tape {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isOver(): boolean {
    return this.#at >= this.#bytes.length;
  }

  byte(): number {
    return this.#bytes[this.#at++] ?? 0;
  }

  word(): number {
    return this.byte() | (this.byte() << 8);
  }

  /** 0 to `limit` - 1. */
  below(limit: number): number {
    return limit <= 256 ? this.byte() % limit : this.word() % limit;
  }

  isTrue(): boolean {
    return (this.byte() & 1) === 1;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  /** The next bytes, fewer at the end. */
  take(length: number): Uint8Array {
    const taken = this.#bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    return taken;
  }

  rest(): Uint8Array {
    return this.take(Math.max(0, this.#bytes.length - this.#at));
  }
}
