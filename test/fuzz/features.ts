/** Which blocks were reached so far and about how often: what makes an input worth keeping. */

/** Once, twice, three times, 4 to 7, 8 to 15, 16 to 31, 32 to 127, more: one bit each. */
const BUCKETS = Uint8Array.from({ length: 256 }, (_, count) => {
  if (count === 0) return 0;
  if (count <= 3) return 1 << (count - 1);
  if (count < 8) return 8;
  if (count < 16) return 16;
  if (count < 32) return 32;
  return count < 128 ? 64 : 128;
});

/** A block and how often it was entered, as one number. */
export type Feature = number;

export class Features {
  readonly #counts: Uint8Array;
  readonly #words: Uint32Array;
  readonly #seen: Uint8Array;
  #count = 0;

  /** @param counts by block, as instrumented code counts them; its length is a multiple of 4 */
  constructor(counts: Uint8Array) {
    this.#counts = counts;
    this.#words = new Uint32Array(counts.buffer, counts.byteOffset, counts.length >>> 2);
    this.#seen = new Uint8Array(counts.length);
  }

  /** How many there are. */
  get count(): number {
    return this.#count;
  }

  /** Blocks that were entered at all, among those from `first` on. */
  blocksIn(first: number, blocks: number): number {
    return this.#seen
      .subarray(first, first + blocks)
      .reduce((sum, bits) => sum + Math.min(bits, 1), 0);
  }

  /** Features of the last run. */
  current(): Feature[] {
    const found: Feature[] = [];
    this.#each((block, bucket) => found.push(featureOf(block, bucket)));
    return found;
  }

  /** Features of the last run that no run before had. */
  fresh(): Feature[] {
    const found: Feature[] = [];
    this.#each((block, bucket) => {
      if ((bucket & ~this.#seen[block]!) !== 0) found.push(featureOf(block, bucket));
    });
    return found;
  }

  /** Whether the last run had all of these. */
  has(features: readonly Feature[]): boolean {
    return features.every((feature) => BUCKETS[this.#counts[feature >>> 8]!] === (feature & 0xff));
  }

  add(features: readonly Feature[]): void {
    for (const feature of features) this.#seen[feature >>> 8]! |= feature & 0xff;
    this.#count += features.length;
  }

  #each(found: (block: number, bucket: number) => void): void {
    for (let word = 0; word < this.#words.length; word++) {
      if (this.#words[word] === 0) continue;
      for (let block = word * 4; block < word * 4 + 4; block++) {
        const bucket = BUCKETS[this.#counts[block]!]!;
        if (bucket !== 0) found(block, bucket);
      }
    }
  }
}

function featureOf(block: number, bucket: number): Feature {
  return (block << 8) | bucket;
}
