import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { QUIET_MS, resizeWhenQuiet } from '../../../electron/machines/uml/resize-when-quiet';

function quietSource() {
  const sizes: string[] = [];
  let print: (text: string) => void = () => {};
  const source = resizeWhenQuiet({
    write: () => {},
    pause: () => {},
    resume: () => {},
    resize: (columns, rows) => sizes.push(`${columns}x${rows}`),
    onOutput: (listener) => {
      print = listener;
    },
  });
  const heard: string[] = [];
  source.onOutput((text) => heard.push(text));
  return { source, sizes, heard, print: (text: string) => print(text) };
}

describe('resizes of a UML console', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('wait until the guest has been quiet, and only the last one counts', () => {
    const { source, sizes, print } = quietSource();
    source.resize(80, 24);
    source.resize(100, 30);
    vi.advanceTimersByTime(QUIET_MS - 1);
    print('booting');
    vi.advanceTimersByTime(QUIET_MS - 1);
    expect(sizes).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(sizes).toEqual(['100x30']);
  });

  it('are passed on once', () => {
    const { source, sizes, print } = quietSource();
    source.resize(100, 30);
    vi.advanceTimersByTime(QUIET_MS);
    print('more');
    vi.advanceTimersByTime(10 * QUIET_MS);
    expect(sizes).toEqual(['100x30']);
  });

  it('do not hold back what the guest prints', () => {
    const { source, heard, print } = quietSource();
    source.resize(100, 30);
    print('now');
    expect(heard).toEqual(['now']);
  });
});
