/** Namespace hosts with the real vdens, as root and as a user without rights. */
import { execFileSync } from 'node:child_process';
import { chmodSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { MachineRun } from '../../electron/machines/common/machine-driver';
import { HostDriver } from '../../electron/machines/host/host-driver';
import { membersOfNamespaces } from '../../electron/machines/host/namespace-members';
import type { HostNode } from '../../shared/document/topology';
import { startAtOnce } from '../../shared/kinds/fields/node-fields';
import type { MachineFacts } from '../../shared/lab/machine-control';
import type { StartupFailure } from '../../shared/rules/startup-failure';
import { MachineStage } from '../harness/machine-stage';
import { describeWith } from '../harness/parts';
import { commandLine } from '../harness/processes';
import { eventually } from '../harness/vde-client';

const never = new AbortController().signal;
const driver = new HostDriver();
const SHELL = ['/bin/bash', '--norc'];
let stage: MachineStage;
let told: Partial<MachineFacts>;
let failed: StartupFailure[] = [];

const host = (changes: Partial<HostNode> = {}): HostNode => ({
  id: 'm1',
  kind: 'host',
  name: 'Mail server',
  x: 0,
  y: 0,
  command: SHELL,
  script: '',
  resolvConf: '',
  cpuLimit: 0,
  memoryLimit: 0,
  cards: [{ mac: '02:00:00:00:00:01' }],
  start: startAtOnce,
  ...changes,
});

async function start(node: HostNode, cards: readonly string[]): Promise<MachineRun> {
  expect(await driver.check(node)).toBeNull();
  const tell = (facts: Partial<MachineFacts>) => {
    told = { ...told, ...facts };
  };
  const startupFailed = (failure: StartupFailure) => failed.push(failure);
  const context = { ...stage.context(cards), hostname: 'Mail-server', tell, startupFailed };
  return driver.start(node, context, never);
}

/** Types a command and returns its output, without the echo of the command. */
async function run(command: string): Promise<string> {
  const console = stage.console('console');
  console.source.write(`${command}; echo "[done]"\n`);
  await console.until('echo "[done]"');
  return console.until('[done]\r\n');
}

/** The command lines of those who live in a network namespace. */
function commandsIn(namespace: string): string[] {
  return membersOfNamespaces([namespace]).map((pid) => commandLine(pid).trim());
}

describeWith(['vdens', 'vde_plug', 'ip', 'ping', 'root'], 'Namespace hosts', () => {
  beforeEach(() => {
    stage = new MachineStage();
    told = {};
    failed = [];
  });
  afterEach(() => stage.close());

  it('have their own name, cards, addresses and resolv.conf', async () => {
    const cards = [await stage.switch('a'), await stage.switch('b')];
    const node = host({
      cards: [{ mac: '02:00:00:00:00:01' }, { mac: '02:00:00:00:00:02' }],
      script: 'ip addr add 10.9.0.1/24 dev eth0\nip addr add 10.9.1.1/24 dev eth1',
      resolvConf: 'nameserver 192.0.2.53',
    });
    const machine = await start(node, cards);
    await stage.console('console').until('Mail-server# ');
    expect(await run('hostname')).toContain('Mail-server');
    expect(await run('cat /etc/resolv.conf')).toContain('nameserver 192.0.2.53');
    const links = await run('ip -br link');
    expect(links).toMatch(/lo .*UP/);
    expect(links).toMatch(/eth0 .*02:00:00:00:00:01.*UP/);
    expect(links).toMatch(/eth1 .*02:00:00:00:00:02.*UP/);
    expect(await run('ip -br addr')).toMatch(/eth0 .*10\.9\.0\.1\/24[\s\S]*eth1 .*10\.9\.1\.1\/24/);
    expect(await run('stty size')).toContain('24 80');
    expect(told.trouble ?? null).toBeNull();
    await machine.stop();
    expect(await machine.exited).toEqual({ failure: null });
  });

  it('leave nothing, not even a daemon with a session of its own', async () => {
    const card = await stage.switch();
    const script =
      "trap '' HUP TERM\nsetsid sleep 1001 < /dev/null > /dev/null 2>&1 &\nsetsid --fork sleep 1002";
    const machine = await start(host({ script }), [card]);
    await stage.console('console').until('Mail-server# ');
    const [namespace] = (await run('readlink /proc/self/ns/net')).match(/net:\[\d+\]/) ?? [];
    // `setsid --fork` does not wait until its child is another program.
    await eventually('all are there', () =>
      ['sleep 1001', 'sleep 1002', SHELL.join(' ')].every((one) =>
        commandsIn(namespace!).includes(one),
      ),
    );
    await machine.stop();
    expect(await machine.exited).toEqual({ failure: null });
    expect(membersOfNamespaces([namespace!])).toEqual([]);
    expect(stage.supervisor.size).toBe(1);
  });

  it('open their shell although lines of the startup commands failed, and say which and why', async () => {
    const machine = await start(host({ script: 'echo halfway\nls /nowhere\ntrue\nexit 3' }), [
      await stage.switch(),
    ]);
    await stage.console('console').until('Mail-server# ');
    await eventually('both lines', () => failed.length === 2);
    expect(failed).toEqual([
      { line: 2, command: 'ls /nowhere', printed: expect.stringContaining('/nowhere'), status: 2 },
      { line: 4, command: 'exit 3', printed: expect.any(String), status: 3 },
    ]);
    expect(told.trouble).toBeUndefined();
    await machine.stop();
  });

  it('tell the end of a script that cannot be watched line by line', async () => {
    const machine = await start(host({ script: "echo 'half\nway'\nls /nowhere\nexit 3" }), [
      await stage.switch(),
    ]);
    await eventually('the trouble', () => told.trouble);
    expect(told.trouble).toMatchObject({
      message: 'The startup script of Mail server ended with exit status 3.',
      detail: expect.stringContaining('/nowhere'),
    });
    await machine.stop();
  });

  it('are off when their program ends, and failed when it fails', async () => {
    const card = await stage.switch();
    const good = await start(host({ command: ['/bin/echo', 'one argument'] }), [card]);
    expect(await good.exited).toEqual({ failure: null });
    const bad = await start(host({ command: ['/bin/ls', '/nowhere at all'] }), [card]);
    expect((await bad.exited).failure).toMatchObject({
      code: 'program-failed',
      message: '/bin/ls of Mail server ended with exit code 2.',
      detail: expect.stringContaining('/nowhere at all'),
    });
  });

  it('outlive Ctrl-C and Ctrl-Z in their script, and are gone when killed', async () => {
    const machine = await start(host({ script: 'echo waiting\nexec sleep 1003' }), [
      await stage.switch(),
    ]);
    const console = stage.console('console');
    await console.until('waiting');
    console.source.write('\x1a');
    await console.until('^Z');
    // While the job is being woken, nobody is there yet to be interrupted.
    const interrupts = setInterval(() => console.source.write('\x03'), 200);
    await console.until('Mail-server# ').finally(() => clearInterval(interrupts));
    await machine.controls?.kill?.();
    expect(await machine.exited).toEqual({ failure: null });
  });

  it('say what keeps them from starting', async () => {
    expect(await driver.check(host({ command: ['no-such-program'] }))).toMatchObject({
      code: 'program-missing',
    });
    const context = stage.context([join(stage.root, 'nowhere')]);
    await expect(driver.start(host(), context, never)).rejects.toMatchObject({
      failure: { code: 'program-failed', detail: expect.stringContaining('nowhere') },
    });
    expect(readdirSync(context.runtimeDirectory)).not.toContain('up');
  });
});

/** The driver in a process of a user without rights; see user-host.ts. */
const USER = 65_534;

describeWith(['vdens', 'vde_plug', 'ip', 'ping', 'root'], 'A user without rights', () => {
  beforeEach(() => {
    stage = new MachineStage();
  });
  afterEach(() => stage.close());

  it('may have namespace hosts, and ping from them', () => {
    chmodSync(stage.root, 0o777);
    const tsx = import.meta.resolve('tsx');
    const script = join(import.meta.dirname, '../harness/user-host.ts');
    // Where only root may open /dev/net/tun, as in some containers, the user gets a copy to use.
    const prepare = [
      `mknod ${stage.root}/tun c 10 200`,
      `chmod 666 ${stage.root}/tun`,
      `mount --bind ${stage.root}/tun /dev/net/tun`,
      `exec setpriv --reuid ${USER} --regid ${USER} --clear-groups "$@"`,
    ].join(' && ');
    const command = [process.execPath, '--import', tsx, script, stage.root];
    const printed = execFileSync('unshare', ['-m', 'sh', '-c', prepare, 'sh', ...command], {
      env: { PATH: process.env.PATH ?? '', HOME: stage.root },
      encoding: 'utf8',
      timeout: 60_000,
    });
    expect(printed).toContain('1 received');
    expect(printed).toContain(`uid=${USER}`);
    expect(printed).toContain('Mail-server');
    expect(printed).toContain('left: 0');
  });
});
