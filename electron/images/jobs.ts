/** Downloads, recipes and copies that are under way, and how the latest ones ended. */
import { randomUUID } from 'node:crypto';
import type { ImageJob } from '../../shared/contract/service-images';
import { FailureError, failureOf } from '../../shared/failure/failure';

/** Often enough for a bar that moves, seldom enough for a page to draw. */
const TELL_INTERVAL_MS = 100;
const MAX_ENDED = 20;

/** What a job's work may use to say how far it is. */
export interface JobProgress {
  readonly id: string;
  readonly signal: AbortSignal;
  step(step: string): void;
  bytes(done: number, total: number): void;
}

export interface JobSpec {
  readonly title: string;
  readonly totalBytes: number;
  /** What tells that two jobs do the same: while one runs, the other is not begun. */
  readonly key?: string;
  readonly resume?: ImageJob['resume'];
  /** Does it, and returns the ids of the images that came of it. */
  run(progress: JobProgress): Promise<string[]>;
  /** Called when an ended job is forgotten: what was kept to go on with goes as well. */
  forget?(): Promise<void>;
}

interface Entry {
  job: ImageJob;
  readonly spec: JobSpec;
  readonly abort: AbortController;
  readonly ended: Promise<void>;
}

export class ImageJobs {
  readonly #entries = new Map<string, Entry>();
  readonly #tell: (job: ImageJob) => void;
  readonly #told = new Map<string, number>();
  readonly #due = new Map<string, NodeJS.Timeout>();

  /** @param tell called with a job whenever there is something new of it, at most ten times a second */
  constructor(tell: (job: ImageJob) => void) {
    this.#tell = tell;
  }

  /** All that run, and the latest that ended; the newest first. */
  list(): ImageJob[] {
    return [...this.#entries.values()].map(({ job }) => job).reverse();
  }

  start(spec: JobSpec): ImageJob {
    const same = [...this.#entries.values()].find(
      ({ job, spec: { key } }) => key !== undefined && key === spec.key && job.state === 'running',
    );
    if (same !== undefined) return same.job;
    this.#dropEnded(spec.key);
    const id = randomUUID();
    const job: ImageJob = {
      id,
      title: spec.title,
      state: 'running',
      step: 'Beginning',
      doneBytes: 0,
      totalBytes: spec.totalBytes,
      failure: null,
      images: [],
      resume: null,
    };
    const abort = new AbortController();
    const ended = Promise.resolve().then(() => this.#run(id, spec, abort.signal));
    this.#entries.set(id, { job, spec, abort, ended });
    this.#tell(job);
    return job;
  }

  /** Ends a job that runs, and resolves when it has; forgets one that has ended. */
  async cancel(id: string): Promise<void> {
    const entry = this.#entries.get(id);
    if (entry === undefined) return;
    if (entry.job.state !== 'running') {
      this.#entries.delete(id);
      await entry.spec.forget?.();
      return;
    }
    entry.abort.abort();
    await entry.ended;
  }

  /** Ends all that run; resolves when nothing of them is at work. */
  async close(): Promise<void> {
    const running = [...this.#entries.values()].filter(({ job }) => job.state === 'running');
    for (const { abort } of running) abort.abort();
    await Promise.all(running.map(({ ended }) => ended));
  }

  async #run(id: string, spec: JobSpec, signal: AbortSignal): Promise<void> {
    const progress: JobProgress = {
      id,
      signal,
      step: (step) => this.#update(id, { step }),
      bytes: (doneBytes, totalBytes) => this.#progress(id, { doneBytes, totalBytes }),
    };
    const { resume = null } = spec;
    try {
      const images = await spec.run(progress);
      this.#update(id, { state: 'done', step: 'Done', images });
    } catch (error) {
      const failure = failureOf(error);
      if (failure.code === 'internal') console.error(`${spec.title}:`, error);
      if (signal.aborted) this.#update(id, { state: 'cancelled', step: 'Cancelled', resume });
      else
        this.#update(id, {
          state: 'failed',
          step: 'Failed',
          failure,
          resume: kept(failure.code, resume),
        });
    }
  }

  #progress(id: string, change: Partial<ImageJob>): void {
    const waited = performance.now() - (this.#told.get(id) ?? 0);
    this.#update(id, change, waited >= TELL_INTERVAL_MS);
    // Where nothing comes any more, what came last is told as well.
    if (waited >= TELL_INTERVAL_MS || this.#due.has(id)) return;
    const due = setTimeout(() => this.#update(id, {}), TELL_INTERVAL_MS - waited);
    this.#due.set(id, due.unref());
  }

  #update(id: string, change: Partial<ImageJob>, tells = true): void {
    if (tells) {
      clearTimeout(this.#due.get(id));
      this.#due.delete(id);
    }
    const entry = this.#entries.get(id);
    if (entry === undefined) return;
    entry.job = { ...entry.job, ...change };
    if (!tells) return;
    this.#told.set(id, performance.now());
    this.#tell(entry.job);
  }

  /** Forgets the oldest that ended, and those that the new one does over again. */
  #dropEnded(key: string | undefined): void {
    const ended = [...this.#entries.values()].filter(({ job }) => job.state !== 'running');
    const again = ended.filter(({ spec }) => key !== undefined && spec.key === key);
    for (const { job } of [...again, ...ended.slice(0, -MAX_ENDED)]) this.#entries.delete(job.id);
  }
}

/** After a wrong checksum nothing is left to go on with. */
function kept(code: string, resume: ImageJob['resume']): ImageJob['resume'] {
  return code === 'checksum-wrong' ? null : resume;
}

export function cancelled(): FailureError {
  return new FailureError({
    code: 'cancelled',
    message: 'It was cancelled.',
    next: 'Begin it again if you want it after all.',
  });
}
