/** When a machine is ready: by what it prints, by its first frame, or after a time. */
import { setTimeout as delay } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import type { Readiness, StartSettings } from '../../shared/kinds/fields/node-fields';
import { type ConsoleSource, readAlong } from '../console/console-source';

/** Counters lie in shared memory and send no event, so they are looked at. */
const FRAME_POLL_MS = 50;
/** How much of what was printed is looked at; more than any text that is waited for. */
const MAX_SEEN_CHARACTERS = 4096;

/** What a machine's console has printed, as far as a text is waited for in it. */
export class PrintedText {
  #seen = '';
  readonly #waiting = new Set<{ readonly text: string; readonly found: () => void }>();

  /** The same console, whose output is also looked at here. */
  watch(source: ConsoleSource): ConsoleSource {
    return readAlong(source, (text) => this.#printed(text));
  }

  /** Resolves when the text has been printed, now or before; never when it is not. */
  contains(text: string): Promise<void> {
    return new Promise((resolve) => {
      const waiter = { text, found: resolve };
      this.#waiting.add(waiter);
      this.#look();
    });
  }

  #printed(text: string): void {
    this.#seen = (this.#seen + text).slice(-MAX_SEEN_CHARACTERS);
    if (this.#waiting.size > 0) this.#look();
  }

  #look(): void {
    // Colours and titles may stand between the letters of the text.
    const plain = stripVTControlCharacters(this.#seen);
    for (const waiter of this.#waiting) {
      if (!plain.includes(waiter.text)) continue;
      this.#waiting.delete(waiter);
      waiter.found();
    }
  }
}

/** What there is to see of a machine. */
export interface Signs {
  readonly printed: PrintedText;
  /** How many frames its cards have sent. */
  framesSent(): number;
}

/** What is being waited for, in words; empty if nothing is. */
export function readinessText(ready: Readiness): string {
  switch (ready.by) {
    case 'up':
      return '';
    case 'text':
      return `Waits until it prints “${ready.text}”`;
    case 'frame':
      return 'Waits for its first frame';
    case 'time':
      return `Waits ${ready.seconds} s`;
  }
}

async function firstFrame(signs: Signs, signal: AbortSignal): Promise<void> {
  while (signs.framesSent() === 0) await delay(FRAME_POLL_MS, undefined, { signal });
}

function sign(ready: Readiness, signs: Signs, signal: AbortSignal): Promise<unknown> {
  switch (ready.by) {
    case 'up':
      return Promise.resolve();
    case 'text':
      return signs.printed.contains(ready.text);
    case 'frame':
      return firstFrame(signs, signal);
    case 'time':
      return delay(ready.seconds * 1000, undefined, { signal });
  }
}

/**
 * Waits until a machine that is up is ready. True when it is, false when its patience ran out first or
 * `signal` aborted.
 */
export async function untilReady(
  { ready, patience }: StartSettings,
  signs: Signs,
  signal: AbortSignal,
): Promise<boolean> {
  if (ready.by === 'up') return true;
  const settled = new AbortController();
  const until = AbortSignal.any([signal, settled.signal]);
  // A fixed time is not cut short by a patience that is shorter.
  const limitMs = ready.by === 'time' ? ready.seconds * 1000 + 1000 : patience * 1000;
  const late = delay(limitMs, false, { signal: until });
  try {
    return await Promise.race([sign(ready, signs, until).then(() => true), late]);
  } catch {
    return false;
  } finally {
    settled.abort();
    late.catch(() => {});
  }
}
