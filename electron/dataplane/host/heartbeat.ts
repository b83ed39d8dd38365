/**
 * Decides from a thread's signs of life whether it hangs. Pure: time, beats and what the scheduler says
 * are parameters.
 *
 * Silence is only counted while the main thread itself was awake to see it: after a suspended computer,
 * a SIGSTOP or a long turn of its own it knows nothing of the time before. Neither counts the time in
 * which the thread wanted to run and other programs had the processors.
 */

/** How often {@link Heartbeat.isHung} is to be asked, in milliseconds. */
export const LOOK_INTERVAL_MS = 200;
/** The thread never sleeps longer than this without a beat, in milliseconds. */
export const BEAT_INTERVAL_MS = 250;
/** A thread that runs and does not answer for so long hangs, in milliseconds. */
const HANG_MS = 1_000;
/** What loading its code and warming up may take, in milliseconds. */
export const START_MS = 20_000;
/** One look stands for no more time than this, in milliseconds. */
const LONGEST_LOOK_MS = 1.5 * LOOK_INTERVAL_MS;

export interface SignsOfLife {
  /** Monotonic, in milliseconds. */
  readonly now: number;
  /** See {@link Pulse.beats}. */
  readonly beats: number;
  /** How long the thread has waited for a processor since it began, in milliseconds; 0 if not known. */
  readonly starvedMs: number;
}

export class Heartbeat {
  #last: SignsOfLife;
  #silentMs = 0;

  constructor(first: SignsOfLife) {
    this.#last = first;
  }

  /** Takes a look; true when the thread has been silent for too long. */
  isHung(seen: SignsOfLife): boolean {
    const { now, beats, starvedMs } = this.#last;
    this.#last = seen;
    if (seen.beats !== beats) {
      this.#silentMs = 0;
      return false;
    }
    const looked = Math.min(seen.now - now, LONGEST_LOOK_MS);
    this.#silentMs += Math.max(0, looked - Math.max(0, seen.starvedMs - starvedMs));
    return this.#silentMs >= (beats === 0 ? START_MS : HANG_MS);
  }
}
