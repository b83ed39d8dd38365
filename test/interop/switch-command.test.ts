/** `vdelab switch` as scripts use vde_switch: options, console, daemon, signals, and what is left behind. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManagementClient } from '../harness/management-client';
import { describeWith } from '../harness/parts';
import { type RunningProgram, startProgram } from '../harness/programs';
import { eventually, VdeTestClient } from '../harness/vde-client';

const cli = resolve(import.meta.dirname, '../../dist/electron/cli.js');

let folder: string;
let running: RunningProgram[];
let daemons: number[];

beforeEach(() => {
  folder = mkdtempSync('/tmp/vdw-');
  running = [];
  daemons = [];
});

afterEach(async () => {
  for (const program of running) await program.stop();
  for (const pid of daemons) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const at = (name: string) => join(folder, name);

function isAlive(pid: number): boolean {
  return existsSync(`/proc/${pid}`);
}

function start(program: string, args: string[], environment = {}): RunningProgram {
  const started = startProgram(program, args, environment);
  running.push(started);
  return started;
}

const vdelabSwitch = (args: string[], environment = {}) =>
  start(process.execPath, [cli, 'switch', ...args], environment);

/** Runs it to its end, with nothing on standard input. */
function runSwitch(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'switch', ...args], {
    input: '',
    encoding: 'utf8',
    cwd: folder,
  });
  return { status, stdout, stderr };
}

/** Starts a daemon with a pidfile; its process number. */
function startDaemon(...args: string[]): number {
  const result = runSwitch('-d', '-p', at('pid'), '-s', at('sw'), ...args);
  expect(result).toEqual({ status: 0, stdout: '', stderr: '' });
  const pid = Number(readFileSync(at('pid'), 'utf8'));
  daemons.push(pid);
  return pid;
}

describe('vdelab switch', () => {
  it('goes to the background when clients can join, and leaves nothing when it is ended', async () => {
    const pid = startDaemon('-M', at('mgmt'));
    expect(isAlive(pid)).toBe(true);
    expect(statSync(at('mgmt')).mode & 0o777).toBe(0o600);
    const client = await VdeTestClient.join(at('sw'));
    expect(client.port).toBe(1);
    client.leave();
    process.kill(pid, 'SIGTERM');
    await eventually('its end', () => !isAlive(pid));
    expect(readdirSync(folder)).toEqual([]);
  });

  it('keeps relative paths where it was started', async () => {
    const result = runSwitch('-d', '-s', 'sw', '-M', 'mgmt', '-p', 'pid');
    expect(result.status).toBe(0);
    daemons.push(Number(readFileSync(at('pid'), 'utf8')));
    const client = await ManagementClient.connect(at('mgmt'));
    expect(await client.ask('ds/showinfo')).toContain(`ctl dir ${at('sw')}\n`);
    expect(await client.ask('shutdown')).toBe('9999 END OF SESSION');
    await eventually('its end', () => readdirSync(folder).length === 0);
  });

  for (const [signal, code] of [
    ['SIGHUP', 129],
    ['SIGINT', 130],
    ['SIGTERM', 0],
  ] as const) {
    it(`cleans up on ${signal} and exits with ${code}`, async () => {
      const program = vdelabSwitch(['-s', at('sw'), '-M', at('mgmt'), '-p', at('pid')]);
      await eventually('the pidfile', () => existsSync(at('pid')));
      process.kill(Number(readFileSync(at('pid'), 'utf8')), signal);
      expect(await program.ended).toBe(code);
      expect(readdirSync(folder)).toEqual([]);
    });
  }

  it('ends with standard input, but not when it is told to do without', async () => {
    const ended = runSwitch('-s', at('sw'));
    expect(ended).toEqual({
      status: 0,
      stdout: '',
      stderr: 'vdelab switch: EOF on stdin, cleaning up and exiting\n',
    });
    const program = start('sh', [
      '-c',
      `exec "$0" "$@" < /dev/null`,
      process.execPath,
      cli,
      'switch',
      '--nostdin',
      '-s',
      at('sw'),
      '-M',
      at('mgmt'),
    ]);
    const client = await ManagementClient.connect(at('mgmt'));
    expect(await client.ask('shutdown')).toBe('9999 END OF SESSION');
    expect(await program.ended).toBe(0);
  });

  it('runs the start-up file that is named, or the one in the home directory', async () => {
    mkdirSync(at('home/.vde2'), { recursive: true });
    writeFileSync(at('home/.vde2/vde_switch.rc'), 'vlan/create 7\nport/create 2\n# done');
    writeFileSync(at('rc'), 'vlan/create 8\nload /nowhere\nnonsense\nvlan/create 9\n');
    const byHome = vdelabSwitch(['-s', at('one'), '-M', at('m1')], { HOME: at('home') });
    const named = vdelabSwitch(['-s', at('two'), '-M', at('m2'), '-f', at('rc')], {
      HOME: at('home'),
    });
    const one = await ManagementClient.connect(at('m1'));
    expect(await one.ask('vlan/allprint')).toContain(
      'VLAN 0000\n -- Port 0002 tagged=0 active=0 status=Learning\nVLAN 0007\n.\n',
    );
    const two = await ManagementClient.connect(at('m2'));
    expect(await two.ask('vlan/print')).toContain('VLAN 0000\nVLAN 0008\nVLAN 0009\n.\n');
    for (const client of [one, two]) await client.ask('shutdown');
    expect(await Promise.all([byHome.ended, named.ended])).toEqual([0, 0]);
  });

  it('refuses what another switch has, and takes over what a dead one left', async () => {
    const pid = startDaemon('-M', at('mgmt'));
    expect(runSwitch('-s', at('sw')).status).toBe(255);
    expect(runSwitch('-d', '-s', at('sw2'), '-M', at('mgmt'))).toMatchObject({
      status: 255,
      stderr: expect.stringContaining(at('mgmt')),
    });
    expect(existsSync(at('sw2'))).toBe(false);
    expect(runSwitch('-s', at('sw2'), '-p', at('pid'))).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('exists already'),
    });
    process.kill(pid, 'SIGKILL');
    await eventually('its end', () => !isAlive(pid));
    rmSync(at('pid'));
    startDaemon('-M', at('mgmt'));
    const client = await ManagementClient.connect(at('mgmt'));
    expect(await client.ask('port/showinfo')).toContain('Numports=32\n');
    client.close();
  });

  it('sets modes of the directory and the sockets, and derives each from the other', async () => {
    const modes = () =>
      [statSync(at('sw')), statSync(at('sw/ctl')), statSync(at('mgmt'))].map(({ mode }) =>
        (mode & 0o7777).toString(8),
      );
    const expected: [string[], string[]][] = [
      [[], ['2700', '600', '600']],
      [
        ['-m', '660', '--mgmtmode', '640'],
        ['2770', '660', '640'],
      ],
      [
        ['-mod', '0666'],
        ['2777', '666', '600'],
      ],
      [['--dirmode=0755'], ['755', '644', '600']],
      [
        ['-mode=622', '-dirmode', '700'],
        ['700', '622', '600'],
      ],
    ];
    for (const [args, wanted] of expected) {
      const pid = startDaemon('-M', at('mgmt'), ...args);
      expect([args, modes()]).toEqual([args, wanted]);
      process.kill(pid, 'SIGTERM');
      await eventually('its end', () => readdirSync(folder).length === 0);
    }
  });

  it('prints usage and version with the exit codes of vde_switch', () => {
    expect(runSwitch('--help')).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('--sock'),
    });
    expect(runSwitch('-v')).toMatchObject({ status: 0, stdout: expect.stringContaining('VDE ') });
    expect(runSwitch('something')).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('Usage'),
    });
    expect(runSwitch('-n', '0')).toMatchObject({
      status: 1,
      stderr: 'vdelab switch: Invalid number of ports 0\n',
    });
    expect(runSwitch('-g', 'no-such-group')).toMatchObject({
      status: 1,
      stderr: "vdelab switch: No such group 'no-such-group'\n",
    });
    expect(runSwitch('-s', at('no/such/place')).status).toBe(255);
  });
});

describeWith(['vde_switch'], "vde2's own programs with vdelab switch", () => {
  it('answers on standard input what vde_switch answers', () => {
    const input = 'port/showinfo\nds\nvlan/create 5\nlogout\nport/print 3';
    const outputs = [
      ['vde_switch', '-s'],
      [process.execPath, cli, 'switch', '-s'],
    ].map(
      ([program, ...args]) =>
        spawnSync(program!, [...args, at('sw')], { input, encoding: 'utf8' }).stdout,
    );
    // vde_switch takes all of the input for one command.
    expect(outputs[0]).toBe(
      "0000 DATA END WITH '.'\nNumports=32\nHUB=false\ncounters=true\n.\n1000 Success\n",
    );
    expect(outputs[1]).toBe(
      `${outputs[0]}1038 Function not implemented\n1000 Success\n0000 DATA END WITH '.'\n.\n1006 No such device or address\n`,
    );
  });

  // Both want a terminal; script(1) has one to lend.
  it('talks to vdeterm', async () => {
    startDaemon('-M', at('mgmt'));
    const term = start('script', ['-q', '-c', `vdeterm ${at('mgmt')}`, '/dev/null']);
    await term.printed(/vde\[[^\]]*\]: /);
    term.type('port/create 4\r');
    await term.printed(/Success/);
    term.type('port/allprint 4\r');
    await term.printed(/Port 0004 untagged_vlan=0000 INACTIVE/);
    term.type('logout\r');
    expect(await term.ended).toBe(0);
  });

  it('talks to unixterm', async () => {
    startDaemon('-M', at('mgmt'));
    const term = start('script', ['-q', '-c', `unixterm ${at('mgmt')}`, '/dev/null']);
    await term.printed(/vde\$ /);
    term.type('showinfo\r');
    await term.printed(/1000 Success/);
    term.type('logout\r');
    expect(await term.ended).toBe(0);
  });

  it('talks to unixcmd as the real one does', () => {
    const ask = (socket: string, ...command: string[]) => {
      const args = ['-s', socket, '-f', '/etc/vde2/vdecmd', ...command];
      const { status, stdout, stderr } = spawnSync('unixcmd', args, { encoding: 'utf8' });
      return { status, stdout, stderr };
    };
    startDaemon('-M', at('mgmt'));
    spawnSync('vde_switch', ['-d', '-s', at('real'), '-M', at('real.mgmt'), '-p', at('real.pid')]);
    daemons.push(Number(readFileSync(at('real.pid'), 'utf8')));
    for (const command of [
      ['port/create', '3'],
      ['port/allprint'],
      ['vlan/create', '9'],
      ['vlan/allprint'],
      ['hash/showinfo'],
      ['xyz'],
    ]) {
      const ours = ask(at('mgmt'), ...command);
      expect([command, ours]).toEqual([command, ask(at('real.mgmt'), ...command)]);
    }
    expect(ask(at('mgmt'), 'vlan/allprint').stdout).toContain('VLAN 0009');
  });

  it('serves a script that was written for vde_switch', async () => {
    mkdirSync(at('bin'));
    writeFileSync(at('bin/vde_switch'), `#!/bin/sh\nexec ${process.execPath} ${cli} switch "$@"\n`);
    chmodSync(at('bin/vde_switch'), 0o755);
    const script = `set -e
      vde_switch -daemon -sock a -mgmt a.mgmt -pidfile a.pid -numports 8 -mod 660
      vde_switch --daemon --sock=b --mgmt=b.mgmt --pidfile=b.pid --hub
      vde_plug vde://$PWD/a vde://$PWD/b & plug=$!
      until unixcmd -s a.mgmt -f /etc/vde2/vdecmd port/print | grep -q vdeplug; do :; done
      unixcmd -s b.mgmt -f /etc/vde2/vdecmd port/showinfo || true
      kill $plug
      kill $(cat a.pid) $(cat b.pid)`;
    const program = start('sh', ['-c', `cd ${folder}; PATH=${at('bin')}:$PATH; ${script}`]);
    expect(await program.ended).toBe(0);
    expect(program.output()).toContain('HUB=true');
    await eventually('the end of both', () => readdirSync(folder).join() === 'bin');
  });
});

describeWith(['vde_switch'], 'what vdelab switch does otherwise than vde_switch', () => {
  /** Runs both until the end of their standard input; what `look` sees afterwards. */
  function both<T>(args: string[], look: (status: number | null) => T): { real: T; ours: T } {
    const real = spawnSync('vde_switch', args, { input: '' }).status;
    return { real: look(real), ours: look(runSwitch(...args).status) };
  }

  it('keeps a directory that was there before: it is not its own', () => {
    const look = () => {
      const isThere = existsSync(at('mine'));
      mkdirSync(at('mine'), { recursive: true });
      return isThere;
    };
    look();
    expect(both(['-s', at('mine')], look)).toEqual({ real: false, ours: true });
  });

  it('refuses a management socket where somebody listens, instead of going on without', () => {
    startDaemon('-M', at('mgmt'));
    const result = both(['-s', at('other'), '-M', at('mgmt')], (status) => status);
    expect(result).toEqual({ real: 0, ours: 255 });
  });

  it('says in the foreground why it could not go to the background', async () => {
    const blocked = join(at('nowhere'), 'pid');
    const args = ['-d', '-p', blocked, '-s'];
    expect(spawnSync('vde_switch', [...args, at('real')]).status).toBe(0);
    expect(runSwitch(...args, at('ours')).status).toBe(1);
    await eventually('the end of the real one', () => readdirSync(folder).length === 0);
  });
});

describeWith(['root', 'ip', 'ping'], 'taps of vdelab switch', () => {
  it('joins taps to the first free ports and says which it cannot have', async () => {
    const inside = `"$@" & ip link set lo up
      until ip link set first up 2>/dev/null; do :; done
      ip addr add 10.9.0.1/24 dev first
      until ping -c 1 -W 1 10.9.0.2; do :; done`;
    const args = [
      'switch',
      '--nostdin',
      '-s',
      at('sw'),
      '-M',
      at('mgmt'),
      '-t',
      'first',
      '-tap',
      'lo',
      '--tap=second',
    ];
    const program = start('unshare', [
      '-n',
      'sh',
      '-c',
      inside,
      'sh',
      process.execPath,
      cli,
      ...args,
    ]);
    await program.printed(/interface lo/);
    const management = await ManagementClient.connect(at('mgmt'));
    const shown = await management.ask('port/print');
    expect(shown).toMatch(
      /^Port 0001 .*\n.*\n.*\n.*\n {2}-- endpoint ID \d+ module tuntap {6}: first$/m,
    );
    expect(shown).toMatch(
      /^Port 0002 .*\n.*\n.*\n.*\n {2}-- endpoint ID \d+ module tuntap {6}: second$/m,
    );
    const client = await VdeTestClient.join(at('sw'));
    expect(client.port).toBe(3);
    // The question for 10.9.0.2 comes by.
    await eventually('an ARP request', () => client.receive()?.subarray(12, 14).join() === '8,6');
    client.leave();
    management.close();
  });
});
