import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Instance, openInstance } from '../../../../electron/instances/stale-instances';
import { readJournal } from '../../../../electron/supervisor/instance-journal';
import { Supervisor } from '../../../../electron/supervisor/supervisor';
import { environmentFor } from '../../../../electron/system/processes/child-environment';
import { membersOf } from '../../../../electron/system/processes/process-group';
import { identityOf } from '../../../../electron/system/processes/process-identity';
import { failureOf } from '../../../../shared/failure/failure';

let root: string;
let instance: Instance;
let supervisor: Supervisor;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'vdelab-sup-'));
  instance = openInstance(root);
  supervisor = new Supervisor(instance);
});
afterEach(async () => {
  await supervisor.stopAll(0);
  rmSync(root, { recursive: true });
});

const shell = (script: string) => ({ program: '/bin/sh', args: ['-c', script] });

/** Starts a script on a terminal and waits until it printed `ready`. */
async function ready(script: string) {
  const child = supervisor.spawnTerminal(shell(script));
  let text = '';
  child.console.onOutput((more) => {
    text += more;
  });
  await expect.poll(() => text).toContain('ready');
  return { child, text: () => text };
}

describe('Supervisor', () => {
  it('reports the exit code and the last words', async () => {
    const child = await supervisor.spawn(shell('echo out; echo err >&2; exit 3'));
    const exit = await child.exited;
    expect(exit).toMatchObject({ code: 3, signal: null });
    expect(exit.lastOutput.split('\n').sort()).toEqual(['', 'err', 'out']);
  });

  it('has all that was printed on a terminal when its program is killed', async () => {
    for (let round = 0; round < 20; round++) {
      const child = supervisor.spawnTerminal(shell('seq 1 1500; echo last words; kill -9 $$'));
      const { lastOutput } = await child.exited;
      expect(lastOutput.trimEnd().endsWith('last words'), lastOutput.slice(-40)).toBe(true);
    }
  });

  it('keeps only the end of a flood', async () => {
    const child = await supervisor.spawn(shell('yes x | head -c 100000; echo end'));
    const { lastOutput } = await child.exited;
    expect(lastOutput).toHaveLength(8192);
    expect(lastOutput.endsWith('end\n')).toBe(true);
  });

  it('says that a program is missing', async () => {
    const failure = await supervisor
      .spawn({ program: 'vdelab-no-such', args: [] })
      .catch(failureOf);
    expect(failure).toMatchObject({ code: 'program-missing' });
    expect(supervisor.size).toBe(0);
  });

  it('has each child in the journal before it goes on', async () => {
    const started = supervisor.spawn(shell('sleep 100'));
    const { children } = readJournal(instance.journalPath);
    const child = await started;
    expect(children).toEqual([{ kind: 'child', program: '/bin/sh', ...identityOf(child.pid) }]);
    await child.stop();
    expect(readJournal(instance.journalPath).children).toEqual([]);
  });

  it('gives children a process group, a mark and no denied variables', async () => {
    const child = await supervisor.spawn(shell('sleep 100'));
    expect(membersOf(child.pid)).toContain(child.pid);
    const environment = readFileSync(`/proc/${child.pid}/environ`, 'utf8').split('\0');
    expect(environment).toContain(`VDELAB_INSTANCE=${instance.directory}`);
    const inherited = { LD_PRELOAD: '/x.so', NODE_OPTIONS: '--inspect', PATH: '/bin' };
    expect(environmentFor('/i', { A: 'b' }, inherited)).toEqual({
      PATH: '/bin',
      A: 'b',
      VDELAB_INSTANCE: '/i',
    });
  });

  it('asks first, and sends no signal when that was enough', async () => {
    const { child } = await ready('trap "exit 9" TERM; echo ready; read line; exit 4');
    await child.stop({ ask: async () => child.console.write('\n'), patienceMs: 5000 });
    expect(await child.exited).toMatchObject({ code: 4 });
  });

  it('terminates when asking fails', async () => {
    const { child } = await ready('trap "exit 9" TERM; echo ready; while :; do sleep 0.01; done');
    await child.stop({ ask: () => Promise.reject(new Error('nobody there')), patienceMs: 60_000 });
    expect(await child.exited).toMatchObject({ code: 9 });
  });

  it.each([
    ['is not followed in time', 50],
    ['is cut short by a second stop', 60_000],
  ])('terminates when asking %s', async (_, patienceMs) => {
    const { child } = await ready('trap "exit 9" TERM; echo ready; while :; do sleep 0.01; done');
    let asked: AbortSignal | null = null;
    const ask = async (signal: AbortSignal) => {
      asked = signal;
    };
    const first = child.stop({ ask, patienceMs });
    if (patienceMs > 1000) void child.stop();
    await first;
    expect(await child.exited).toMatchObject({ code: 9 });
    expect(asked).toMatchObject({ aborted: true });
  });

  it('kills what does not end, with its children', async () => {
    const { child } = await ready('trap "" TERM; (trap "" TERM; sleep 100) & echo ready; wait');
    expect(membersOf(child.pid).length).toBeGreaterThan(1);
    await Promise.all([child.stop(undefined, 50), child.stop()]);
    expect(await child.exited).toMatchObject({ signal: 'SIGKILL' });
    expect(membersOf(child.pid)).toEqual([]);
  });

  it('leaves nothing of the group when the leader ends by itself', async () => {
    const child = await supervisor.spawn(shell('sleep 100 & exit 0'));
    await child.exited;
    expect(membersOf(child.pid)).toEqual([]);
  });

  it('passes the terminal’s size on', async () => {
    const { child, text } = await ready(
      'trap "stty size" WINCH; echo ready; while :; do sleep 0.01; done',
    );
    child.console.resize(101, 33);
    await expect.poll(text).toContain('33 101');
  });
});
