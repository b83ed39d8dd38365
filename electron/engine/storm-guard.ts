/**
 * Notices loops and holds them down. In a loop the copies of a broadcast come back by another port
 * than the one behind which their sender lives. A few such frames are normal, when a host has moved;
 * dozens in a second are a loop. While it lasts, flooded frames are only taken from the port behind
 * which their sender was learned: the copies that come round end there, everything else passes.
 *
 * Frames whose sender cannot be learned, and hubs, give no such sign. There the guard hears of frames
 * that were copied without end, and lets only few be flooded while that goes on.
 */
import type { Storm } from '../../shared/switch-view';

/** Frames from the wrong side within a second that make a loop. */
const STRAYS_PER_SECOND = 50;
/** A loop is gone when nothing strayed for this long, in milliseconds. */
const CALM_MS = 10_000;
const WINDOW_MS = 1_000;
/** Floods per second of frames from nobody knows where, while frames are copied without end. */
const FLOODS_PER_SECOND = 50;
const NOBODY = -1;

export class StormGuard {
  readonly #changed: (storm: Storm | null) => void;
  #isOn = false;
  /** Whether frames were copied without end in this storm. */
  #isEndless = false;
  #windowStart = 0;
  #strays = 0;
  #floods = 0;
  #lastStray = Number.NEGATIVE_INFINITY;
  readonly #ports = new Set<number>();

  /** @param changed hears of a storm when it is noticed and of null when it is over */
  constructor(changed: (storm: Storm | null) => void) {
    this.#changed = changed;
  }

  /** A frame came by `port` though its sender was seen on `home` a moment ago. */
  stray(port: number, home: number, now: number): void {
    this.#lastStray = now;
    this.#turn(now);
    this.#ports.add(port);
    this.#ports.add(home);
    if (++this.#strays === STRAYS_PER_SECOND) this.#begin();
  }

  /** A frame was copied, or handed on, more often than any sane network needs. */
  endless(port: number, now: number): void {
    this.#lastStray = now;
    this.#turn(now);
    this.#ports.add(port);
    this.#isEndless = true;
    this.#begin();
  }

  /**
   * Whether a frame may be flooded now; to be asked while there is a storm in the lab.
   *
   * @param home the port behind which its sender lives, -1 if that is not known
   */
  mayFlood(port: number, home: number, now: number): boolean {
    if (home !== NOBODY) return home === port;
    if (!this.#isEndless) return true;
    this.#turn(now);
    return ++this.#floods <= FLOODS_PER_SECOND;
  }

  /** Ends a storm that is over; to be called every few seconds. */
  expire(now: number): void {
    if (this.#isOn && now - this.#lastStray > CALM_MS) this.end();
  }

  /** Takes the storm for over: the ways that frames take were changed. */
  end(): void {
    this.#strays = 0;
    this.#ports.clear();
    if (!this.#isOn) return;
    this.#isOn = false;
    this.#isEndless = false;
    this.#changed(null);
  }

  #turn(now: number): void {
    if (now - this.#windowStart < WINDOW_MS) return;
    this.#windowStart = now;
    this.#strays = 0;
    this.#floods = 0;
    if (!this.#isOn) this.#ports.clear();
  }

  #begin(): void {
    if (this.#isOn) return;
    this.#isOn = true;
    const ports = [...this.#ports].sort((one, other) => one - other);
    this.#changed({ ports });
  }
}
