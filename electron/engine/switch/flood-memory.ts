/**
 * Which frames a switch has flooded lately, by what is in them: a frame that comes round in a loop is the
 * very same one. Kept only while a loop is held down, so that nothing is spent on it otherwise.
 */

/** Entries: sets of four, of which the oldest gives way. */
const SETS = 1_024;
const WAYS = 4;
/** A frame that comes by another port within this time is a copy, in milliseconds: longer than cables delay. */
const COPY_MS = 10_000;
/** Where the two bytes that say what is in a frame begin; a tag stands before them. */
const TYPE = 12;
const TAG_BYTES = 4;
const NOBODY = -1;

/**
 * A number for what is in a frame. The same with and without a tag, and with and without the zeros that
 * fill short frames up, for both may change on the way round.
 */
export function fingerprint(
  vlan: number,
  tagged: boolean,
  bytes: Uint8Array,
  start: number,
  length: number,
): number {
  let sum = 0;
  const head = start + TYPE;
  const rest = tagged ? head + TAG_BYTES : head;
  for (let at = start + length - 1; at >= rest; at--)
    sum = (Math.imul(sum, 0x01000193) + bytes[at]!) | 0;
  for (let at = head - 1; at >= start; at--) sum = (Math.imul(sum, 0x01000193) + bytes[at]!) | 0;
  sum = Math.imul(sum ^ (sum >>> 15) ^ Math.imul(vlan, 0x9e3779b1), 0x85ebca6b);
  return (sum ^ (sum >>> 13)) >>> 0;
}

export class FloodMemory {
  readonly #prints = new Uint32Array(SETS * WAYS);
  readonly #ports = new Int32Array(SETS * WAYS).fill(NOBODY);
  readonly #times = new Float64Array(SETS * WAYS).fill(Number.NEGATIVE_INFINITY);

  /**
   * Whether a frame comes for the first time; it is remembered then.
   *
   * @param repeatMs within this time the same frame by the same port is a copy as well; null on a port that
   *   is in no loop, where nothing is a copy: a host may say the same thing as often as it likes
   */
  isNew(print: number, port: number, now: number, repeatMs: number | null): boolean {
    const first = (print % SETS) * WAYS;
    let oldest = first;
    for (let slot = first; slot < first + WAYS; slot++) {
      if (this.#prints[slot] === print && this.#ports[slot] !== NOBODY) {
        const age = now - this.#times[slot]!;
        const isSamePort = this.#ports[slot] === port;
        if (repeatMs !== null && age < (isSamePort ? repeatMs : COPY_MS)) return false;
        oldest = slot;
        break;
      }
      if (this.#times[slot]! < this.#times[oldest]!) oldest = slot;
    }
    this.#prints[oldest] = print;
    this.#ports[oldest] = port;
    this.#times[oldest] = now;
    return true;
  }
}
