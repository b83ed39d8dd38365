/** What the page feels like: the times between its frames, and from a key to the frame that shows it. */
import type { Page } from 'playwright-core';
import { quantile } from '../statistics';

const LIMIT_MS = 30_000;

declare global {
  interface Window {
    benchFrames?: { times: number[]; running: boolean };
    benchAnswer?: Promise<number>;
  }
}

/** Records a time at each frame that the page draws, until {@link endFrames}. */
export async function beginFrames(page: Page): Promise<void> {
  await page.evaluate(() => {
    const record = { times: [performance.now()], running: true };
    window.benchFrames = record;
    const tick = () => {
      record.times.push(performance.now());
      if (record.running) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
}

/** The milliseconds between frames since {@link beginFrames}. */
export async function endFrames(page: Page): Promise<number[]> {
  const times = await page.evaluate(() => {
    const record = window.benchFrames ?? { times: [], running: false };
    record.running = false;
    return record.times;
  });
  return times.slice(1).map((time, index) => time - times[index]!);
}

export interface FrameFigures {
  readonly median: number;
  readonly p95: number;
  readonly longest: number;
  readonly frames: number;
}

export function figuresOf(intervals: readonly number[]): FrameFigures {
  return {
    median: quantile(intervals, 0.5),
    p95: quantile(intervals, 0.95),
    longest: Math.max(...intervals),
    frames: intervals.length,
  };
}

/**
 * Milliseconds from an act, as the browser stamps its event, to what `arm` waits for in the page. The
 * watch is there before the act begins: a message to the page may be overtaken by a key.
 *
 * @param arm runs in the page and gives the time when the answer shows
 */
export async function answerTime<A>(
  page: Page,
  arm: (given: A) => Promise<number>,
  given: A,
  act: () => Promise<void>,
): Promise<number> {
  // What this evaluates to is awaited, so that it must not be the promise.
  await page.evaluate(`
    window.benchAnswer = (${arm})(${JSON.stringify(given)});
    window.benchAnswer.catch(() => {});
    undefined;
  `);
  await act();
  return page.evaluate(() => window.benchAnswer!);
}

/**
 * Milliseconds from the press of a key to the first frame in which so many elements match.
 *
 * @param keys as `Control+z`. The hand holds Control when it presses z, and the time begins with z
 */
export async function keyToCount(
  page: Page,
  keys: string,
  selector: string,
  count: number,
): Promise<number> {
  const [key, ...held] = keys.split('+').reverse();
  for (const modifier of held) await page.keyboard.down(modifier);
  await nextFrame(page);
  const time = await answerTime(page, untilCount, { selector, count, limitMs: LIMIT_MS }, () =>
    page.keyboard.press(key!),
  );
  for (const modifier of held) await page.keyboard.up(modifier);
  return time;
}

/** Gestures happen at the pace of frames, as those of a hand do. */
export async function nextFrame(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
}

/** Runs in the page. */
function untilCount(given: { selector: string; count: number; limitMs: number }): Promise<number> {
  const { selector, count, limitMs } = given;
  const matching = () => window.document.querySelectorAll(selector).length;
  return new Promise((done, failed) => {
    setTimeout(() => failed(new Error(`${matching()} instead of ${count}`)), limitMs);
    const press = ({ timeStamp }: KeyboardEvent) => {
      const look = () => {
        // The frame after this one shows what the page holds now.
        if (matching() === count) requestAnimationFrame(() => done(performance.now() - timeStamp));
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    };
    window.addEventListener('keydown', press, { capture: true, once: true });
  });
}
