/**
 * One thread of the data plane, and the watch over it. It ends by itself, or because it hangs: then it
 * is told to end, and given up if a system call keeps it from that. Either way {@link ThreadEnd} is told
 * once, and from then on the thread touches no descriptor.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { exitNow, PinnedMemory, write } from '../../native/libc';
import { unwaited } from '../../system/unexpected';
import type { CommandMessage, Notice, WorkerStart } from '../shared/protocol';
import { Pulse } from '../shared/pulse';
import { abandon } from './abandoned-threads';
import { Heartbeat, LOOK_INTERVAL_MS } from './heartbeat';

/** How long a thread that was told to end may take, in milliseconds. */
const END_MS = 500;
const NANOSECONDS_PER_MS = 1e6;

export interface ThreadEnd {
  /** Whether it hung; otherwise it died, or was told to end. */
  readonly isHung: boolean;
  /** What it did last: a counter slot, or NO_SUBJECT. */
  readonly subject: number;
}

export interface ThreadListener {
  heard(notice: Notice): void;
  ended(end: ThreadEnd): void;
}

const one = new PinnedMemory(8);
one.words[0] = 1;

export class PlaneThread {
  readonly #worker: Worker;
  readonly #wake: number;
  readonly #listener: ThreadListener;
  readonly #pulse = new Pulse();
  readonly #exited: Promise<void>;
  readonly #ended: Promise<void>;
  readonly #watch: ReturnType<typeof setInterval>;
  #ending: Promise<void> | null = null;
  #isHung = false;
  #isOver = false;
  #tellEnded: () => void = () => {};

  /** @param file the bundled worker */
  constructor(file: string, start: Omit<WorkerStart, 'pulse'>, listener: ThreadListener) {
    this.#wake = start.wake;
    this.#listener = listener;
    const workerData: WorkerStart = { ...start, pulse: this.#pulse.memory };
    // Folders that it opens are for the next thread to go on with, as sockets are.
    this.#worker = new Worker(file, { workerData, trackUnmanagedFds: false });
    this.#worker.on('message', (notice: Notice) => {
      if (!this.#isOver) listener.heard(notice);
    });
    this.#worker.on('error', (error) => console.error('The data plane stopped:', error));
    this.#exited = new Promise((resolve) => this.#worker.once('exit', () => resolve()));
    this.#ended = new Promise((resolve) => {
      this.#tellEnded = resolve;
    });
    unwaited(this.#exited.then(() => this.#over()));
    const heartbeat = new Heartbeat(this.#signs());
    this.#watch = setInterval(() => {
      if (!heartbeat.isHung(this.#signs())) return;
      this.#isHung = true;
      unwaited(this.end());
    }, LOOK_INTERVAL_MS);
    this.#watch.unref();
  }

  post(message: CommandMessage): void {
    this.#worker.postMessage(message);
    this.#wakeUp();
  }

  /** Ends the thread wherever it is; resolves when it is over. */
  end(): Promise<void> {
    this.#ending ??= this.#end();
    return this.#ending;
  }

  /**
   * Lets the thread close everything and end; ends it where it is if that takes too long. True if it
   * closed everything.
   */
  async stop(withinMs: number): Promise<boolean> {
    this.post({ request: 0, command: { type: 'stop' } });
    // The watch may give the thread up meanwhile. Then this timer is all that keeps Node from ending the process
    // by itself, for which it would wait for the thread.
    const patience = new AbortController();
    const tooLate = delay(withinMs, undefined, { signal: patience.signal }).catch(() => {});
    await Promise.race([this.#ended, tooLate]);
    patience.abort();
    const isInOrder = this.#pulse.hasStopped;
    await this.end();
    return isInOrder;
  }

  async #end(): Promise<void> {
    if (this.#isOver) return;
    clearInterval(this.#watch);
    unwaited(this.#worker.terminate());
    // One that sleeps in epoll_wait is woken, so that it meets its end.
    this.#wakeUp();
    await Promise.race([this.#exited, delay(END_MS)]);
    // Only now, for a thread that still runs would throw instead of ending quietly.
    this.#pulse.giveUp();
    if (!this.#isOver) abandon(this.#worker, exitNow);
    this.#over();
  }

  #over(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearInterval(this.#watch);
    this.#tellEnded();
    this.#listener.ended({ isHung: this.#isHung, subject: this.#pulse.subject });
  }

  #signs() {
    return {
      now: performance.now(),
      beats: this.#pulse.beats,
      starvedMs: starvedMs(this.#pulse.thread),
    };
  }

  #wakeUp(): void {
    write(this.#wake, one.address, 8);
  }
}

/** proc(5): `schedstat` is the time on the processor, the time waiting for one, and how often. */
function starvedMs(thread: number): number {
  if (thread === 0) return 0;
  try {
    const text = readFileSync(`/proc/self/task/${thread}/schedstat`, 'latin1');
    return Number(text.split(' ')[1]) / NANOSECONDS_PER_MS;
  } catch {
    // Gone, or a kernel that does not count it.
    return 0;
  }
}
