import { type ChildProcess, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  clearStaleInstances,
  type Instance,
  openInstance,
} from '../../../../electron/instances/stale-instances';
import { InstanceJournal, replayJournal } from '../../../../electron/supervisor/instance-journal';
import { identityOf } from '../../../../electron/system/processes/process-identity';
import { onUnexpected } from '../../../../electron/system/unexpected';

let root: string;
const sleepers: ChildProcess[] = [];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'vdelab-stale-'));
});
afterEach(() => {
  for (const sleeper of sleepers.splice(0)) sleeper.kill('SIGKILL');
  rmSync(root, { recursive: true });
});

function sleeper(environment: NodeJS.ProcessEnv = {}): ChildProcess & { pid: number } {
  const child = spawn('sleep', ['1000'], { detached: true, stdio: 'ignore', env: environment });
  sleepers.push(child);
  return Object.assign(child, { pid: child.pid! });
}

/** Makes the instance look as if the process that made it was gone. */
function orphan(instance: Instance, change: object = { startTime: 1 }): void {
  const path = join(instance.directory, 'owner.json');
  const owner = JSON.parse(readFileSync(path, 'utf8')) as object;
  writeFileSync(path, JSON.stringify({ ...owner, ...change }));
}

function journalOf(instance: Instance): InstanceJournal {
  return new InstanceJournal(instance.journalPath);
}

/** Leaves a socket's file behind, as a killed program does. */
async function staleSocket(path: string): Promise<void> {
  const child = spawn(process.execPath, [
    '-e',
    `require('net').createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, 9))`,
  ]);
  await new Promise((resolve) => child.once('exit', resolve));
}

function listen(path: string): Promise<Server> {
  const server = createServer();
  return new Promise((resolve) => server.listen(path, () => resolve(server)));
}

describe('openInstance', () => {
  it.each(['/sys', '/proc/self/nothing'])(
    'says what to do where nothing can be made: %s',
    (place) => {
      expect(() => openInstance(place)).toThrow(
        expect.objectContaining({
          failure: expect.objectContaining({
            message: expect.stringContaining(`${place} could not be written to`),
            next: expect.stringContaining('XDG_RUNTIME_DIR'),
          }),
        }),
      );
    },
  );

  it('makes a private folder with a short name', () => {
    const instance = openInstance(root);
    expect(statSync(instance.directory).mode & 0o777).toBe(0o700);
    expect(instance.directory.length - root.length).toBeLessThanOrEqual(9);
    instance.close();
    expect(readdirSync(root)).toEqual([]);
  });

  it('never shares one', () => {
    const directories = Array.from({ length: 50 }, () => openInstance(root).directory);
    expect(new Set(directories).size).toBe(50);
  });
});

describe('clearStaleInstances', () => {
  it('does not touch a live instance', async () => {
    const instance = openInstance(root);
    const child = sleeper();
    journalOf(instance).append({ kind: 'child', ...identityOf(child.pid)!, program: 'sleep' });
    expect(await clearStaleInstances(root)).toEqual([]);
    expect(identityOf(child.pid)).not.toBeNull();
    expect(existsSync(instance.directory)).toBe(true);
  });

  it('kills the children of a dead one and removes its folder', async () => {
    const instance = openInstance(root);
    const child = sleeper();
    journalOf(instance).append({ kind: 'child', ...identityOf(child.pid)!, program: 'sleep' });
    orphan(instance);
    const cleared = await clearStaleInstances(root);
    expect(cleared).toEqual([
      {
        directory: instance.directory,
        processes: [{ pid: child.pid, program: 'sleep' }],
        paths: [],
      },
    ]);
    expect(identityOf(child.pid)).toBeNull();
    expect(readdirSync(root)).toEqual([]);
  });

  it('goes on with the others where one cannot be cleared', async () => {
    const [one, other] = [openInstance(root), openInstance(root)];
    mkdirSync(one.journalPath);
    orphan(one);
    orphan(other);
    const told: string[] = [];
    const stop = onUnexpected(({ message }) => told.push(message));
    try {
      const cleared = await clearStaleInstances(root);
      expect(cleared.map(({ directory }) => directory)).toEqual([other.directory]);
    } finally {
      stop();
    }
    expect(told).toEqual([
      expect.stringContaining(`left in ${one.directory} could not be cleared`),
    ]);
  });

  it('spares a process that only has the number of a former child', async () => {
    const instance = openInstance(root);
    const child = sleeper();
    journalOf(instance).append({ kind: 'child', pid: child.pid, startTime: 1, program: 'sleep' });
    orphan(instance);
    expect((await clearStaleInstances(root))[0]?.processes).toEqual([]);
    expect(identityOf(child.pid)).not.toBeNull();
  });

  it('finds a child that never came into the journal by its mark', async () => {
    const instance = openInstance(root);
    const child = sleeper({ VDELAB_INSTANCE: instance.directory });
    orphan(instance);
    await clearStaleInstances(root);
    expect(identityOf(child.pid)).toBeNull();
  });

  it('believes no process number from before a reboot', async () => {
    const instance = openInstance(root);
    const child = sleeper();
    journalOf(instance).append({ kind: 'child', ...identityOf(child.pid)!, program: 'sleep' });
    orphan(instance, { boot: 'another' });
    expect((await clearStaleInstances(root))[0]?.processes).toEqual([]);
    expect(identityOf(child.pid)).not.toBeNull();
    expect(readdirSync(root)).toEqual([]);
  });

  it('leaves the instances of other containers alone', async () => {
    orphan(openInstance(root), { startTime: 1, namespace: 'pid:[1]' });
    expect(await clearStaleInstances(root)).toEqual([]);
  });

  it('lets exactly one of several clear', async () => {
    orphan(openInstance(root));
    const all = await Promise.all(Array.from({ length: 5 }, () => clearStaleInstances(root)));
    expect(all.flat()).toHaveLength(1);
  });

  it('goes on where a clearing app was killed, and leaves foreign folders', async () => {
    const instance = openInstance(root);
    const child = sleeper();
    journalOf(instance).append({ kind: 'child', ...identityOf(child.pid)!, program: 'sleep' });
    orphan(instance);
    const { renameSync } = await import('node:fs');
    renameSync(instance.directory, join(root, '.clear-4194303-1-abc12'));
    mkdirSync(join(root, 'foreign'));
    expect(await clearStaleInstances(root)).toHaveLength(1);
    expect(identityOf(child.pid)).toBeNull();
    expect(readdirSync(root)).toEqual(['foreign']);
  });
});

describe('a switch directory left behind', () => {
  let directory: string;

  beforeEach(() => {
    directory = join(root, 'mysw');
    mkdirSync(directory);
  });

  async function clearWith(made: boolean, management?: string): Promise<readonly string[]> {
    const instances = join(root, 'run');
    mkdirSync(instances);
    const instance = openInstance(instances);
    journalOf(instance).append({
      kind: 'directory',
      path: directory,
      made,
      ...(management === undefined ? {} : { management }),
    });
    orphan(instance);
    const [cleared] = await clearStaleInstances(instances);
    return cleared?.paths ?? [];
  }

  it('goes with the sockets that a switch makes', async () => {
    for (const name of ['ctl', '001.12', '.4194303-00001'])
      await staleSocket(join(directory, name));
    expect(await clearWith(true)).toHaveLength(4);
    expect(existsSync(directory)).toBe(false);
  });

  it('takes the management socket with it, unless somebody answers there by now', async () => {
    const management = join(root, 'mysw.mgmt');
    await staleSocket(management);
    expect(await clearWith(true, management)).toEqual([directory, management]);
    rmSync(join(root, 'run'), { recursive: true });
    const server = await listen(management);
    expect(await clearWith(true, management)).toEqual([]);
    server.close();
  });

  it('stays if it was there before', async () => {
    await staleSocket(join(directory, 'ctl'));
    expect(await clearWith(false)).toEqual([join(directory, 'ctl')]);
    expect(readdirSync(directory)).toEqual([]);
  });

  it('stays with what is not a switch’s', async () => {
    await staleSocket(join(directory, 'ctl'));
    writeFileSync(join(directory, '001.1'), 'a file, not a socket');
    writeFileSync(join(directory, 'notes'), 'mine');
    await clearWith(true);
    expect(readdirSync(directory).sort()).toEqual(['001.1', 'notes']);
  });

  it('stays if somebody answers there by now', async () => {
    const server = await listen(join(directory, 'ctl'));
    expect(await clearWith(true)).toEqual([]);
    expect(readdirSync(directory)).toEqual(['ctl']);
    server.close();
  });

  it('may be gone already', async () => {
    rmSync(directory, { recursive: true });
    expect(await clearWith(true)).toEqual([]);
  });
});

describe('replayJournal', () => {
  it('takes back what is gone and skips a line that was cut off', () => {
    const text = [
      '{"kind":"child","pid":12,"startTime":5,"program":"a"}',
      '{"kind":"child","pid":13,"startTime":6,"program":"b"}',
      '{"kind":"child-gone","pid":12}',
      '{"kind":"directory","path":"/tmp/a","made":true}',
      '{"kind":"directory-gone","path":"/tmp/a"}',
      '{"kind":"child","pid":1',
    ].join('\n');
    expect(replayJournal(text)).toEqual({
      children: [{ kind: 'child', pid: 13, startTime: 6, program: 'b' }],
      directories: [],
      taps: [],
      bridges: [],
      groups: [],
    });
  });

  it('never names the first process or a relative path', () => {
    const text =
      '{"kind":"child","pid":1,"startTime":5,"program":"a"}\n{"kind":"directory","path":"x","made":true}';
    expect(replayJournal(text)).toEqual({
      children: [],
      directories: [],
      taps: [],
      bridges: [],
      groups: [],
    });
  });
});
