import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  IDLE_LOOKS,
  LOOK_MS,
  resizeWhenIdle,
} from '../../../../../electron/machines/uml/resize-when-idle';

const IDLE_MS = IDLE_LOOKS * LOOK_MS;

function idleSource() {
  const sizes: string[] = [];
  const load = { ticks: 5000, working: false };
  let print: (text: string) => void = () => {};
  const source = resizeWhenIdle(
    {
      write: () => {},
      pause: () => {},
      resume: () => {},
      resize: (columns, rows) => sizes.push(`${columns}x${rows}`),
      onOutput: (listener) => {
        print = listener;
      },
    },
    () => load,
  );
  const heard: string[] = [];
  source.onOutput((text) => heard.push(text));
  return { source, sizes, heard, load, print: (text: string) => print(text) };
}

describe('resizes of a UML console', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('wait until the guest has done nothing for a while, and only the last one counts', () => {
    const { source, sizes } = idleSource();
    source.resize(80, 24);
    vi.advanceTimersByTime(IDLE_MS - 1);
    source.resize(100, 30);
    expect(sizes).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(sizes).toEqual(['100x30']);
  });

  it('wait for a silent guest that uses the processor', () => {
    const { source, sizes, load } = idleSource();
    source.resize(100, 30);
    for (let look = 0; look < 100; look += 1) {
      load.ticks += 1;
      vi.advanceTimersByTime(LOOK_MS);
    }
    expect(sizes).toEqual([]);
    vi.advanceTimersByTime(IDLE_MS);
    expect(sizes).toEqual(['100x30']);
  });

  it('wait for a guest that gets no processor although it wants to', () => {
    const { source, sizes, load } = idleSource();
    load.working = true;
    source.resize(100, 30);
    vi.advanceTimersByTime(10 * IDLE_MS);
    expect(sizes).toEqual([]);
    load.working = false;
    vi.advanceTimersByTime(IDLE_MS + LOOK_MS);
    expect(sizes).toEqual(['100x30']);
  });

  it('take the timers of an idle guest for nothing', () => {
    const { source, sizes, load } = idleSource();
    source.resize(100, 30);
    vi.advanceTimersByTime(IDLE_MS / 2);
    load.ticks += 2;
    vi.advanceTimersByTime(IDLE_MS / 2);
    expect(sizes).toEqual(['100x30']);
  });

  it('are passed on once', () => {
    const { source, sizes } = idleSource();
    source.resize(100, 30);
    vi.advanceTimersByTime(20 * IDLE_MS);
    expect(sizes).toEqual(['100x30']);
  });

  it('do not hold back what the guest prints', () => {
    const { source, heard, print } = idleSource();
    source.resize(100, 30);
    print('booting');
    expect(heard).toEqual(['booting']);
  });
});
