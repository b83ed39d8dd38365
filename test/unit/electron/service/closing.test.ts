/** The end of the service comes, whatever one of its steps does. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Closing } from '../../../../electron/service/closing';

const forEver = () => new Promise<void>(() => {});

let said: string[];
let closing: Closing;

beforeEach(() => {
  vi.useFakeTimers();
  said = [];
  closing = new Closing((words, error) => said.push(`${words} ${error}`.trim()));
});

afterEach(() => {
  vi.useRealTimers();
});

describe('a step of the end', () => {
  it('is waited for', async () => {
    let isDone = false;
    const step = closing.step('wait', 1_000, async () => {
      await new Promise((resolve) => setTimeout(resolve, 900));
      isDone = true;
    });
    await vi.advanceTimersByTimeAsync(900);
    await step;
    expect(isDone).toBe(true);
    expect(said).toEqual([]);
  });

  it('is left to itself when its time is over, which is said', async () => {
    const step = closing.step('stop all machines', 1_000, forEver);
    await vi.advanceTimersByTimeAsync(1_000);
    await step;
    expect(said).toEqual(['vdelab: could not stop all machines in time']);
  });

  it('that fails keeps no other from being taken, whether at once or later', async () => {
    await closing.step('remove the folder', 1_000, () => {
      throw new Error('EBUSY');
    });
    await closing.step('end all programs', 1_000, () => Promise.reject(new Error('EPERM')));
    expect(said).toEqual([
      'vdelab: could not remove the folder: Error: EBUSY',
      'vdelab: could not end all programs: Error: EPERM',
    ]);
  });

  it('takes a few seconds at most from when somebody is in a hurry', async () => {
    const step = closing.step('stop all machines', 180_000, forEver);
    await vi.advanceTimersByTimeAsync(10_000);
    closing.skipGrace();
    await vi.advanceTimersByTimeAsync(5_000);
    await step;
    const next = closing.step('end downloads', 180_000, forEver);
    await vi.advanceTimersByTimeAsync(5_000);
    await next;
    expect(said).toHaveLength(2);
  });
});
