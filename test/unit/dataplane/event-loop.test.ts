import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EventLoop } from '../../../electron/dataplane/event-loop';
import { EFD_CLOEXEC, EFD_NONBLOCK, EPOLLIN } from '../../../electron/native/constants';
import { close, eventfd, PinnedMemory, write } from '../../../electron/native/libc';

describe.each([
  ['by epoll_pwait2', true],
  ['by epoll_wait', false],
])('the loop that waits %s', (_how, isPrecise) => {
  let loop: EventLoop;
  let event: number;

  beforeEach(() => {
    loop = new EventLoop(isPrecise);
    event = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  });

  afterEach(() => {
    close(event);
    close(loop.fd);
  });

  const waited = (timeoutMs: number) => {
    const begin = performance.now();
    loop.wait(timeoutMs);
    return performance.now() - begin;
  };

  it.each([0.3, 2.2])('sleeps for %d ms, to a fraction of one', (timeoutMs) => {
    const times = Array.from({ length: 21 }, () => waited(timeoutMs)).sort((a, b) => a - b);
    expect(times[0]).toBeGreaterThanOrEqual(timeoutMs - 0.01);
    // Whatever else this computer does, one of them was not held up.
    expect(times[0]! - timeoutMs).toBeLessThan(0.5);
  });

  it('wakes up when a descriptor is ready, and calls its handler', () => {
    let seen = 0;
    loop.add(event, EPOLLIN, {
      ready: (events) => {
        seen = events;
      },
    });
    expect(loop.wait(0)).toBe(0);
    const one = new PinnedMemory(8);
    one.words[0] = 1;
    write(event, one.address, 8);
    for (const timeoutMs of [0, 0.5, 60_000.5]) expect(loop.wait(timeoutMs)).toBe(1);
    loop.dispatch(1);
    expect(seen).toBe(EPOLLIN);
  });
});
