/** What the page feels like: the times between its frames, and from a key to the frame that shows it. */
import type { Page } from 'playwright-core';
import { quantile } from '../statistics';

const LIMIT_MS = 30_000;

declare global {
  interface Window {
    benchFrames?: { times: number[]; running: boolean };
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
 * Milliseconds from the next press of a key, as the browser stamps it, to the first frame in which so
 * many elements match.
 */
export async function keyToCount(
  page: Page,
  key: string,
  selector: string,
  count: number,
): Promise<number> {
  const measured = page.evaluate(
    ({ selector, count, limitMs }) =>
      new Promise<number>((done, failed) => {
        const matching = () => window.document.querySelectorAll(selector).length;
        setTimeout(() => failed(new Error(`${matching()} instead of ${count}`)), limitMs);
        const press = ({ timeStamp }: KeyboardEvent) => {
          const look = () => {
            if (matching() === count) {
              // The frame after this one shows what the page holds now.
              requestAnimationFrame(() => done(performance.now() - timeStamp));
            } else requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        };
        window.addEventListener('keydown', press, { capture: true, once: true });
      }),
    { selector, count, limitMs: LIMIT_MS },
  );
  await page.keyboard.press(key);
  return measured;
}
