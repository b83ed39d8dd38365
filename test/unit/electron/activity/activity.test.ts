import { describe, expect, test } from 'vitest';
import { ActivityLog, type Happening } from '../../../../electron/activity/activity-log';
import { LabActivity } from '../../../../electron/activity/lab-activity';
import { offStatus } from '../../../../shared/contract/off-status';
import type { NodeStatus } from '../../../../shared/contract/service';
import {
  type ActivityEntry,
  MAX_ACTIVITY_ENTRIES,
} from '../../../../shared/contract/service-activity';
import { noFacts } from '../../../../shared/lab/machine-control';

const edit = (text: string): Happening => ({ level: 'info', topic: 'edit', text });
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the log', () => {
  test('keeps the last entries and tells those of one turn together', async () => {
    const told: ActivityEntry[][] = [];
    const log = new ActivityLog(
      (entries) => told.push(entries),
      () => 5,
    );
    for (let number = 1; number <= 3 * MAX_ACTIVITY_ENTRIES; number++) log.add(edit(`${number}`));
    const kept = log.list();
    expect(kept).toHaveLength(MAX_ACTIVITY_ENTRIES);
    expect(kept.at(-1)).toMatchObject({ id: 3 * MAX_ACTIVITY_ENTRIES, at: 5, record: null });
    await settled();
    expect(told).toHaveLength(1);
    expect(told[0]).toHaveLength(MAX_ACTIVITY_ENTRIES);
  });

  test('takes the same failure from the lab and from a page once, but the same edit twice', () => {
    let now = 1000;
    const log = new ActivityLog(
      () => {},
      () => now,
    );
    const failure: Happening = { level: 'failure', topic: 'run', text: 'vm1 fell.' };
    log.add(failure);
    log.add({ ...failure, topic: 'message' });
    log.add(edit('Move'));
    log.add(edit('Move'));
    now += 60_000;
    log.add(failure);
    expect(log.list().map(({ text }) => text)).toEqual(['vm1 fell.', 'Move', 'Move', 'vm1 fell.']);
  });
});

const status = (change: Partial<NodeStatus>): NodeStatus => ({ ...offStatus, ...change });

function heard() {
  const entries: Happening[] = [];
  const activity = new LabActivity(
    (entry) => entries.push(entry),
    (id) => `the ${id}`,
  );
  const tell = (change: Partial<NodeStatus>) =>
    activity.changed({ nodes: { vm: status(change) }, cables: {} });
  return { entries, activity, tell, texts: () => entries.map(({ text }) => text) };
}

describe('the lab', () => {
  test('tells of a start, a stop and of a guest that switched itself off', () => {
    const { tell, texts } = heard();
    tell({ state: 'starting', detail: 'Waiting' });
    tell({ state: 'running', bootMs: 2140 });
    tell({ state: 'running', bootMs: 2140, detail: 'KVM' });
    tell({ state: 'stopping', detail: 'Stopping' });
    tell({});
    tell({ state: 'running' });
    tell({ state: 'stopping', detail: 'Powered off' });
    tell({});
    expect(texts()).toEqual([
      'the vm started, ready after 2.1 s.',
      'the vm stopped.',
      'the vm started.',
      'the vm switched itself off.',
    ]);
  });

  test('tells of a failure with its next step, and not again when it is put away', () => {
    const { entries, tell } = heard();
    tell({ state: 'starting' });
    const failure = { code: 'program-missing', message: 'No QEMU.', next: 'Install it.' } as const;
    tell({ state: 'failed', failure });
    tell({});
    expect(entries).toEqual([
      { level: 'failure', topic: 'run', text: 'No QEMU.', next: 'Install it.', record: 'vm' },
    ]);
  });

  test('tells of trouble once, and of a loop when it comes and goes', () => {
    const { tell, texts } = heard();
    const trouble = { code: 'not-ready', message: 'Not ready.', next: '' } as const;
    tell({ state: 'running', facts: { ...noFacts, trouble } });
    tell({ state: 'running', facts: { ...noFacts, trouble }, storm: { ports: [1, 2] } });
    tell({ state: 'running' });
    expect(texts()).toEqual([
      'the vm started.',
      'Not ready.',
      'Frames go round in a loop through the vm (ports 1, 2); duplicates are suppressed.',
      'The loop through the vm is gone.',
    ]);
  });

  test('tells of external clients of switches, and not of machines on their own sockets', () => {
    const { activity, texts } = heard();
    activity.presence('sw', 3, true, 'vde_plug');
    activity.presence('sw', 3, false, '');
    activity.presence('vm/0', 0, true, 'QEMU');
    expect(texts()).toEqual([
      'An external client (vde_plug) joined port 3 of the sw.',
      'An external client left port 3 of the sw.',
    ]);
  });
});
