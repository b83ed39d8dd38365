/** `vdelab up` and `vdelab check`, as a person uses them in a terminal. */

import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  emptyDocument,
  perfectCable,
  type TopologyDocument,
  type UmlNode,
} from '../../shared/document/topology';
import { startAtOnce } from '../../shared/kinds/fields/node-fields';
import { plainSwitch } from '../../shared/kinds/switch';
import { plainUml } from '../../shared/kinds/uml';
import { ownFolders } from '../harness/own-folders';
import { panickingKernel, startsOf } from '../harness/panicking-kernel';
import { describeWith } from '../harness/parts';
import { inVdens, type RunningProgram, startProgram, withAddress } from '../harness/programs';
import { eventually, VdeTestClient } from '../harness/vde-client';

const cli = resolve(import.meta.dirname, '../../dist/electron/cli.js');

let folder: string;
let running: RunningProgram[];

beforeEach(() => {
  folder = mkdtempSync('/tmp/vdc-');
  running = [];
});

afterEach(async () => {
  for (const program of running) await program.stop();
  rmSync(folder, { recursive: true, force: true });
});

function vdelab(
  args: string[],
  flags: string[] = [],
  more: Record<string, string> = {},
): RunningProgram {
  const environment = { ...more, ...ownFolders(folder) };
  const program = startProgram(process.execPath, [...flags, cli, ...args], environment);
  running.push(program);
  return program;
}

function labFile(change: (lab: TopologyDocument) => void): string {
  const lab = emptyDocument('c3a9b5b0-53bb-4f0a-8f7d-3c2a51b9f001', 'Terminal');
  change(lab);
  const file = join(folder, 'lab.vdelab');
  writeFileSync(file, JSON.stringify(lab));
  return file;
}

const at = { x: 0, y: 0 };
const sw = (directory: string) =>
  ({
    id: 's',
    kind: 'switch',
    name: 'sw1',
    ...at,
    ports: 8,
    directory,
    mode: '0600',
    group: '',
    ...plainSwitch,
  }) as const;
const pc = {
  id: 'p',
  kind: 'pc',
  start: startAtOnce,
  name: 'pc1',
  ...at,
  cards: [{ mac: '02:00:00:00:00:01' }],
  setup: ['ip addr add 10.8.0.1/24 dev eth0'],
} as const;

describeWith(['vdens', 'ip', 'ping', 'root'], 'vdelab up', () => {
  it('runs a lab, prints its states, and leaves nothing when it is interrupted', async () => {
    const directory = join(folder, 'sw');
    const file = labFile((lab) => {
      lab.nodes = { s: sw(directory), p: { ...pc, cards: [...pc.cards], setup: [...pc.setup] } };
      lab.cables = {
        c: { id: 'c', a: { node: 'p', port: 0 }, b: { node: 's', port: 4 }, ...perfectCable },
      };
    });
    const up = vdelab(['up', '--allow', 'writes', file]);
    await up.printed(/Everything runs/);
    expect(up.output()).toMatch(/sw1: running \(.*\/sw\)/);
    // A real Linux host talks to the built-in PC.
    const script = `${withAddress('10.8.0.2/24')} ping -c 3 -i 0.2 -W 2 10.8.0.1`;
    const host = inVdens(`vde://${directory}`, script);
    running.push(host);
    await host.printed(/3 received, 0% packet loss/);
    up.interrupt();
    expect(await up.ended).toBe(0);
    expect(up.output()).toMatch(/pc1: off/);
    expect(existsSync(directory)).toBe(false);
    expect(readdirSync(join(folder, 'run/vdelab'))).toEqual([]);
  });

  it('says what cannot start and what to do, and fails', async () => {
    const file = labFile((lab) => {
      lab.nodes.s = sw('/proc/nowhere');
    });
    const up = vdelab(['up', '--allow', 'all', file]);
    expect(await up.ended).toBe(1);
    expect(up.output()).toMatch(/switch directory \/proc\/nowhere cannot be made/);
    expect(up.output()).toMatch(/Choose another directory/);
  });

  it('says which startup command failed, and runs the lab all the same', async () => {
    const file = labFile((lab) => {
      lab.nodes.p = { ...pc, cards: [...pc.cards], setup: ['ip addr add 10.8.0.1/33 dev eth0'] };
    });
    const up = vdelab(['up', '--allow', 'all', file]);
    await up.printed(/Everything runs/);
    await up.printed(/10\.8\.0\.1\/33/);
    await up.printed(/Correct command 1 in the inspector of pc1\./);
    up.interrupt();
    expect(await up.ended).toBe(0);
  });

  it('does nothing of a lab from elsewhere without being told to, thing by thing', async () => {
    const traces = ['one', 'two'].map((name) => join(folder, name));
    const file = labFile((lab) => {
      for (const [index, trace] of traces.entries()) {
        const id = `p${index}`;
        const locator = `cmd://touch ${trace}`;
        lab.nodes[id] = {
          id,
          kind: 'plug',
          start: startAtOnce,
          name: `plug${index}`,
          ...at,
          locator,
        };
      }
    });
    const up = vdelab(['up', file]);
    expect(await up.ended).toBe(1);
    expect(up.output()).toMatch(/plug0, as a command of this computer:\n.*cmd:\/\/touch/);
    const [one, two] = [...up.output().matchAll(/\[([0-9a-f]{8})\]/g)].map((match) => match[1]!);
    const half = vdelab(['up', '--allow', one!, file]);
    expect(await half.ended).toBe(1);
    expect(half.output()).toContain('plug1, as a command');
    expect(half.output()).not.toContain('plug0, as a command');
    expect(traces.some(existsSync)).toBe(false);
    const all = vdelab(['up', '--remember', '--allow', one!, '--allow', two!, file]);
    await eventually('the commands', () => traces.every(existsSync), 20_000);
    all.interrupt();
    await all.ended;
    for (const trace of traces) rmSync(trace);
    const again = vdelab(['up', file]);
    await eventually('the commands, without a question', () => traces.every(existsSync), 20_000);
    again.interrupt();
    await again.ended;
  });

  it('shows what a lab from elsewhere hides from a terminal', async () => {
    const hidden = 'touch /tmp/hidden\u001b[2K\u001b[1Gip addr add 10.0.0.1/24 dev eth0\u202e';
    const file = labFile((lab) => {
      const locator = `cmd://${hidden}`;
      const name = 'plug1\u001b]0;A TITLE\u0007';
      lab.nodes.p = { id: 'p', kind: 'plug', start: startAtOnce, name, ...at, locator };
    });
    const up = vdelab(['up', file]);
    expect(await up.ended).toBe(1);
    expect(up.output()).toContain('touch /tmp/hidden\\x1b[2K\\x1b[1Gip addr');
    expect(up.output()).toContain('\\u202e');
    expect(up.output()).toContain('plug1\\x1b]0;A TITLE\\x07');
    expect(up.output()).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });

  it('does not take a broken file for a lab', async () => {
    const file = join(folder, 'broken.vdelab');
    writeFileSync(file, '{"format":"vdelab","version":1,');
    const up = vdelab(['up', file]);
    expect(await up.ended).toBe(1);
    expect(up.output()).toMatch(/line 1/);
  });
});

describe('vdelab check', () => {
  it('names every part with what it is for', async () => {
    const check = vdelab(['check']);
    expect(await check.ended).toBe(0);
    for (const part of ['QEMU', 'User-Mode Linux', 'vde_plug', 'KVM', 'Taps', 'Disk space']) {
      expect(check.output()).toMatch(new RegExp(`^(found|missing) +${part}`, 'm'));
    }
    expect(check.output()).toMatch(/^\d+ of \d+ found\.$/m);
  });

  it('says which kernel does not run on this processor, why, and which one to take', async () => {
    const bin = join(folder, 'bin');
    const kernel = panickingKernel(bin);
    const other = panickingKernel(join(folder, 'strange'));
    const uml = (id: string, path: string): UmlNode => ({
      ...{ id, kind: 'uml', ...plainUml, name: id, ...at, kernel: path, memory: 128 },
      ...{ rootfs: '', initrd: '/proc/version', append: '', cards: [] },
    });
    const environment = { PATH: `${bin}:${process.env.PATH}` };
    const file = labFile((lab) => (lab.nodes.u1 = uml('u1', '')));
    const check = vdelab(['check', file], [], environment);
    expect(await check.ended).toBe(1);
    expect(check.output()).toMatch(
      /^missing +UML kernel that runs here +Linux 6\.1\.176 ends before/m,
    );
    expect(check.output()).toContain(
      `The kernel of u1, Linux 6.1.176 (${kernel}), ends before its`,
    );
    expect(check.output()).toContain('it must be Linux 6.13 or later');
    const foreign = labFile((lab) => (lab.nodes.u2 = uml('u2', other)));
    expect(await vdelab(['check', foreign], [], environment).ended).toBe(0);
    expect(startsOf(join(folder, 'strange'))).toEqual([]);
  });

  it('fails for a lab that needs what is missing, and names both', async () => {
    const file = labFile((lab) => {
      const locator = 'slirp://';
      lab.nodes.s = sw('');
      lab.nodes.p = { id: 'p', kind: 'plug', start: startAtOnce, name: 'plug1', ...at, locator };
    });
    // No module is found in a folder that is not there.
    const without = vdelab(['check', file], [], { VDEPLUGIN_PATH: join(folder, 'nowhere') });
    expect(await without.ended).toBe(1);
    expect(without.output()).toMatch(/^plug1 needs slirp for VDE\.$/m);
    expect(without.output()).toMatch(/^ {2}sudo apt-get install .*libvdeplug-slirp/m);
  });

  it('says that a lab which needs nothing has all', async () => {
    const check = vdelab(['check', labFile((lab) => (lab.nodes.s = sw('')))]);
    expect(await check.ended).toBe(0);
    expect(check.output()).toMatch(
      /Everything that “Terminal” needs is here, and nothing is wrong with it\./,
    );
  });
});

describe('the data plane under a collector that runs all the time', () => {
  it('neither loses nor spoils a frame', async () => {
    const directory = join(folder, 'sw');
    const file = labFile((lab) => {
      lab.nodes.s = sw(directory);
    });
    // The memory that system calls are given must not depend on when V8 collects.
    await vdelab(
      ['up', '--allow', 'writes', file],
      ['--gc-interval=200', '--stress-compaction'],
    ).printed(/Everything runs/, 60_000);
    const [a, b] = [await VdeTestClient.join(directory), await VdeTestClient.join(directory)];
    const frame = new Uint8Array(1514).fill(0xff, 0, 6);
    frame.set([2, 0, 0, 0, 0, 1], 6);
    for (let number = 0; number < 5_000; number++) {
      frame.fill(number & 255, 14);
      await eventually('room', () => a.send(frame), 20_000);
      const got = await eventually('the frame', () => b.receive(), 20_000);
      if (Buffer.compare(got, frame) !== 0) throw new Error(`frame ${number} came spoilt`);
    }
    a.leave();
    b.leave();
  });
});
