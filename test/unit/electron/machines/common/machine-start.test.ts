import { describe, expect, it } from 'vitest';
import { type StartRace, untilUp } from '../../../../../electron/machines/common/machine-start';
import type { Child, ChildExit } from '../../../../../electron/supervisor/supervised-child';
import { type Failure, failureOf } from '../../../../../shared/failure/failure';

class FakeChild implements Child {
  readonly pid = 2;
  stopped = false;
  end: (code: number) => void = () => {};
  readonly exited = new Promise<ChildExit>((resolve) => {
    this.end = (code) => resolve({ code, signal: null, lastOutput: 'last words' });
  });

  async stop(): Promise<void> {
    this.stopped = true;
    this.end(0);
  }
}

const failure = (message: string): Failure => ({ code: 'program-failed', message, next: '' });

function raceOf(child: Child, change: Partial<StartRace>): StartRace {
  return {
    node: { id: 'n1', name: 'node' },
    child,
    up: () => new Promise(() => {}),
    ended: (exit) => failure(`ended with ${exit.code}: ${exit.lastOutput}`),
    late: failure('late'),
    limitMs: 60_000,
    signal: new AbortController().signal,
    ...change,
  };
}

describe('untilUp', () => {
  it('resolves when the machine is up, and leaves it running', async () => {
    const child = new FakeChild();
    await untilUp(raceOf(child, { up: async () => {} }));
    expect(child.stopped).toBe(false);
  });

  it('tells the last words of a child that ended', async () => {
    const child = new FakeChild();
    child.end(3);
    const thrown = await untilUp(raceOf(child, {})).catch(failureOf);
    expect(thrown).toMatchObject({ message: 'ended with 3: last words' });
  });

  it('prefers them to the connection that broke before', async () => {
    const child = new FakeChild();
    const up = async () => {
      setImmediate(() => child.end(4));
      throw new Error('connection reset');
    };
    const thrown = await untilUp(raceOf(child, { up })).catch(failureOf);
    expect(thrown).toMatchObject({ message: 'ended with 4: last words' });
  });

  it('stops what does not come up in time', async () => {
    const child = new FakeChild();
    const thrown = await untilUp(raceOf(child, { limitMs: 1 })).catch(failureOf);
    expect(thrown).toMatchObject({ message: 'late' });
    expect(child.stopped).toBe(true);
  });

  it('stops what is not wanted any more, before or while it starts', async () => {
    for (const early of [true, false]) {
      const child = new FakeChild();
      const abort = new AbortController();
      if (early) abort.abort();
      const started = untilUp(raceOf(child, { signal: abort.signal }));
      abort.abort();
      expect(await started.catch(failureOf)).toMatchObject({ code: 'interrupted', record: 'n1' });
      expect(child.stopped).toBe(true);
    }
  });

  it('ends the waiting for what did not come', async () => {
    let until: AbortSignal | null = null;
    const up = (signal: AbortSignal) => {
      until = signal;
      return new Promise(() => {});
    };
    await untilUp(raceOf(new FakeChild(), { up, limitMs: 1 })).catch(failureOf);
    expect(until).toMatchObject({ aborted: true });
  });
});
