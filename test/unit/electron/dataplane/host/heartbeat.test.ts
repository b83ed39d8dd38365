/** When a thread is taken for one that hangs, and when it is not. */
import { beforeEach, describe, expect, it } from 'vitest';
import { Heartbeat, START_MS } from '../../../../../electron/dataplane/host/heartbeat';
import { Replacements } from '../../../../../electron/dataplane/host/replacements';

/** Looks as the main thread takes them; returns after how many milliseconds the thread hangs, or null. */
class Watched {
  now = 1_000;
  beats = 5;
  starvedMs = 0;
  readonly heartbeat = new Heartbeat(this.#signs());

  #signs() {
    const { now, beats, starvedMs } = this;
    return { now, beats, starvedMs };
  }

  look(afterMs: number): boolean {
    this.now += afterMs;
    return this.heartbeat.isHung(this.#signs());
  }

  hangsWithin(ms: number, change: () => void = () => {}): boolean {
    for (const end = this.now + ms; this.now < end; ) {
      change();
      if (this.look(200)) return true;
    }
    return false;
  }
}

let thread: Watched;

beforeEach(() => {
  thread = new Watched();
});

describe('a thread', () => {
  it('hangs after a second without a beat', () => {
    expect(thread.hangsWithin(800)).toBe(false);
    expect(thread.look(200)).toBe(true);
  });

  it('lives as long as it goes on, however slowly', () => {
    expect(thread.hangsWithin(700)).toBe(false);
    thread.beats += 1;
    expect(thread.look(200)).toBe(false);
    expect(thread.hangsWithin(800)).toBe(false);
  });

  it('is not blamed for the time in which nobody looked', () => {
    thread.look(200);
    // The computer slept for an hour, or this process was stopped, or its own thread was busy.
    expect(thread.look(3_600_000)).toBe(false);
    expect(thread.look(200)).toBe(false);
    thread.beats += 1;
    expect(thread.look(200)).toBe(false);
  });

  it('is not blamed for waiting for a processor', () => {
    expect(thread.hangsWithin(60_000, () => (thread.starvedMs += 200))).toBe(false);
  });

  it('is found when it gets half of a processor and makes nothing of it', () => {
    expect(thread.hangsWithin(2_200, () => (thread.starvedMs += 100))).toBe(true);
  });

  it('has more time until its first beat', () => {
    thread = new Watched();
    thread.beats = 0;
    thread.look(0);
    expect(thread.hangsWithin(START_MS - 400)).toBe(false);
    expect(thread.hangsWithin(800)).toBe(true);
  });
});

describe('what follows from ends', () => {
  it('is another thread, then one without what was done last, then none', () => {
    const replacements = new Replacements();
    const verdicts = [0, 1, 2, 3, 4, 5].map((second) => replacements.ended(second * 1_000));
    expect(verdicts).toEqual([
      'replace',
      'replace',
      'leave-out',
      'leave-out',
      'leave-out',
      'give-up',
    ]);
  });

  it('is another thread each time when they are far between', () => {
    const replacements = new Replacements();
    const verdicts = [0, 40, 80, 120].map((second) => replacements.ended(second * 1_000));
    expect(verdicts).toEqual(['replace', 'replace', 'replace', 'replace']);
  });

  it('begins anew when the user wants another try', () => {
    const replacements = new Replacements();
    for (let end = 0; end < 7; end++) replacements.ended(end);
    replacements.forget();
    expect(replacements.ended(8)).toBe('replace');
  });
});
