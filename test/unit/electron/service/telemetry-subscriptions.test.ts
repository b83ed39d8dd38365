import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TelemetrySubscriptions } from '../../../../electron/service/telemetry-subscriptions';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function watched() {
  const samples = { usage: 0, left: 0 };
  const watches = new TelemetrySubscriptions({
    traffic: () => ({ at: 0, nodes: {}, cables: {} }),
    usage: () => {
      samples.usage++;
      return { nodes: {} };
    },
    usageLeft: () => {
      samples.left++;
    },
    view: () => {},
  });
  const heard: string[] = [];
  const open = () => watches.open((event) => heard.push(event));
  return { samples, heard, open };
}

test('samples what machines use only while a page watches it', () => {
  const { samples, heard, open } = watched();
  const page = open();
  page.set({ traffic: true, switches: [] });
  vi.advanceTimersByTime(3000);
  expect(samples.usage).toBe(0);
  page.set({ traffic: true, switches: [], usage: true });
  vi.advanceTimersByTime(2000);
  expect(samples).toEqual({ usage: 3, left: 0 });
  expect(heard.filter((event) => event === 'lab.usage')).toHaveLength(3);
  page.set({ traffic: true, switches: [] });
  vi.advanceTimersByTime(3000);
  expect(samples).toEqual({ usage: 3, left: 1 });
});

test('samples once for two pages, and stops when the last one is closed', () => {
  const { samples, heard, open } = watched();
  const [one, other] = [open(), open()];
  one.set({ traffic: false, switches: [], usage: true });
  other.set({ traffic: false, switches: [], usage: true });
  vi.advanceTimersByTime(1000);
  expect(samples.usage).toBe(2);
  expect(heard).toHaveLength(4);
  one.close();
  other.close();
  vi.advanceTimersByTime(5000);
  expect(samples).toEqual({ usage: 2, left: 1 });
  expect(vi.getTimerCount()).toBe(0);
});
