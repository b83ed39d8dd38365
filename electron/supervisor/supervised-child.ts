/**
 * The end of a child, the same for pipes and pseudo-terminals: ask, terminate, kill, each with its
 * time, always waiting for the exit itself; and nothing of its process group, nor of what it has let go, outlives it.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { OutputTail } from '../system/processes/output-tail';
import { type Followers, killGroup, signalGroup } from '../system/processes/process-group';
import { memoryKills } from './memory-kills';

export interface ChildExit {
  readonly code: number | null;
  readonly signal: string | null;
  /** The last 8 KiB of what it printed. */
  readonly lastOutput: string;
  /** Whether the kernel killed a program for want of memory while it ran. */
  readonly outOfMemory?: boolean;
}

export type LeaderExit = Omit<ChildExit, 'lastOutput' | 'outOfMemory'>;

/** What a child prints, and when there is no more to come. */
export interface ChildOutput {
  readonly tail: OutputTail;
  readonly ended: Promise<void>;
}

/** How a child is asked to end by itself. */
export interface Asking {
  /**
   * Asks. Resolves when it is up to the child now; rejects when that failed or went unheard, which is
   * followed by a signal at once. Must settle soon when the signal aborts or the child is gone.
   */
  ask(signal: AbortSignal): Promise<void>;
  /** How long asking and what it sets off may take altogether. */
  readonly patienceMs: number;
}

export interface Child {
  /** Its number, and that of its process group. */
  readonly pid: number;
  /** Settles when it and everything in its process group is gone; never rejects. */
  readonly exited: Promise<ChildExit>;
  /**
   * Asks (where it is told how), waits; sends SIGTERM to the group, waits; sends SIGKILL. Resolves
   * when nothing is left. A second call joins the first, and ends its asking: SIGTERM goes at once.
   *
   * @param graceMs time to end after SIGTERM
   */
  stop(asking?: Asking, graceMs?: number): Promise<void>;
}

const DEFAULT_GRACE_MS = 2000;

/** How long the last output of a dead child may take to arrive. */
const LAST_WORDS_MS = 500;

export class SupervisedChild implements Child {
  readonly pid: number;
  readonly exited: Promise<ChildExit>;
  /** Aborted when the child is not to be asked any longer. */
  readonly #skipGrace = new AbortController();
  #stopping: Promise<void> | null = null;

  /**
   * @param leader settles with the exit of the process itself; it must not reject
   * @param followers what is found of it outside of its process group
   */
  constructor(pid: number, leader: Promise<LeaderExit>, output: ChildOutput, followers: Followers) {
    this.pid = pid;
    const killsBefore = memoryKills();
    this.exited = leader.then(async (exit) => {
      // User-Mode Linux leaves its traced processes behind when it is killed.
      await killGroup(pid, followers);
      // A process that left the group may hold the pipe for ever, so its end is not waited for.
      await Promise.race([output.ended, delay(LAST_WORDS_MS, undefined, { ref: false })]);
      const outOfMemory = memoryKills() > killsBefore;
      return { ...exit, lastOutput: output.tail.text, outOfMemory };
    });
  }

  stop(asking?: Asking, graceMs = DEFAULT_GRACE_MS): Promise<void> {
    if (this.#stopping === null) this.#stopping = this.#end(asking, graceMs);
    else this.#skipGrace.abort();
    return this.#stopping;
  }

  async #end(asking: Asking | undefined, graceMs: number): Promise<void> {
    if (asking !== undefined && (await this.#endsWhenAsked(asking))) return;
    signalGroup(this.pid, 'SIGTERM');
    if (await this.#exitsWithin(graceMs)) return;
    signalGroup(this.pid, 'SIGKILL');
    await this.exited;
  }

  async #endsWhenAsked({ ask, patienceMs }: Asking): Promise<boolean> {
    const { signal } = this.#skipGrace;
    const limit = setTimeout(() => this.#skipGrace.abort(), patienceMs);
    const hurried = new Promise<boolean>((resolve) => {
      signal.addEventListener('abort', () => resolve(false), { once: true });
    });
    const ended = this.exited.then(() => true);
    // Whether asking worked shows in the exit alone; a failed question is followed by a signal.
    const asked = ask(signal).then(
      () => true,
      () => false,
    );
    const heard = asked.then((worked) => worked && ended);
    const hasEnded = await Promise.race([ended, hurried, heard]);
    clearTimeout(limit);
    this.#skipGrace.abort();
    if (hasEnded) await asked;
    return hasEnded;
  }

  async #exitsWithin(timeoutMs: number): Promise<boolean> {
    const timer = new AbortController();
    const late = delay(timeoutMs, false, { signal: timer.signal }).catch(() => false);
    const exited = await Promise.race([this.exited.then(() => true), late]);
    timer.abort();
    return exited;
  }
}
