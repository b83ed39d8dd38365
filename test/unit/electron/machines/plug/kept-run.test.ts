import { describe, expect, it } from 'vitest';
import { type Clock, KeptRun } from '../../../../../electron/machines/plug/kept-run';
import type { Child, ChildExit } from '../../../../../electron/supervisor/supervised-child';
import { type Failure, FailureError } from '../../../../../shared/failure/failure';

class FakeChild implements Child {
  readonly pid = 2;
  end: (code: number) => void = () => {};
  readonly exited = new Promise<ChildExit>((resolve) => {
    this.end = (code) => resolve({ code, signal: null, lastOutput: '' });
  });

  async stop(): Promise<void> {
    this.end(0);
  }
}

/** Time that passes when a test says so. */
class FakeClock implements Clock {
  now = 0;
  readonly waits: number[] = [];
  pass: () => void = () => {};

  nowMs(): number {
    return this.now;
  }

  wait(delayMs: number, signal: AbortSignal): Promise<void> {
    this.waits.push(delayMs);
    return new Promise((resolve, reject) => {
      this.pass = () => {
        this.now += delayMs;
        resolve();
      };
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  }
}

const failure = (message: string): Failure => ({ code: 'program-failed', message, next: 'Wait.' });
/** Lets everything happen that waits for nothing outside. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

function stage() {
  const clock = new FakeClock();
  const first = new FakeChild();
  const next: (FakeChild | Failure)[] = [];
  const troubles: (Failure | null | undefined)[] = [];
  const details: string[] = [];
  const run = new KeptRun(first, {
    what: 'far away',
    open: async () => {
      const result = next.shift() ?? failure('nothing there');
      if (result instanceof FakeChild) return result;
      throw new FailureError(result);
    },
    fallen: ({ code }) => failure(`fell with ${code}`),
    told: {
      report: (detail) => details.push(detail),
      tell: ({ trouble }) => troubles.push(trouble),
    },
    clock,
  });
  return { run, clock, first, next, troubles, details };
}

describe('KeptRun', () => {
  it('says what is wrong until the process is back', async () => {
    const { run, clock, first, next, troubles, details } = stage();
    expect(run.detail).toBe('far away');
    next.push(failure('not yet'), new FakeChild());
    first.end(3);
    await settle();
    expect(troubles).toEqual([
      { ...failure('fell with 3'), next: 'It starts again in 0.5 s. Wait.' },
    ]);
    clock.pass();
    await settle();
    expect(troubles[1]).toEqual({
      ...failure('not yet'),
      next: 'It starts again in 1 s. Wait.',
    });
    clock.pass();
    await settle();
    expect(troubles[2]).toBeNull();
    expect(details).toEqual([
      'Down, starts again in 0.5 s',
      'Down, starts again in 1 s',
      'far away, restarted once',
    ]);
    await run.stop();
    expect(await run.exited).toEqual({ failure: null });
  });

  it('counts the restarts, and waits longer for each that comes soon after', async () => {
    const { run, clock, first, next, details } = stage();
    const second = new FakeChild();
    next.push(second, new FakeChild());
    for (const child of [first, second]) {
      child.end(0);
      await settle();
      clock.pass();
      await settle();
    }
    expect(clock.waits).toEqual([500, 1000]);
    expect(details.at(-1)).toBe('far away, restarted 2 times');
    await run.stop();
  });

  it('is stopped at once while it waits, and tells nothing after that', async () => {
    const { run, first, troubles } = stage();
    first.end(1);
    await settle();
    await run.stop();
    expect(await run.exited).toEqual({ failure: null });
    expect(troubles).toHaveLength(1);
  });

  it('tells nothing of a process that ends because it is stopped', async () => {
    const { run, troubles } = stage();
    await run.stop();
    expect(await run.exited).toEqual({ failure: null });
    expect(troubles).toEqual([]);
  });
});
