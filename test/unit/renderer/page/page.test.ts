import { expect, it, vi } from 'vitest';
import { currentPage, openPage } from '../../../../renderer/page/page';
import { pageState, pageStore } from '../../../../renderer/page/page-state';

const useCount = pageStore(() => ({ count: 0 }));
const names = pageState(() => new Set<string>());

/** Every test begins with a page of its own; this is the next one in the same document. */
function nextPage() {
  currentPage().dispose();
  return openPage();
}

it('gives every page stores and state of its own', () => {
  useCount.setState({ count: 3 });
  names().add('one');
  expect([useCount.getState().count, [...names()]]).toEqual([3, ['one']]);
  nextPage();
  expect([useCount.getState().count, [...names()]]).toEqual([0, []]);
});

it('leaves no subscription of the page before', () => {
  const heard = vi.fn();
  useCount.subscribe(heard);
  nextPage();
  useCount.setState({ count: 1 });
  expect(heard).not.toHaveBeenCalled();
});

it('releases what it has, the last first, and once', () => {
  const order: string[] = [];
  const page = currentPage();
  page.onDispose(() => order.push('first'));
  const takeBack = page.onDispose(() => order.push('taken back'));
  page.onDispose(() => order.push('last'));
  takeBack();
  nextPage();
  page.dispose();
  expect(order).toEqual(['last', 'first']);
  expect(page.isDisposed).toBe(true);
});

it('releases the rest when one of them fails, and tells of it', () => {
  const released = vi.fn();
  const page = currentPage();
  page.onDispose(released);
  page.onDispose(() => {
    throw new Error('in use');
  });
  expect(() => page.dispose()).toThrow(AggregateError);
  expect(released).toHaveBeenCalledOnce();
  openPage();
});

it('stops listening', () => {
  const target = new EventTarget() as Window;
  const heard = vi.fn();
  currentPage().listen(target, 'focus', heard, { capture: true });
  target.dispatchEvent(new Event('focus'));
  nextPage();
  target.dispatchEvent(new Event('focus'));
  expect(heard).toHaveBeenCalledOnce();
});

it('calls off what was to be done later', () => {
  vi.useFakeTimers();
  const done = vi.fn();
  const page = currentPage();
  page.timeout(done, 10);
  page.timeout(done, 10)();
  vi.advanceTimersByTime(10);
  expect(done).toHaveBeenCalledOnce();
  page.timeout(done, 10);
  nextPage();
  vi.advanceTimersByTime(10);
  expect(done).toHaveBeenCalledOnce();
  vi.useRealTimers();
});

it('is one at a time', () => {
  expect(() => openPage()).toThrow('already');
  currentPage().dispose();
  expect(() => useCount.getState()).toThrow('No page is open');
  openPage();
});
