/** `vdelab switch` as a program: options, start-up, daemon, signals, and what is left behind. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManagementClient } from '../harness/management-client';
import { cli, isAlive, SwitchStage } from '../harness/switch-stage';
import { eventually, VdeTestClient } from '../harness/vde-client';

let stage: SwitchStage;
const at = (name: string) => stage.at(name);

/** Resident memory of a process, in kB. */
function memoryOf(pid: number): number {
  return Number(/VmRSS:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))![1]);
}

beforeEach(() => {
  stage = new SwitchStage();
});

afterEach(async () => {
  await stage.close();
});

describe('vdelab switch', () => {
  it('goes to the background when clients can join, and leaves nothing when it is ended', async () => {
    const pid = await stage.startDaemon('-M', at('mgmt'));
    expect(isAlive(pid)).toBe(true);
    expect(statSync(at('mgmt')).mode & 0o777).toBe(0o600);
    const client = await VdeTestClient.join(at('sw'));
    expect(client.port).toBe(1);
    client.leave();
    process.kill(pid, 'SIGTERM');
    await eventually('its end', () => !isAlive(pid));
    expect(readdirSync(stage.folder)).toEqual([]);
  });

  it('keeps relative paths where it was started', async () => {
    const result = stage.runSwitch('-d', '-s', 'sw', '-M', 'mgmt', '-p', 'pid');
    expect(result.status).toBe(0);
    await stage.adopt('pid');
    const client = await ManagementClient.connect(at('mgmt'));
    expect(await client.ask('ds/showinfo')).toContain(`ctl dir ${at('sw')}\n`);
    expect(await client.ask('shutdown')).toBe('9999 END OF SESSION');
    await eventually('its end', () => readdirSync(stage.folder).length === 0);
  });

  for (const [signal, code] of [
    ['SIGHUP', 129],
    ['SIGINT', 130],
    ['SIGTERM', 0],
  ] as const) {
    it(`cleans up on ${signal} and exits with ${code}`, async () => {
      const program = stage.startSwitch(['-s', at('sw'), '-M', at('mgmt'), '-p', at('pid')]);
      process.kill(await stage.adopt('pid'), signal);
      expect(await program.ended).toBe(code);
      expect(readdirSync(stage.folder)).toEqual([]);
    });
  }

  it('reads on as its answers are read, and ends at once on SIGTERM', async () => {
    const child = spawn(process.execPath, [cli, 'switch', '-s', at('sw'), '-M', at('mgmt')]);
    // What it did not read is for nobody when it has ended.
    child.stdin.on('error', () => {});
    try {
      // Whose answers, some 1,000,000 of them, nobody reads.
      child.stdin.write('showinfo\n'.repeat(1_000_000));
      await eventually('a first answer', () => child.stdout.readableLength > 0);
      const client = await ManagementClient.connect(at('mgmt'));
      for (let asked = 0; asked < 200; asked++) {
        expect(await client.ask('showinfo')).toContain('1000 Success');
      }
      expect(child.stdin.writableLength).toBeGreaterThan(0);
      expect(memoryOf(child.pid!)).toBeLessThan(400_000);
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      expect(await Promise.race([ended, delay(5_000, 'too late')])).toEqual([0, null]);
      expect(readdirSync(stage.folder)).toEqual([]);
    } finally {
      child.kill('SIGKILL');
    }
  });

  it('answers all that standard input said before its end', () => {
    const lines = 'port/allprint\n'.repeat(3_000);
    const { stdout } = spawnSync(process.execPath, [cli, 'switch', '-s', at('sw')], {
      input: `${lines}showinfo`,
      encoding: 'utf8',
      maxBuffer: 1e9,
    });
    expect(stdout.match(/1000 Success/g)).toHaveLength(3_001);
  });

  it('ends with standard input, but not when it is told to do without', async () => {
    const ended = stage.runSwitch('-s', at('sw'));
    expect(ended).toEqual({
      status: 0,
      stdout: '',
      stderr: 'vdelab switch: EOF on stdin, cleaning up and exiting\n',
    });
    const program = stage.start('sh', [
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
    const byHome = stage.startSwitch(['-s', at('one'), '-M', at('m1')], { HOME: at('home') });
    const named = stage.startSwitch(['-s', at('two'), '-M', at('m2'), '-f', at('rc')], {
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
    const pid = await stage.startDaemon('-M', at('mgmt'));
    expect(stage.runSwitch('-s', at('sw')).status).toBe(255);
    expect(stage.runSwitch('-d', '-s', at('sw2'), '-M', at('mgmt'))).toMatchObject({
      status: 255,
      stderr: expect.stringContaining(at('mgmt')),
    });
    expect(existsSync(at('sw2'))).toBe(false);
    expect(stage.runSwitch('-s', at('sw2'), '-p', at('pid'))).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('exists already'),
    });
    process.kill(pid, 'SIGKILL');
    await eventually('its end', () => !isAlive(pid));
    rmSync(at('pid'));
    await stage.startDaemon('-M', at('mgmt'));
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
      const pid = await stage.startDaemon('-M', at('mgmt'), ...args);
      expect([args, modes()]).toEqual([args, wanted]);
      process.kill(pid, 'SIGTERM');
      await eventually('its end', () => readdirSync(stage.folder).length === 0);
    }
  });

  it('takes a directory as long as clients can join, and none that is longer', async () => {
    const long = (bytes: number) => at('d'.repeat(bytes - stage.folder.length - 1));
    const answer = stage.runSwitch('-s', long(101));
    expect(answer.status).toBe(255);
    const words = `The switch directory ${long(101)} is too long: it has 101 bytes, and at most 100 leave`;
    expect(answer.stderr).toContain(words);
    expect(answer.stderr).toContain('Choose a shorter path, like /tmp/mysw.');
    expect(readdirSync(stage.folder)).toEqual([]);
    // Bytes count, not characters.
    const cyrillic = at('ж'.repeat(60));
    const bytes = Buffer.byteLength(cyrillic);
    expect(stage.runSwitch('-s', cyrillic).stderr).toContain(`it has ${bytes} bytes`);
    const management = stage.runSwitch('-s', at('sw'), '-M', at('m'.repeat(120)));
    expect(management.status).toBe(255);
    expect(management.stderr).toMatch(
      /management socket .* has a path of \d+ bytes; at most 107 fit\./,
    );
    expect(readdirSync(stage.folder)).toEqual([]);
    const running = stage.startSwitch(['-s', long(100), '--nostdin']);
    await eventually('the switch', () => existsSync(join(long(100), 'ctl')));
    const plug = stage.start('vde_plug', [`vde://${long(100)}`, 'null://']);
    const joined = () => readdirSync(long(100)).some((name) => name.startsWith('001.'));
    await eventually('a client', joined);
    await plug.stop();
    running.interrupt();
    expect(await running.ended).toBe(130);
  });

  it('prints usage and version with the exit codes of vde_switch', () => {
    expect(stage.runSwitch('--help')).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('--sock'),
    });
    expect(stage.runSwitch('-v')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('VDE '),
    });
    expect(stage.runSwitch('something')).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('Usage'),
    });
    expect(stage.runSwitch('-n', '0')).toMatchObject({
      status: 1,
      stderr: 'vdelab switch: Invalid number of ports 0\n',
    });
    expect(stage.runSwitch('-g', 'no-such-group')).toMatchObject({
      status: 1,
      stderr: "vdelab switch: No such group 'no-such-group'\n",
    });
    expect(stage.runSwitch('-s', at('no/such/place')).status).toBe(255);
  });
});
