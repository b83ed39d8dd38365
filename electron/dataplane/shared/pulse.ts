/**
 * The signs of life of the data plane's thread, in memory that the main thread reads: how often it has
 * begun something, for which device or cable that was, and on which thread of the system it runs. Also
 * the other way: whether the thread has been given up, in which case it must not touch a descriptor
 * again, since another thread owns them by then.
 *
 * Written without allocation, once for every ready descriptor, command, timer and turn.
 */

const BEATS = 0;
const SUBJECT = 1;
const THREAD = 2;
const GIVEN_UP = 3;
const STOPPED = 4;
const WORDS = 5;

/** The subject of what concerns no device and no cable. */
export const NO_SUBJECT = -1;

/** The thread was given up: thrown in it, so that it ends instead of going on. */
class GivenUp extends Error {
  override readonly name = 'GivenUp';
}

export class Pulse {
  readonly memory: SharedArrayBuffer;
  readonly #words: Int32Array;

  /** @param memory that of a pulse in another thread; by default a new one, before its first beat */
  constructor(memory?: SharedArrayBuffer) {
    this.memory = memory ?? new SharedArrayBuffer(WORDS * Int32Array.BYTES_PER_ELEMENT);
    this.#words = new Int32Array(this.memory);
    if (memory === undefined) this.#words[SUBJECT] = NO_SUBJECT;
  }

  /** How often something was begun; wraps around. 0 while the thread is still being made. */
  get beats(): number {
    return this.#words[BEATS]!;
  }

  /** First counter slot of the device or cable that was served last, or {@link NO_SUBJECT}. */
  get subject(): number {
    return this.#words[SUBJECT]!;
  }

  /** The system's number of the thread; 0 if it is not known yet. */
  get thread(): number {
    return this.#words[THREAD]!;
  }

  set thread(id: number) {
    this.#words[THREAD] = id;
  }

  /** Whether the thread has closed everything, as it was told to. */
  get hasStopped(): boolean {
    return Atomics.load(this.#words, STOPPED) !== 0;
  }

  /** Says that everything is closed. */
  stopped(): void {
    Atomics.store(this.#words, STOPPED, 1);
  }

  /**
   * Says what is begun now.
   *
   * @param subject first counter slot of a device or cable, or {@link NO_SUBJECT}
   * @throws GivenUp when another thread has taken over
   */
  serve(subject: number): void {
    const words = this.#words;
    words[SUBJECT] = subject;
    words[BEATS]! += 1;
    if (words[GIVEN_UP] !== 0) throw new GivenUp();
  }

  /** Gives the thread up, for good. */
  giveUp(): void {
    Atomics.store(this.#words, GIVEN_UP, 1);
  }
}
