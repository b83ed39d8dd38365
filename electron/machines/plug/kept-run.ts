/**
 * A process that is kept up: the node stays when it falls, tells what is wrong, and starts it again
 * after a while that gets longer.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { type Failure, failureOf } from '../../../shared/failure/failure';
import type { Child, ChildExit } from '../../supervisor/supervised-child';
import type { MachineContext, MachineExit, MachineRun } from '../common/machine-driver';
import { BackOff } from './back-off';
import { withRetry } from './plug-causes';

export interface Clock {
  nowMs(): number;
  /** Resolves after the time; rejects when the signal aborts. */
  wait(delayMs: number, signal: AbortSignal): Promise<unknown>;
}

const systemClock: Clock = {
  nowMs: () => performance.now(),
  wait: (delayMs, signal) => delay(delayMs, undefined, { signal }),
};

/** What is kept up, and whom it is told. */
export interface Kept {
  /** A few words on what it is joined to. */
  readonly what: string;
  /** Starts the process; resolves when it is up, throws a FailureError with nothing left behind. */
  readonly open: (signal: AbortSignal) => Promise<Child>;
  /** What it means that the process ended. */
  readonly fallen: (exit: ChildExit) => Failure;
  readonly told: Pick<MachineContext, 'report' | 'tell'>;
  readonly clock?: Clock;
}

const times = (count: number) => (count === 1 ? 'once' : `${count} times`);

export class KeptRun implements MachineRun {
  readonly exited: Promise<MachineExit>;
  readonly detail: string;
  readonly #kept: Kept;
  readonly #clock: Clock;
  readonly #backOff = new BackOff();
  readonly #stopping = new AbortController();
  #child: Child;
  #restarts = 0;

  /** @param child the process, which is up */
  constructor(child: Child, kept: Kept) {
    this.#child = child;
    this.#kept = kept;
    this.#clock = kept.clock ?? systemClock;
    this.detail = kept.what;
    this.exited = this.#keep().then(() => ({ failure: null }));
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#child.stop();
    await this.exited;
  }

  async #keep(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      this.#backOff.up(this.#clock.nowMs());
      const exit = await this.#child.exited;
      if (!this.#stopping.signal.aborted) await this.#bringBack(this.#kept.fallen(exit));
    }
  }

  /** Tries until it is up again or not wanted any more. */
  async #bringBack(fallen: Failure): Promise<void> {
    const { signal } = this.#stopping;
    let failure = fallen;
    while (!signal.aborted) {
      const delayMs = this.#backOff.fell(this.#clock.nowMs());
      this.#tellDown(failure, delayMs);
      // It rejects when the run is stopped meanwhile, which the signal tells as well.
      await this.#clock.wait(delayMs, signal).catch(() => {});
      if (signal.aborted) return;
      try {
        this.#child = await this.#kept.open(signal);
        this.#tellUp();
        return;
      } catch (thrown) {
        failure = failureOf(thrown);
      }
    }
  }

  #tellDown(failure: Failure, delayMs: number): void {
    this.#kept.told.report(`Down, starts again in ${delayMs / 1000} s`);
    this.#kept.told.tell({ trouble: withRetry(failure, delayMs) });
  }

  #tellUp(): void {
    this.#restarts++;
    this.#kept.told.report(`${this.#kept.what}, restarted ${times(this.#restarts)}`);
    this.#kept.told.tell({ trouble: null });
  }
}
