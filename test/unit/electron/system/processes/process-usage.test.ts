import { expect, test } from 'vitest';
import {
  memoryTogether,
  type ProcessStat,
  processMemory,
  processStat,
} from '../../../../../electron/system/processes/process-files';
import {
  ProcessorMeter,
  processesOf,
} from '../../../../../electron/system/processes/process-trees';

const line = (state: string) =>
  `4242 (qemu-system-x86) R) ${state} 17 4242 4242 34817 4242 4194560 1 2 3 4 250 50 30 20 20 0 7 0 98765 1 2 3`;

test('reads a process whose name holds a parenthesis', () => {
  expect(processStat(line('S'))).toEqual({
    pid: 4242,
    parent: 17,
    group: 4242,
    startTime: 98_765,
    ticks: 350,
  });
});

test.each([line('Z'), line('X'), '', 'nonsense', '12 (short) S 1'])(
  'reads nothing from %j',
  (text) => {
    expect(processStat(text)).toBeNull();
  },
);

const status = (anon: number, file: number, shmem: number) =>
  `Name:\tuml\nVmRSS:\t   9 kB\nRssAnon:\t   ${anon} kB\nRssFile:\t ${file} kB\nRssShmem:\t${shmem} kB\n`;

test('tells memory of its own from memory that others map as well', () => {
  expect(processMemory(status(100, 20, 3))).toEqual({ own: 102_400, shared: 23_552 });
  expect(processMemory('Name:\tkthreadd\n')).toEqual({ own: 0, shared: 0 });
});

test('counts shared memory of a machine once', () => {
  const memories = [status(1, 0, 64_000), status(2, 0, 60_000)].map(processMemory);
  expect(memoryTogether(memories)).toBe((1 + 2 + 64_000) * 1024);
  expect(memoryTogether([])).toBe(0);
});

const process = (pid: number, parent: number, group: number, ticks = 0, startTime = pid) =>
  ({ pid, parent, group, startTime, ticks }) satisfies ProcessStat;

test('finds the group and the descendants of each leader, and nobody else', () => {
  const all = [
    process(1, 0, 1),
    process(10, 1, 10),
    process(11, 10, 10),
    // It made a group of its own, and its child is in a session of its own.
    process(12, 11, 12),
    process(13, 12, 13),
    process(20, 1, 20),
    // Its parent is gone, but it is still in the group.
    process(21, 1, 20),
    process(30, 1, 30),
  ];
  const trees = processesOf(all, new Set([10, 20]));
  const pids = [...trees].map(([leader, members]) => [leader, members.map(({ pid }) => pid)]);
  expect(pids).toEqual([
    [10, [10, 11, 12, 13]],
    [20, [20, 21]],
  ]);
});

test('does not go round in a list that changed while it was read', () => {
  expect(processesOf([process(5, 6, 5), process(6, 5, 6)], new Set([9])).size).toBe(0);
});

const tree = (...members: ProcessStat[]) => new Map([[members[0]!.pid, members]]);

test('says nothing after the first sample, and percent of one processor after the second', () => {
  const meter = new ProcessorMeter();
  expect(meter.sample(0, tree(process(10, 1, 10, 5000)))).toBeNull();
  const percents = meter.sample(2000, tree(process(10, 1, 10, 5100), process(11, 10, 10, 200)));
  // 300 ticks are three seconds of work within two: one and a half processors.
  expect(percents?.get(10)).toBe(150);
});

test('takes a process that was started anew under the same number for another one', () => {
  const meter = new ProcessorMeter();
  meter.sample(0, tree(process(10, 1, 10, 90_000)));
  const percents = meter.sample(1000, tree(process(10, 1, 10, 20, 777)));
  expect(percents?.get(10)).toBe(20);
});

test('never goes below zero when a process left, and begins anew when nobody looked', () => {
  const meter = new ProcessorMeter();
  meter.sample(0, tree(process(10, 1, 10, 50), process(11, 10, 10, 500)));
  expect(meter.sample(1000, tree(process(10, 1, 10, 60)))?.get(10)).toBe(0);
  meter.forget();
  expect(meter.sample(9000, tree(process(10, 1, 10, 600)))).toBeNull();
});

test('leaves out a leader that is gone before its group', () => {
  const meter = new ProcessorMeter();
  meter.sample(0, tree(process(10, 1, 10, 50)));
  const left = new Map([[10, [process(11, 1, 10, 9000)]]]);
  expect(meter.sample(1000, left)?.has(10)).toBe(false);
});
