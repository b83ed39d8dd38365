import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Instance, openInstance } from '../../../../electron/instances/stale-instances';
import { InstanceJournal, readJournal } from '../../../../electron/supervisor/instance-journal';
import { Supervisor } from '../../../../electron/supervisor/supervisor';
import { markedProcesses } from '../../../../electron/system/processes/marked-processes';
import { type Failure, failureOf } from '../../../../shared/failure/failure';

let root: string;
let instance: Instance;
let supervisor: Supervisor;
let told: Failure[];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'vdelab-journal-'));
  instance = openInstance(root);
  told = [];
  supervisor = new Supervisor(instance, (failure) => told.push(failure));
});
afterEach(async () => {
  await supervisor.stopAll(0);
  rmSync(root, { recursive: true, force: true });
});

/** From now on the disk of the journal is full. */
function fill(): void {
  rmSync(instance.journalPath, { force: true });
  symlinkSync('/dev/full', instance.journalPath);
}

function free(): void {
  rmSync(instance.journalPath);
}

const sleep = { program: 'sleep', args: ['1000'] };
const running = () => markedProcesses(`VDELAB_INSTANCE=${instance.directory}`);

describe('A journal that cannot be written', () => {
  it('lets nothing run that does not stand in it', async () => {
    fill();
    const failure = failureOf(await supervisor.spawn(sleep).catch((error) => error));
    expect(failure).toMatchObject({
      code: 'disk-full',
      message: expect.stringContaining('no room left'),
      next: `Free some room in ${instance.directory}, then start again.`,
    });
    expect(running()).toEqual([]);
    expect(() => supervisor.spawnTerminal(sleep)).toThrow('no room left');
    await expect.poll(running).toEqual([]);
    await expect.poll(() => supervisor.size).toBe(0);
  });

  it('lets nothing run when its folder is gone', async () => {
    rmSync(instance.directory, { recursive: true });
    const failure = failureOf(await supervisor.spawn(sleep).catch((error) => error));
    expect(failure).toMatchObject({
      code: 'file-missing',
      next: 'Save the lab and start Vdelab again.',
    });
    expect(running()).toEqual([]);
  });

  it('does not keep what runs from being stopped, and is told of', async () => {
    const child = await supervisor.spawn(sleep);
    fill();
    await child.stop();
    await expect.poll(() => supervisor.size).toBe(0);
    await expect.poll(() => told.length).toBeGreaterThan(0);
    expect(told[0]?.code).toBe('disk-full');
    expect(() => supervisor.forgetDirectory('/nowhere')).not.toThrow();
    expect(() => supervisor.recordDirectory('/nowhere', true)).toThrow('no room left');
  });

  it('is read to its end when a record was cut off in the middle', () => {
    const journal = new InstanceJournal(instance.journalPath);
    const before = { kind: 'directory', path: '/a', made: true } as const;
    fill();
    expect(() => journal.append(before)).toThrow('no room left');
    free();
    writeFileSync(instance.journalPath, '{"kind":"dir');
    journal.append({ ...before, path: '/b' });
    expect(readFileSync(instance.journalPath, 'utf8').split('\n')).toHaveLength(3);
    expect(readJournal(instance.journalPath).directories).toEqual([{ ...before, path: '/b' }]);
  });
});
