/** Plugs whose process falls, in a running lab: what is told of it, and that they come back. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { NodeStatus } from '../../shared/contract/service';
import { emptyDocument, perfectCable, type TopologyDocument } from '../../shared/document/topology';
import { startAtOnce } from '../../shared/kinds/fields/node-fields';
import { plainSwitch } from '../../shared/kinds/switch';
import { LabSession } from '../harness/lab-session';
import { describeWith } from '../harness/parts';
import { processesOf } from '../harness/processes';
import { type RunningProgram, startProgram } from '../harness/programs';
import { eventually } from '../harness/vde-client';

const at = { x: 0, y: 0 };
/** A second, and what a busy computer adds to it. */
const SOON_MS = 3000;
const PATH = process.env.PATH ?? '';

let folder: string;
let lab: LabSession | null;
let outside: RunningProgram | null;

beforeEach(() => {
  folder = mkdtempSync('/tmp/vdp-');
  lab = null;
  outside = null;
});

afterEach(async () => {
  await lab?.close();
  await outside?.stop();
  process.env.PATH = PATH;
  rmSync(folder, { recursive: true, force: true });
});

function drawing(locator: string): TopologyDocument {
  const fields = { ports: 4, directory: '', mode: '0700', group: '' };
  const start = startAtOnce;
  return {
    ...emptyDocument('8a0f5a9e-4a0b-4b45-8c3f-3f6a7b8c9d02', 'Plugs'),
    nodes: {
      sw: { id: 'sw', kind: 'switch', name: 'sw1', ...at, ...fields, ...plainSwitch },
      p: { id: 'p', kind: 'plug', name: 'plug1', ...at, locator, start },
    },
    cables: {
      c: { id: 'c', a: { node: 'sw', port: 1 }, b: { node: 'p', port: 0 }, ...perfectCable },
    },
  };
}

const outsideDirectory = () => join(folder, 'outside');

/** A VDE switch outside of the app. */
async function startOutside(): Promise<void> {
  outside = startProgram('vde_plug', ['null://', `switch://${outsideDirectory()}`]);
  await eventually('the outside switch', () => existsSync(join(outsideDirectory(), 'ctl')));
}

async function open(locator: string): Promise<LabSession> {
  lab = await LabSession.open(drawing(locator));
  return lab;
}

async function start(locator: string): Promise<LabSession> {
  const session = await open(locator);
  expect(await session.call('lab.start', { nodes: 'all' })).toEqual({ failures: [] });
  return session;
}

async function plugStatus(session: LabSession): Promise<NodeStatus> {
  return (await session.status()).nodes.p!;
}

const trouble = (session: LabSession, what = 'trouble') =>
  eventually(what, async () => (await plugStatus(session)).facts.trouble, SOON_MS);

async function untilBack(session: LabSession): Promise<NodeStatus> {
  return eventually(
    'the plug is back',
    async () => {
      const status = await plugStatus(session);
      return status.facts.trouble === null && status;
    },
    30_000,
  );
}

const isLit = async (session: LabSession) => (await session.status()).cables.c?.b;

/** The numbers of the running plugs. */
const plugs = (text = outsideDirectory()) =>
  processesOf('vde_plug', text).filter((pid) => pid !== outside?.pid);

function sshThat(script: string): void {
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin/ssh'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  process.env.PATH = [join(folder, 'bin'), PATH].join(delimiter);
}

describeWith(['vde_plug'], 'A plug', () => {
  it('that is killed is told within a second and comes back, with its light', async () => {
    await startOutside();
    const session = await start(`vde://${outsideDirectory()}`);
    await eventually('carrier', () => isLit(session));
    const [pid] = plugs();
    process.kill(pid!, 'SIGKILL');
    expect(await trouble(session)).toMatchObject({
      message: expect.stringMatching(/^plug1 is not joined to vde:\/\/.*vde_plug ended\.$/),
      next: expect.stringMatching(/^It starts again in 0\.5 s\./),
      detail: expect.stringContaining('killed by SIGKILL'),
    });
    expect((await plugStatus(session)).state).toBe('running');
    await eventually('no carrier', async () => (await isLit(session)) === false);
    expect(await untilBack(session)).toMatchObject({
      state: 'running',
      detail: expect.stringMatching(/, restarted once$/),
    });
    expect(await isLit(session)).toBe(true);
    expect(plugs()).toHaveLength(1);
    expect(plugs()).not.toContain(pid);
  }, 60_000);

  it('waits longer each time while the other end is gone, and is stopped at once', async () => {
    await startOutside();
    const session = await start(`vde://${outsideDirectory()}`);
    await outside?.stop();
    await eventually(
      'a longer wait with the last words',
      async () => {
        const told = (await plugStatus(session)).facts.trouble;
        return (
          told?.next.startsWith('It starts again in 4 s.') && told.detail?.includes('vde_open')
        );
      },
      30_000,
    );
    const before = performance.now();
    await session.call('lab.stop', { nodes: ['p'] });
    expect(performance.now() - before).toBeLessThan(2000);
    expect(await plugStatus(session)).toMatchObject({ state: 'off', facts: { trouble: null } });
    expect(plugs()).toEqual([]);
  }, 60_000);

  it('joins again when the other end is back', async () => {
    await startOutside();
    const session = await start(`vde://${outsideDirectory()}`);
    await outside?.stop();
    await trouble(session);
    rmSync(outsideDirectory(), { recursive: true, force: true });
    await startOutside();
    await untilBack(session);
    expect(await isLit(session)).toBe(true);
  }, 60_000);

  it('that cannot join at its first start fails, and is not started again', async () => {
    const session = await open(`vde://${outsideDirectory()}`);
    const { failures } = await session.call('lab.start', { nodes: 'all' });
    expect(failures).toMatchObject([
      { record: 'p', message: expect.stringContaining('no switch listens there.') },
    ]);
    expect((await plugStatus(session)).state).toBe('failed');
  }, 60_000);

  it('says what ssh says, and falls when ssh does', async () => {
    sshThat('echo "Host key verification failed." >&2; exit 255');
    const session = await open('cmd://ssh -o BatchMode=yes far vde_plug vde:///tmp/mysw');
    const { failures } = await session.call('lab.start', { nodes: 'all' });
    expect(failures).toMatchObject([
      {
        message: expect.stringContaining('ssh does not know the key of the other computer.'),
        next: 'Connect to it once in a terminal, `ssh HOST`, and accept its key.',
      },
    ]);
    writeFileSync(join(folder, 'bin/ssh'), '#!/bin/sh\nexec sleep 987654\n', { mode: 0o755 });
    expect(await session.call('lab.start', { nodes: 'all' })).toEqual({ failures: [] });
    const [pid] = processesOf('sleep', '987654');
    process.kill(pid!, 'SIGKILL');
    await trouble(session);
    await session.call('lab.stop', { nodes: 'all' });
    expect(processesOf('sleep', '987654')).toEqual([]);
  }, 60_000);

  it('runs no command that a file names in place of a switch', async () => {
    const trace = join(folder, 'trace');
    writeFileSync(join(folder, 'mysw'), `cmd://touch ${trace}\n`);
    for (const locator of [join(folder, 'mysw'), `vlan://3{${join(folder, 'mysw')}}`]) {
      const session = await open(locator);
      expect((await session.call('lab.start', { nodes: 'all' })).failures).toHaveLength(1);
      expect(existsSync(trace)).toBe(false);
      await session.close();
      lab = null;
    }
  }, 60_000);

  it('knows the modules that are installed', async () => {
    const session = await open('null://');
    const { modules } = await session.call('plug.modules', {});
    expect(modules).toEqual(expect.arrayContaining(['cmd', 'slirp', 'udp', 'vde', 'vxvde']));
    await session.change((document) => ({
      ...document,
      nodes: { ...document.nodes, p: { ...document.nodes.p!, locator: 'vdesl:///dev/x' } as never },
    }));
    const { failures } = await session.call('lab.start', { nodes: 'all' });
    expect(failures[0]).toMatchObject({
      code: 'program-missing',
      next: 'Install it: `sudo apt-get install libvdeplug-vdesl`.',
    });
  }, 60_000);
});
