/**
 * Taps that are bridged to an interface of this computer. The computer is a network namespace, its
 * interface one end of a veth pair, and behind the other end is another computer.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { exportShellScript } from '../../electron/export/shell-script';
import {
  emptyDocument,
  perfectCable,
  type TapNode,
  type TopologyDocument,
} from '../../shared/document/topology';
import { startAtOnce } from '../../shared/kinds/fields/node-fields';
import { plainSwitch } from '../../shared/kinds/switch';
import { ownFolders } from '../harness/own-folders';
import { describeWith } from '../harness/parts';
import { type RunningProgram, startProgram } from '../harness/programs';
import { eventually } from '../harness/vde-client';

const cli = resolve(import.meta.dirname, '../../dist/electron/cli.js');
const here = `vdlh${process.pid}`;
const behind = `vdlb${process.pid}`;

let folder: string;
let running: RunningProgram[];

const run = (program: string, ...args: string[]) =>
  execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
const ip = (...args: string[]) => run('ip', '-n', here, ...args);

/** All that must be the same afterwards. */
function state(): string {
  const links = ip('-br', 'link').replace(/ {2,}/g, ' ');
  // What the kernel counts and names anew with every change.
  const addresses = ip('-o', 'addr').replaceAll('tentative', '');
  return [links, addresses, ip('-4', 'route'), ip('-6', 'route')].join('\n');
}

async function settledState(): Promise<string> {
  await eventually('the addresses are checked', () => !ip('-6', 'addr').includes('tentative'));
  return state();
}

function makeNetwork(): void {
  for (const name of [here, behind]) run('ip', 'netns', 'add', name);
  ip('link', 'set', 'lo', 'up');
  ip('link', 'add', 'eth0', 'type', 'veth', 'peer', 'name', 'eth0', 'netns', behind);
  ip('addr', 'add', '192.0.2.5/24', 'broadcast', '192.0.2.255', 'dev', 'eth0');
  ip('addr', 'add', '192.0.2.6/24', 'dev', 'eth0', 'label', 'eth0:1');
  ip('addr', 'add', '2001:db8::5/64', 'dev', 'eth0');
  ip('link', 'set', 'eth0', 'up');
  ip('route', 'add', '198.51.100.0/24', 'via', '192.0.2.1', 'metric', '7', 'src', '192.0.2.6');
  ip('route', 'add', 'default', 'via', '192.0.2.1', 'proto', 'static');
  ip('-6', 'route', 'add', 'default', 'via', '2001:db8::1');
  run('ip', '-n', behind, 'addr', 'add', '192.0.2.1/24', 'dev', 'eth0');
  run('ip', '-n', behind, 'link', 'set', 'eth0', 'up');
}

function drawing(changes: Partial<TapNode> = {}): TopologyDocument {
  const document = emptyDocument('5d6e4f4e-0c1b-4b8e-9a43-7f0b8c6d2e17', 'Bridged');
  const at = { x: 0, y: 0 };
  document.nodes.s = {
    ...{ id: 's', kind: 'switch', name: 'sw1', ...at, ports: 4, directory: '', mode: '0600' },
    ...{ group: '', ...plainSwitch },
  };
  document.nodes.t = {
    ...{ id: 't', kind: 'tap', name: 'tap1', ...at, start: startAtOnce, interface: 'tap0' },
    ...{ address: '', up: true, bridge: 'eth0', ...changes },
  };
  document.nodes.p = {
    ...{ id: 'p', kind: 'pc', name: 'pc1', ...at, start: startAtOnce },
    cards: [{ mac: '02:00:00:00:00:01' }],
    setup: ['ip addr add 192.0.2.77/24 dev eth0'],
  };
  const end = (node: string, port: number) => ({ node, port });
  document.cables.c = { id: 'c', a: end('t', 0), b: end('s', 1), ...perfectCable };
  document.cables.d = { id: 'd', a: end('p', 0), b: end('s', 2), ...perfectCable };
  return document;
}

function start(program: string, args: readonly string[]): RunningProgram {
  const all = ['netns', 'exec', here, program, ...args];
  const started = startProgram('ip', all, ownFolders(folder));
  running.push(started);
  return started;
}

/** @param wrapper a program that runs the app in another way, with its arguments */
async function up(
  document: TopologyDocument,
  wrapper: readonly string[] = [],
): Promise<RunningProgram> {
  const file = join(folder, 'lab.vdelab');
  writeFileSync(file, JSON.stringify(document));
  const app = [process.execPath, cli, 'up', '--run-commands', file];
  const [program, ...args] = [...wrapper, ...app];
  const lab = start(program!, args);
  await lab.printed(/Everything runs|tap1: failed/);
  return lab;
}

const ping = (namespace: string, address: string) =>
  run('ip', 'netns', 'exec', namespace, 'ping', '-c', '3', '-i', '0.2', '-W', '5', address);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vdelab-bridge-'));
  running = [];
  makeNetwork();
});

afterEach(async () => {
  for (const program of running) await program.stop();
  for (const name of [here, behind]) run('ip', 'netns', 'del', name);
  rmSync(folder, { recursive: true, force: true });
});

describeWith(['ip', 'ping', 'vde_plug', 'root'], 'a tap that is bridged to an interface', () => {
  it('joins the drawing to the network behind it, and everything is as it was afterwards', async () => {
    const before = await settledState();
    const lab = await up(drawing());
    expect(ping(behind, '192.0.2.77')).toContain(' 3 received');
    // This computer goes on to be reached, at its addresses and with its routes.
    expect(ping(behind, '192.0.2.5')).toContain(' 3 received');
    expect(ping(here, '192.0.2.77')).toContain(' 3 received');
    expect(ip('route', 'get', '203.0.113.1')).toContain('via 192.0.2.1 dev br-eth0');
    lab.interrupt();
    expect(await lab.ended).toBe(0);
    expect(await settledState()).toBe(before);
    expect(ping(behind, '192.0.2.6')).toContain(' 3 received');
  });

  it('is put back by the next start after the app was killed', async () => {
    const before = await settledState();
    const lab = await up(drawing());
    expect(ip('-br', 'link')).toContain('br-eth0');
    process.kill(lab.pid, 'SIGKILL');
    await lab.ended;
    expect(ip('-br', 'link')).toContain('br-eth0');
    const next = await up(emptyDocument('5d6e4f4e-0c1b-4b8e-9a43-7f0b8c6d2e18'));
    expect(await settledState()).toBe(before);
    next.interrupt();
    await next.ended;
  });

  it('uses a bridge that is there and leaves it as it was', async () => {
    ip('link', 'add', 'br7', 'type', 'bridge');
    ip('link', 'set', 'br7', 'up');
    ip('link', 'set', 'eth0', 'master', 'br7');
    const before = await settledState();
    const lab = await up(drawing());
    expect(ip('link', 'show', 'master', 'br7')).toContain('tap0');
    expect(ping(behind, '192.0.2.77')).toContain(' 3 received');
    lab.interrupt();
    await lab.ended;
    expect(await settledState()).toBe(before);
  });

  it('says what is missing, with everything as it was', async () => {
    const before = await settledState();
    const missing = await up(drawing({ bridge: 'eth9' }));
    await missing.printed(/this computer has no such Ethernet interface/);
    missing.interrupt();
    await missing.ended;
    ip('link', 'add', 'br-eth0', 'type', 'veth', 'peer', 'name', 'other');
    const taken = await up(drawing());
    await taken.printed(/There is an interface br-eth0 already/);
    taken.interrupt();
    await taken.ended;
    ip('link', 'del', 'br-eth0');
    expect(await settledState()).toBe(before);
  });

  it('names the commands for root to whoever may not, and runs after them', async () => {
    const mayNot = ['setpriv', '--bounding-set', '-net_admin', '--inh-caps', '-net_admin'];
    const before = await settledState();
    const refused = await up(drawing(), mayNot);
    refused.interrupt();
    await refused.ended;
    expect(await settledState()).toBe(before);
    const [, commands] = await refused.printed(/Run `(.*)` once, then start again/);
    expect(commands).toContain('sudo ip link set dev eth0 master br-eth0');
    for (const command of commands!.split(' && ')) ip(...command.split(' ').slice(2));
    const lab = await up(drawing(), mayNot);
    await lab.printed(/Everything runs/);
    expect(ping(behind, '192.0.2.77')).toContain(' 3 received');
    expect(ping(behind, '192.0.2.5')).toContain(' 3 received');
    lab.interrupt();
    expect(await lab.ended).toBe(0);
  });

  it('is bridged by the exported script as well, and put back when that ends', async () => {
    const before = await settledState();
    const file = join(folder, 'lab.sh');
    const document = drawing();
    // A built-in PC is nothing that a script could start.
    delete document.nodes.p;
    writeFileSync(file, exportShellScript(document));
    const script = start('sh', [file]);
    await script.printed(/The lab is up/);
    expect(ip('link', 'show', 'master', 'br-eth0')).toMatch(/eth0.*tap0/s);
    expect(ip('-4', 'route')).toContain('default via 192.0.2.1 dev br-eth0 proto static');
    expect(ping(behind, '192.0.2.5')).toContain(' 3 received');
    script.interrupt();
    await script.ended;
    // Old names of addresses are the only thing that it does not keep.
    const words = (text: string) => text.replaceAll('eth0:1', 'eth0');
    expect(words(await settledState())).toBe(words(before));
  });
});
