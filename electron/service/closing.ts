/**
 * The end of the service, step by step. No step keeps the others from being taken: one that fails or
 * takes too long is said, and left to itself.
 */

/** What a step may still take after somebody is in a hurry, in milliseconds. */
const HURRIED_MS = 5_000;

export class Closing {
  readonly #skipGrace = new AbortController();
  readonly #say: (words: string, error: unknown) => void;

  /** @param say is told what could not be done, by default on the terminal */
  constructor(
    say: (words: string, error: unknown) => void = (words, error) => console.error(words, error),
  ) {
    this.#say = say;
  }

  /** From now on no step takes longer than a few seconds. */
  skipGrace(): void {
    this.#skipGrace.abort();
  }

  /**
   * Takes a step; resolves when it is done or its time is over, and never rejects.
   *
   * @param what completes “vdelab: could not …”
   */
  async step(what: string, limitMs: number, work: () => Promise<void> | void): Promise<void> {
    const limit = new Limit(limitMs, this.#skipGrace.signal);
    try {
      const isDone = await Promise.race([this.#done(work), limit.over]);
      if (!isDone) this.#say(`vdelab: could not ${what} in time`, '');
    } catch (error) {
      this.#say(`vdelab: could not ${what}:`, error);
    } finally {
      limit.clear();
    }
  }

  async #done(work: () => Promise<void> | void): Promise<true> {
    await work();
    return true;
  }
}

/** Time that gets short when somebody is in a hurry. */
class Limit {
  readonly over: Promise<false>;
  readonly #skipGrace: AbortSignal;
  #end: () => void = () => {};
  #timer: ReturnType<typeof setTimeout>;

  constructor(limitMs: number, skipGrace: AbortSignal) {
    this.#skipGrace = skipGrace;
    this.over = new Promise((resolve) => {
      this.#end = () => resolve(false);
    });
    this.#timer = setTimeout(
      this.#end,
      skipGrace.aborted ? Math.min(limitMs, HURRIED_MS) : limitMs,
    );
    skipGrace.addEventListener('abort', this.#shorten, { once: true });
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#skipGrace.removeEventListener('abort', this.#shorten);
  }

  readonly #shorten = () => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#end, HURRIED_MS);
  };
}
