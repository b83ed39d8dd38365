import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EventLoop } from '../../../../../electron/dataplane/io/event-loop';
import { UNITS_PER_LOOK } from '../../../../../electron/engine/core/limits';
import { TurnBudget } from '../../../../../electron/engine/core/turn-budget';
import { EFD_CLOEXEC, EFD_NONBLOCK, EPOLLIN } from '../../../../../electron/native/constants';
import { close, eventfd, PinnedMemory, write } from '../../../../../electron/native/libc';

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
    loop.dispatch(new TurnBudget(() => 0));
    expect(seen).toBe(EPOLLIN);
  });
});

describe('a turn that is cut short', () => {
  const one = new PinnedMemory(8);
  one.words[0] = 1;
  let loop: EventLoop;
  let events: number[];
  let called: string[];
  /** Says at each look at the clock that another slice is over. */
  let budget: TurnBudget;

  beforeEach(() => {
    loop = new EventLoop();
    called = [];
    let now = 0;
    budget = new TurnBudget(() => {
      now += 100;
      return now;
    });
    events = [0, 1, 2].map((index) => {
      const fd = eventfd(1, EFD_NONBLOCK | EFD_CLOEXEC);
      const costly = {
        ready: () => {
          called.push(String(index));
          budget.spend(UNITS_PER_LOOK);
          budget.spend(UNITS_PER_LOOK);
        },
      };
      loop.add(fd, EPOLLIN, costly);
      return fd;
    });
  });

  afterEach(() => {
    for (const fd of events) close(fd);
    close(loop.fd);
  });

  const turn = () => {
    const ready = loop.wait(0);
    budget.begin();
    loop.dispatch(budget);
    return ready;
  };

  it('goes on with those that had no turn, before it looks for others', () => {
    expect([turn(), turn(), turn()]).toEqual([3, 2, 1]);
    expect([...called].sort()).toEqual(['0', '1', '2']);
    expect(turn()).toBe(3);
  });

  it('calls who is urgent all the same', () => {
    const urgent = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    loop.addUrgent(urgent, EPOLLIN, { ready: () => called.push('urgent') });
    turn();
    expect(called).toHaveLength(2);
    expect(called[1]).toBe('urgent');
    close(urgent);
  });

  it('forgets what was reported of a descriptor that is closed meanwhile', () => {
    turn();
    const [first] = called;
    const others = events.filter((_, index) => String(index) !== first);
    for (const fd of others) loop.remove(fd);
    for (const fd of others) loop.add(fd, EPOLLIN, { ready: () => called.push('another') });
    // What was reported concerned those that are gone.
    budget.begin();
    loop.dispatch(budget);
    expect(called).toEqual([first]);
  });
});
