/** Limits of real processes in real control groups, as root may make them. */
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readJournal } from '../../electron/supervisor/instance-journal';
import { ProcessLimits } from '../../electron/supervisor/process-limits';
import { membersOf } from '../../electron/system/processes/process-group';
import { MachineStage } from '../harness/machine-stage';
import { describeWith } from '../harness/parts';

const node = { id: 'm1', name: 'machine' };
/** A loop and one in a process of its own, as machines have several. */
const BUSY = 'while :; do :; done & while :; do :; done';
/** The kernel counts in hundredths of a second. */
const TICK_MS = 10;

let stage: MachineStage;
let limits: ProcessLimits;

/** Processor time of a process in milliseconds, see proc(5). */
function usedMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/** Those with limits; others are there to find processes by. */
const groups = () =>
  readJournal(stage.instance.journalPath).groups.filter(
    (path) => existsSync(path) && /cpu|memory/.test(path),
  );

describeWith(['root'], 'Limits of processes', () => {
  beforeEach(() => {
    stage = new MachineStage();
    limits = new ProcessLimits(basename(stage.instance.directory), stage.supervisor);
  });
  afterEach(() => stage.close());

  it('hold for all processes of a child together, and leave no group behind', async () => {
    const child = await stage.supervisor.spawn({ program: 'sh', args: ['-c', BUSY] });
    expect(limits.limit(node, child, { cpuPercent: 20, memoryMiB: 0 })).toBeNull();
    expect(groups()).toHaveLength(1);
    await expect.poll(() => membersOf(child.pid).length).toBe(2);
    const used = () => membersOf(child.pid).reduce((sum, pid) => sum + usedMs(pid), 0);
    const [begun, before] = [performance.now(), used()];
    await expect.poll(() => used() - before, { timeout: 30_000 }).toBeGreaterThan(250);
    // 250 ms at 20 % are 1250 ms; without a limit one loop alone would be through after 250.
    expect(performance.now() - begun).toBeGreaterThan(800);
    const [group] = groups();
    await child.stop();
    await expect.poll(() => existsSync(group!)).toBe(false);
    expect(groups()).toEqual([]);
  });

  it('end a child that takes more memory than it may', async () => {
    const child = await stage.supervisor.spawn({
      program: process.execPath,
      args: ['-e', 'setTimeout(() => Buffer.alloc(4e8, 1), 300); setInterval(() => {}, 1e6)'],
    });
    expect(limits.limit(node, child, { cpuPercent: 0, memoryMiB: 150 })).toBeNull();
    expect(await child.exited).toMatchObject({ signal: 'SIGKILL' });
    await expect.poll(groups).toEqual([]);
  });

  it('are no group at all where nothing is limited', async () => {
    const child = await stage.supervisor.spawn({ program: 'sleep', args: ['100'] });
    expect(limits.limit(node, child, { cpuPercent: 0, memoryMiB: 0 })).toBeNull();
    expect(groups()).toEqual([]);
  });

  it('say what cannot be kept instead of keeping the machine from running', async () => {
    const child = await stage.supervisor.spawn({ program: 'sleep', args: ['100'] });
    // A name that control groups do not take plays a place where nothing may be made.
    const nowhere = new ProcessLimits('x\ny', stage.supervisor);
    expect(nowhere.limit(node, child, { cpuPercent: 10, memoryMiB: 0 })).toMatchObject({
      code: 'permission',
      message: expect.stringContaining('processor time'),
      record: 'm1',
    });
    expect(groups()).toEqual([]);
  });
});
