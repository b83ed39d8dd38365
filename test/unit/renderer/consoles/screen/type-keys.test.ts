import { describe, expect, it } from 'vitest';
import {
  BLIND_PATIENCE_MS,
  LEAST_MS,
  MOST_BLIND_PATIENCE_MS,
  patienceMs,
  SHOWING_PATIENCE_MS,
  typeKeys,
} from '../../../../../renderer/consoles/screen/type-keys';

/** A guest that takes a key in so many milliseconds, and loses what comes while 8 keys wait. */
class Guest {
  now = 0;
  shown = '';
  lost = 0;
  goneAt = Number.POSITIVE_INFINITY;
  readonly #queue: { key: string; doneAt: number }[] = [];
  readonly #msFor: (index: number) => number;
  readonly #shows: boolean;
  #taken = 0;

  constructor(msFor: (index: number) => number, shows = true) {
    this.#msFor = msFor;
    this.#shows = shows;
  }

  #work(): void {
    for (let first = this.#queue[0]; first !== undefined; first = this.#queue[0]) {
      if (first.doneAt > this.now) return;
      this.shown += first.key;
      this.#queue.shift();
    }
  }

  readonly target = {
    press: (key: string) => {
      this.#work();
      if (this.#queue.length >= 8) {
        this.lost += 1;
        return;
      }
      const from = Math.max(this.now, this.#queue.at(-1)?.doneAt ?? 0);
      this.#queue.push({ key, doneAt: from + this.#msFor(this.#taken++) });
    },
    changes: () => {
      this.#work();
      return this.#shows ? this.shown.length : 0;
    },
    isGone: () => this.now > this.goneAt,
  };

  readonly clock = {
    now: () => this.now,
    wait: async (ms: number) => {
      this.now += ms;
    },
  };

  async type(text: string, signal = new AbortController().signal, progress = (_: number) => {}) {
    const typed = await typeKeys([...text], this.target, this.clock, signal, progress);
    this.now += 60_000;
    this.target.changes();
    return typed;
  }
}

const text = 'x'.repeat(500).concat('END');

describe('typeKeys', () => {
  it.each([
    ['a quick guest', () => 1],
    ['one that scrolls slowly', (index: number) => (index % 80 === 79 ? 400 : 2)],
    ['one that is held up for a while', (index: number) => (index === 200 ? 900 : 5)],
    ['one that takes long for each', () => 150],
  ])('loses nothing in %s', async (_, msFor) => {
    const guest = new Guest(msFor);
    expect(await guest.type(text)).toBe(text.length);
    expect(guest).toMatchObject({ lost: 0, shown: text });
  });

  it('loses nothing in a guest that shows nothing, at the pace of a quick typist', async () => {
    const guest = new Guest(() => 100, false);
    await guest.type(text);
    expect(guest.lost).toBe(0);
    const [first, later] = [patienceMs(1), patienceMs(500)];
    expect([first, later]).toEqual([BLIND_PATIENCE_MS, MOST_BLIND_PATIENCE_MS]);
    expect(patienceMs(0)).toBe(SHOWING_PATIENCE_MS);
  });

  it('is not hurried by a picture that changes all the time', async () => {
    const guest = new Guest(() => 1);
    let changes = 0;
    const target = { ...guest.target, changes: () => changes++ };
    await typeKeys([...'abcd'], target, guest.clock, new AbortController().signal, () => {});
    expect(guest.now).toBeGreaterThanOrEqual(4 * LEAST_MS);
  });

  it('stops at once, says how far it came, and ends with the machine', async () => {
    const stopping = new AbortController();
    const guest = new Guest(() => 1);
    const seen: number[] = [];
    const typed = await guest.type(text, stopping.signal, (pressed) => {
      seen.push(pressed);
      if (pressed === 20) stopping.abort();
    });
    expect(typed).toBe(20);
    expect(seen).toEqual([...Array(20).keys()].map((index) => index + 1));
    expect(guest.shown).toBe('x'.repeat(20));
    const other = new Guest(() => 1);
    other.goneAt = 1000;
    expect(await other.type(text)).toBeLessThan(50);
  });
});
