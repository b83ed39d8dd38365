/**
 * What one direction of a cable decides about each frame, after vde-2's wirefilter.c. Pure: it holds
 * no frame and knows no clock. What concerns the bandwidth is in shaper.ts.
 */
import type { Conditions } from '../../../shared/document/cable-conditions';
import { MAX_FLIPS_PER_FRAME } from '../core/limits';
import type { Random } from './random';

/** Bits in the megabyte over which corruption is counted. */
const BITS_PER_MEGABYTE = 8_000_000;

export class Impairment {
  readonly #conditions: Conditions;
  readonly #random: Random;
  /** Gilbert's chain: chances to leave the state in which frames pass, and the one in which none does. */
  readonly #toBad: number;
  readonly #toGood: number;
  #isBad = false;
  /** Log of the chance that a bit stays as it is; 0 when all do. */
  readonly #logUnharmed: number;
  /** Bits that still pass unharmed before one is turned over. */
  #untilFlip = Number.POSITIVE_INFINITY;
  #lastArrival = 0;

  constructor(conditions: Conditions, random: Random) {
    this.#conditions = conditions;
    this.#random = random;
    const loss = conditions.loss / 100;
    // No state can be left more often than always: at a high loss, bursts are longer than asked for.
    const burst = Math.max(conditions.burst, loss / (1 - loss));
    this.#toGood = 1 / burst;
    this.#toBad = loss / (1 - loss) / burst;
    this.#logUnharmed = Math.log(1 - conditions.corrupt / BITS_PER_MEGABYTE);
    if (conditions.corrupt > 0) this.#untilFlip = this.#gap();
  }

  /** Whether a frame of this many bytes is longer than the cable takes. */
  isTooLong(length: number): boolean {
    return this.#conditions.mtu > 0 && length > this.#conditions.mtu;
  }

  /** Whether the next frame is lost. */
  loses(): boolean {
    const { loss, burst } = this.#conditions;
    if (burst <= 1 || loss <= 0 || loss >= 100) return this.#random.percent(loss);
    const chance = this.#isBad ? this.#toGood : this.#toBad;
    if (this.#random.next() < chance) this.#isBad = !this.#isBad;
    return this.#isBad;
  }

  /** Whether the next frame arrives twice. */
  duplicates(): boolean {
    return this.#random.percent(this.#conditions.duplicate);
  }

  /**
   * When a frame arrives that sets out at `departure`, both in milliseconds. Frames keep their order,
   * however their delays differ, but for those that are chosen to overtake: these take no time at all.
   */
  arrival(departure: number): number {
    if (this.#random.percent(this.#conditions.reorder)) return departure;
    const arrival = Math.max(departure + this.#delay(), this.#lastArrival);
    this.#lastArrival = arrival;
    return arrival;
  }

  /** Whether the next frame, of this many bytes, is to be spoilt by {@link spoil}. */
  spoils(length: number): boolean {
    if (this.#untilFlip < length * 8) return true;
    this.#untilFlip -= length * 8;
    return false;
  }

  /** Turns the bits of a frame over that are to be, and returns how many. */
  spoil(bytes: Uint8Array, start: number, length: number): number {
    const bits = length * 8;
    let bit = this.#untilFlip;
    let flips = 0;
    for (; bit < bits && flips < MAX_FLIPS_PER_FRAME; flips++) {
      bytes[start + (bit >>> 3)]! ^= 1 << (bit & 7);
      bit += 1 + this.#gap();
    }
    this.#untilFlip = Math.max(bit, bits) - bits;
    return flips;
  }

  #delay(): number {
    const { delay, jitter, distribution } = this.#conditions;
    if (jitter === 0) return delay;
    const stray =
      distribution === 'normal' ? this.#random.normal() / 3 : this.#random.next() * 2 - 1;
    return Math.max(0, delay + stray * jitter);
  }

  /** Bits between two that are turned over: geometric, so that each bit has the same chance. */
  #gap(): number {
    return Math.floor(Math.log(1 - this.#random.next()) / this.#logUnharmed);
  }
}
