/** Taps of a lab: made and removed, or used when they exist and left as they were. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { clearStaleInstances, openInstance } from '../../electron/instances/stale-instances';
import { Supervisor } from '../../electron/supervisor/supervisor';
import { emptyDocument, type TapNode } from '../../shared/document/topology';
import { startAtOnce } from '../../shared/kinds/fields/node-fields';
import { LabSession } from '../harness/lab-session';
import { describeWith } from '../harness/parts';

const name = `vdu${process.pid}`;
const ip = (...args: string[]) => execFileSync('ip', args, { encoding: 'utf8' });
const exists = () => existsSync(`/sys/class/net/${name}`);
const isUp = () => /<[^>]*\bUP\b/.test(ip('link', 'show', name));
let lab: LabSession;

async function open(changes: Partial<TapNode> = {}): Promise<void> {
  const document = emptyDocument('5d6e4f4e-0c1b-4b8e-9a43-7f0b8c6d2e14', 'taps');
  document.nodes.t = {
    ...{ id: 't', kind: 'tap', name: 'tap', x: 0, y: 0, start: startAtOnce },
    ...{ interface: name, address: '192.0.2.1/24', up: true, bridge: '' },
    ...changes,
  };
  lab = await LabSession.open(document);
}

const start = () => lab.call('lab.start', { nodes: 'all' });
const stop = () => lab.call('lab.stop', { nodes: 'all' });

describeWith(['ip', 'root'], 'a tap', () => {
  afterEach(async () => {
    await lab.close();
    if (exists()) ip('link', 'del', name);
  });

  it('that is not there is made, configured, and gone afterwards', async () => {
    await open();
    expect(await start()).toEqual({ failures: [] });
    expect(ip('-br', 'addr', 'show', name)).toContain('192.0.2.1/24');
    expect(isUp()).toBe(true);
    await stop();
    expect(exists()).toBe(false);
  });

  it('that is there is used and put back to how it was', async () => {
    ip('tuntap', 'add', 'mode', 'tap', 'name', name);
    ip('addr', 'add', '198.51.100.1/24', 'dev', name);
    await open();
    expect(await start()).toEqual({ failures: [] });
    expect(ip('-br', 'addr', 'show', name)).toContain('192.0.2.1/24');
    expect(isUp()).toBe(true);
    await stop();
    const addresses = ip('-br', 'addr', 'show', name);
    expect(addresses).toContain('198.51.100.1/24');
    expect(addresses).not.toContain('192.0.2.1');
    expect(isUp()).toBe(false);
  });

  it('that shall not be brought up stays down', async () => {
    await open({ address: '', up: false });
    expect(await start()).toEqual({ failures: [] });
    expect(isUp()).toBe(false);
    await stop();
  });
});

describeWith(['ip', 'root'], 'a tap of an app that was killed', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vdelab-tap-'));
    mkdirSync(join(folder, 'run'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
    if (exists()) ip('link', 'del', name);
  });

  it('is put back by the next start', async () => {
    ip('tuntap', 'add', 'mode', 'tap', 'name', name);
    ip('addr', 'add', '192.0.2.1/24', 'dev', name);
    ip('link', 'set', name, 'up');
    const root = join(folder, 'run');
    const instance = openInstance(root);
    const before = { isUp: false, addresses: [], lasts: true };
    const tap = { interface: name, address: '192.0.2.1/24', up: true };
    new Supervisor(instance).recordTap(tap, before);
    expect(await clearStaleInstances(root)).toEqual([]);
    expect(isUp()).toBe(true);
    const owner = join(instance.directory, 'owner.json');
    const written = JSON.parse(readFileSync(owner, 'utf8')) as object;
    writeFileSync(owner, JSON.stringify({ ...written, startTime: 1 }));
    await clearStaleInstances(root);
    expect(isUp()).toBe(false);
    expect(ip('-br', 'addr', 'show', name)).not.toContain('192.0.2.1');
  });
});
