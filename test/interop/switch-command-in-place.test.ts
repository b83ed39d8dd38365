/** `vdelab switch` in vde_switch's place: with the programs of vde2, in a script, with taps. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ManagementClient } from '../harness/management-client';
import { describeWith } from '../harness/parts';
import { processesOf } from '../harness/processes';
import { cli, SwitchStage } from '../harness/switch-stage';
import { eventually, VdeTestClient } from '../harness/vde-client';

let stage: SwitchStage;
const at = (name: string) => stage.at(name);

beforeEach(() => {
  stage = new SwitchStage();
});

afterEach(async () => {
  await stage.close();
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
    await stage.startDaemon('-M', at('mgmt'));
    const term = stage.start('script', ['-q', '-c', `vdeterm ${at('mgmt')}`, '/dev/null']);
    await term.printed(/vde\[[^\]]*\]: /);
    term.type('port/create 4\r');
    await term.printed(/Success/);
    term.type('port/allprint 4\r');
    await term.printed(/Port 0004 untagged_vlan=0000 INACTIVE/);
    term.type('logout\r');
    expect(await term.ended).toBe(0);
  });

  it('talks to unixterm', async () => {
    await stage.startDaemon('-M', at('mgmt'));
    const term = stage.start('script', ['-q', '-c', `unixterm ${at('mgmt')}`, '/dev/null']);
    await term.printed(/vde\$ /);
    term.type('showinfo\r');
    await term.printed(/1000 Success/);
    term.type('logout\r');
    expect(await term.ended).toBe(0);
  });

  it('talks to unixcmd as the real one does', async () => {
    const ask = (socket: string, ...command: string[]) => {
      const args = ['-s', socket, '-f', '/etc/vde2/vdecmd', ...command];
      const { status, stdout, stderr } = spawnSync('unixcmd', args, { encoding: 'utf8' });
      return { status, stdout, stderr };
    };
    await stage.startDaemon('-M', at('mgmt'));
    spawnSync('vde_switch', ['-d', '-s', at('real'), '-M', at('real.mgmt'), '-p', at('real.pid')]);
    await stage.adopt('real.pid');
    for (const command of [
      ['port/create', '3'],
      ['port/allprint'],
      ['vlan/create', '9'],
      ['vlan/allprint'],
      // A move counts at once by default; the real one waits.
      ['hash/setminper', '3'],
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
    const program = stage.start('sh', [
      '-c',
      `cd ${stage.folder}; PATH=${at('bin')}:$PATH; ${script}`,
    ]);
    expect(await program.ended).toBe(0);
    expect(program.output()).toContain('HUB=true');
    await eventually('the end of both', () => readdirSync(stage.folder).join() === 'bin');
  });
});

describeWith(['vde_switch'], 'what vdelab switch does otherwise than vde_switch', () => {
  /** Runs both until the end of their standard input; what `look` sees afterwards. */
  function both<T>(args: string[], look: (status: number | null) => T): { real: T; ours: T } {
    const real = spawnSync('vde_switch', args, { input: '' }).status;
    return { real: look(real), ours: look(stage.runSwitch(...args).status) };
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

  it('refuses a management socket where somebody listens, instead of going on without', async () => {
    await stage.startDaemon('-M', at('mgmt'));
    const result = both(['-s', at('other'), '-M', at('mgmt')], (status) => status);
    expect(result).toEqual({ real: 0, ours: 255 });
  });

  it('says in the foreground why it could not go to the background', async () => {
    const blocked = join(at('nowhere'), 'pid');
    const args = ['-d', '-p', blocked, '-s'];
    expect(spawnSync('vde_switch', [...args, at('real')]).status).toBe(0);
    expect(stage.runSwitch(...args, at('ours')).status).toBe(1);
    // Its child may find the parent still listening, take that for another switch, and leave its socket there.
    await eventually(
      'the end of the real one',
      () => !processesOf('vde_switch', at('real')).length,
    );
    expect(existsSync(at('ours'))).toBe(false);
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
    const program = stage.start('unshare', [
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
    const shown = await eventually('both taps', async () => {
      const reply = await management.ask('port/print');
      return reply.includes(': second\n') && reply;
    });
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
