/** Processes that a child has let go: in a session of their own, without parent and environment. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  clearStaleInstances,
  type Instance,
  openInstance,
} from '../../electron/instances/stale-instances';
import { type GroupPlace, trackingPlaces } from '../../electron/supervisor/control-groups';
import { removeGroup } from '../../electron/supervisor/group-members';
import { InstanceJournal, readJournal } from '../../electron/supervisor/instance-journal';
import { Supervisor } from '../../electron/supervisor/supervisor';
import { signalProcess } from '../../electron/system/processes/process-group';
import { identityOf } from '../../electron/system/processes/process-identity';
import { describeWith } from '../harness/parts';

let folder: string;
let instance: Instance;
let own: Supervisor;
const strangers: ChildProcess[] = [];
const numbers = () => join(folder, 'numbers');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vdelab-let-go-'));
  mkdirSync(join(folder, 'run'));
  instance = openInstance(join(folder, 'run'));
});
afterEach(async () => {
  await own?.stopAll(0);
  for (const pid of found()) signalProcess(pid, 'SIGKILL');
  for (const stranger of strangers.splice(0)) stranger.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** Those that were let go and are alive. */
function found(): number[] {
  if (!existsSync(numbers())) return [];
  const pids = readFileSync(numbers(), 'latin1').trim().split('\n').map(Number);
  return pids.filter((pid) => pid > 1 && identityOf(pid) !== null);
}

const sleeper = (clear: string) =>
  `${clear} setsid -f sh -c 'echo $$ >> ${numbers()}; exec sleep 1000'`;
/** Lets two go: one in a session of its own, and one that went twice and has no environment. */
const lets = (clear = 'env -i') => `${sleeper(clear)}; ${sleeper(`setsid -f ${clear}`)}`;

const shell = (script: string) => ({ program: '/bin/sh', args: ['-c', script] });

const hierarchies = (): GroupPlace[] => {
  const read = (name: string) => readFileSync(`/proc/self/${name}`, 'utf8');
  return trackingPlaces(read('mountinfo'), read('cgroup'));
};

function supervisorIn(places?: readonly GroupPlace[]): Supervisor {
  own = new Supervisor(instance, ({ message }) => console.error(message), places);
  return own;
}

const places = hierarchies().map((place): [string, GroupPlace[] | undefined, string] => [
  `in a group of version ${place.version} at ${place.mount}`,
  [place],
  'env -i',
]);

describeWith(['root'], 'What a child has let go', () => {
  it.each([
    ['in a group', undefined, 'env -i'],
    ...places,
    ['without groups, by its environment', [], ''],
  ])('ends with it, %s', async (_, where, clear) => {
    const supervisor = supervisorIn(where);
    const child = await supervisor.spawn(shell(`${lets(clear)}; exec sleep 1000`));
    await expect.poll(found).toHaveLength(2);
    await child.stop();
    expect(found()).toEqual([]);
    await expect
      .poll(() => readJournal(instance.journalPath).groups.filter((path) => existsSync(path)))
      .toEqual([]);
  });

  it('ends when it ends by itself, on a terminal as well', async () => {
    const supervisor = supervisorIn();
    const child = supervisor.spawnTerminal(shell(`${lets()}; sleep 0.3`));
    await expect.poll(found).toHaveLength(2);
    await child.exited;
    expect(found()).toEqual([]);
  });

  it('is ended by the next start when the app was killed', async () => {
    const tsx = createRequire(import.meta.url).resolve('tsx');
    const script = resolve(import.meta.dirname, '../harness/app-that-lets-go.ts');
    const root = join(folder, 'run');
    const args = ['--import', tsx, script, root, `${lets()}; exec sleep 1000`];
    const app = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    strangers.push(app);
    await once(app.stdout!, 'data');
    await expect.poll(found).toHaveLength(2);
    const left = found();
    app.kill('SIGKILL');
    await once(app, 'exit');
    expect(found()).toEqual(left);
    const [cleared] = await clearStaleInstances(root);
    expect(found()).toEqual([]);
    expect(cleared?.processes.map(({ pid }) => pid)).toEqual(expect.arrayContaining(left));
    expect(cleared?.paths.filter((path) => path.startsWith('/sys/'))).toHaveLength(1);
  });

  it('is only what is in groups of the instance', async () => {
    const stranger = spawn('sleep', ['1000'], { stdio: 'ignore' });
    strangers.push(stranger);
    await once(stranger, 'spawn');
    const group = join(hierarchies()[0]!.own, 'vdelab-zzzzzzzz');
    mkdirSync(group, { recursive: true });
    try {
      writeFileSync(join(group, 'cgroup.procs'), String(stranger.pid));
      new InstanceJournal(instance.journalPath).append({ kind: 'group', path: group });
      const owner = join(instance.directory, 'owner.json');
      const written = JSON.parse(readFileSync(owner, 'utf8')) as object;
      writeFileSync(owner, JSON.stringify({ ...written, startTime: 1 }));
      expect(await clearStaleInstances(join(folder, 'run'))).toHaveLength(1);
      expect(identityOf(stranger.pid!)).not.toBeNull();
    } finally {
      stranger.kill('SIGKILL');
      await once(stranger, 'exit');
      await expect.poll(() => removeGroup(group)).toBe(true);
    }
  });
});
