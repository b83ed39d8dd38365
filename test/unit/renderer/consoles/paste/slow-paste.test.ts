import { describe, expect, it } from 'vitest';
import {
  pasteSlowly,
  QUIET_MS,
  SILENT_MS,
} from '../../../../../renderer/consoles/paste/slow-paste';

/** A console on a clock of its own, which answers so long after each line; null for never. */
class SlowConsole {
  time = 0;
  readonly sent: { line: string; at: number }[] = [];
  readonly #answerMs: number | null;
  #printedAt = -1;

  constructor(answerMs: number | null) {
    this.#answerMs = answerMs;
  }

  readonly clock = {
    now: () => this.time,
    wait: async (ms: number) => {
      this.time += ms;
      const last = this.sent.at(-1);
      if (last === undefined || this.#answerMs === null) return;
      if (this.time >= last.at + this.#answerMs) this.#printedAt = last.at + this.#answerMs;
    },
  };

  readonly target = {
    send: (line: string) => void this.sent.push({ line, at: this.time }),
    printedAt: () => this.#printedAt,
  };
}

async function paste(text: string, console: SlowConsole, signal = new AbortController().signal) {
  const seen: string[] = [];
  await pasteSlowly(text, console.target, console.clock, signal, (sent, total) =>
    seen.push(`${sent}/${total}`),
  );
  return seen;
}

describe('pasting line by line', () => {
  it('waits for the answer and for quiet after it', async () => {
    const console = new SlowConsole(500);
    expect(await paste('one\ntwo\nrest', console)).toEqual(['1/3', '2/3', '3/3']);
    expect(console.sent.map(({ line }) => line)).toEqual(['one\r', 'two\r', 'rest']);
    expect(console.sent[1]?.at).toBeGreaterThanOrEqual(500 + QUIET_MS);
    expect(console.sent[1]?.at).toBeLessThan(SILENT_MS);
  });

  it('goes on after a while when nothing answers', async () => {
    const console = new SlowConsole(null);
    await paste('one\ntwo\n', console);
    expect(console.sent[1]?.at).toBeGreaterThanOrEqual(SILENT_MS);
  });

  it('stops when told to', async () => {
    const console = new SlowConsole(10);
    const abort = new AbortController();
    abort.abort();
    expect(await paste('one\ntwo\n', console, abort.signal)).toEqual([]);
    expect(console.sent).toEqual([]);
  });
});
