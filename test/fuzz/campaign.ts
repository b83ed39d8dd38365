/**
 * The fuzzing of one target: inputs that reached something new are kept and changed again. With the same
 * seed and the same code the same inputs come, one after the other.
 */
import type { Random } from '../../electron/engine/cable/random';
import { blockCounts, startCounting, stopCounting } from './coverage';
import { type Feature, Features } from './features';
import { shortened, simplified } from './minimise';
import { below, mutated, oneOf } from './mutate';
import type { FuzzTarget } from './target';

/** Runs that have to be too slow before it counts: collecting garbage takes time of any, now and then. */
const SLOW_RUNS = 5;
const TRIM_TRIES = 32;
const MINIMISE_TRIES = 1_500;
const MEANT_CHANGES = 0.5;
const NEWEST = 8;

export interface Finding {
  readonly target: string;
  /** The same for inputs that break the same promise in the same place. */
  readonly signature: string;
  readonly detail: string;
  readonly input: Uint8Array;
}

interface Kept {
  readonly input: Uint8Array;
  readonly features: readonly Feature[];
  picks: number;
}

export interface CampaignContext {
  readonly random: Random;
  /** Texts to make inputs of. */
  readonly words: readonly Uint8Array[];
  /** Told of every input before it runs. */
  begins(input: Uint8Array): void;
  found(finding: Finding): void;
  /** What nobody caught since it was last asked; null for nothing. */
  takeStray(): unknown;
}

export class Campaign {
  readonly target: FuzzTarget;
  readonly features: Features;
  readonly #context: CampaignContext;
  readonly #kept: Kept[] = [];
  readonly #signatures = new Set<string>();
  runs = 0;

  constructor(target: FuzzTarget, blocks: number, context: CampaignContext) {
    this.target = target;
    this.#context = context;
    this.features = new Features(blockCounts.subarray(0, (blocks + 3) & ~3));
  }

  get findings(): number {
    return this.#signatures.size;
  }

  /** Runs given inputs; those that reach something new are what it goes on from. */
  async replay(inputs: readonly Uint8Array[]): Promise<void> {
    for (const input of inputs) await this.#try(input, false);
    if (this.#kept.length === 0) this.#keep(new Uint8Array(), []);
  }

  /** Goes on until `isOver` says so, which is asked after each input. */
  async go(isOver: () => boolean): Promise<void> {
    while (!isOver()) await this.#try(this.#next(), true);
  }

  /** The fewest, shortest inputs that were found to reach everything that was reached, up to `maxBytes`. */
  distilled(maxBytes: number): Uint8Array[] {
    const missing = new Set(this.#kept.flatMap(({ features }) => features));
    const chosen: Uint8Array[] = [];
    let room = maxBytes;
    const byLength = [...this.#kept].sort((one, other) => one.input.length - other.input.length);
    for (const worth of [16, 4, 1]) {
      for (const { input, features } of byLength) {
        const fresh = features.filter((feature) => missing.has(feature));
        if (fresh.length < worth || input.length > room) continue;
        for (const feature of fresh) missing.delete(feature);
        room -= input.length;
        chosen.push(input);
      }
    }
    return chosen;
  }

  #next(): Uint8Array {
    const { random, words } = this.#context;
    const { input } = this.#pick();
    const { mutate, maxBytes } = this.target;
    if (mutate !== undefined && random.next() < MEANT_CHANGES) {
      return mutate(input, random).subarray(0, maxBytes);
    }
    return mutated(input, random, {
      words,
      maxBytes,
      other: () => oneOf(random, this.#kept).input,
    });
  }

  /** New ones and ones that were not picked often come first. */
  #pick(): Kept {
    const { random } = this.#context;
    const count = this.#kept.length;
    const isNew = random.next() < 0.3;
    const from = isNew ? Math.max(0, count - NEWEST) : 0;
    const one = this.#kept[from + below(random, count - from)]!;
    const other = this.#kept[from + below(random, count - from)]!;
    const picked = one.picks <= other.picks ? one : other;
    picked.picks++;
    return picked;
  }

  /** @param trims whether to make an input shorter that is kept; those of a corpus are short */
  async #try(input: Uint8Array, trims: boolean): Promise<void> {
    const problem = await this.#run(input);
    if (problem !== null) {
      await this.#report(input, problem);
      return;
    }
    const fresh = this.features.fresh();
    if (fresh.length === 0) return;
    const all = this.features.current();
    const small = trims ? await this.#trimmed(input, fresh) : input;
    this.features.add(fresh);
    this.#keep(small, all);
  }

  #keep(input: Uint8Array, features: readonly Feature[]): void {
    this.#kept.push({ input, features, picks: 0 });
  }

  #trimmed(input: Uint8Array, fresh: readonly Feature[]): Promise<Uint8Array> {
    const reaches = async (candidate: Uint8Array) =>
      (await this.#run(candidate)) === null && this.features.has(fresh);
    return shortened(input, reaches, TRIM_TRIES);
  }

  async #report(input: Uint8Array, problem: Problem): Promise<void> {
    if (this.#signatures.has(problem.signature)) return;
    this.#signatures.add(problem.signature);
    const isSame = async (candidate: Uint8Array) =>
      (await this.#run(candidate))?.signature === problem.signature;
    const tries = problem.isSlow ? SLOW_RUNS * 4 : MINIMISE_TRIES;
    const short = await shortened(input, isSame, tries);
    const small = await simplified(short, isSame, tries);
    const { signature, detail } = problem;
    this.#context.found({ target: this.target.name, signature, detail, input: small });
  }

  /** What is wrong with how the target takes an input; null if nothing is. */
  async #run(input: Uint8Array): Promise<Problem | null> {
    this.#context.begins(input);
    let problem = await this.#once(input);
    for (let again = 1; problem?.isSlow === true && again < SLOW_RUNS; again++) {
      problem = await this.#once(input);
    }
    return problem;
  }

  async #once(input: Uint8Array): Promise<Problem | null> {
    this.runs++;
    const { target } = this;
    const given = input.slice();
    startCounting(target.fuel(input.length));
    const began = stopwatch();
    let thrown: unknown = null;
    try {
      const running = target.run(given);
      if (running !== undefined) await running;
    } catch (error) {
      thrown = error ?? new Error('nothing was thrown');
    }
    const isSpent = stopCounting();
    const ms = began();
    const stray = this.#context.takeStray();
    if (isSpent) return spent(thrown);
    if (thrown !== null) return problemOf(thrown);
    if (stray !== null) return problemOf(stray);
    return ms > target.limitMs ? slow(ms, target.limitMs) : null;
  }
}

/**
 * Milliseconds that go by from now on, but no more than processors worked for this process: where other programs
 * have them, that is no fault of an input.
 */
function stopwatch(): () => number {
  const began = performance.now();
  const used = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(used);
    return Math.min(performance.now() - began, (user + system) / 1000);
  };
}

interface Problem {
  readonly signature: string;
  readonly detail: string;
  readonly isSlow: boolean;
}

function spent(thrown: unknown): Problem {
  const detail = thrown instanceof Error ? String(thrown.stack) : String(thrown);
  return { signature: 'out of fuel', detail, isSlow: false };
}

function slow(ms: number, limitMs: number): Problem {
  const detail = `it took ${ms.toFixed(0)} ms where ${limitMs} are allowed, ${SLOW_RUNS} times in a row`;
  return { signature: 'slow', detail, isSlow: true };
}

function problemOf(thrown: unknown): Problem {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const detail = error.stack ?? error.message;
  const message = error.message
    .slice(0, 100)
    .replace(/\d+/g, 'N')
    .replace(/"[^"]*"/g, '"…"');
  const place = error.name === 'BrokenPromise' ? '' : (/\n\s+at (\S+)/.exec(detail)?.[1] ?? '');
  return { signature: `${error.name} ${message} ${place}`.trim(), detail, isSlow: false };
}
