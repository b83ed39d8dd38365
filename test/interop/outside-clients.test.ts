/** Real VDE clients on the app's switches: vdens, vde_plug, vde_switch, and who gets which port. */

import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { perfectCable } from '../../shared/document/topology';
import { openTestPlane, type TestPlane } from '../harness/dataplane';
import { describeWith } from '../harness/parts';
import { inVdens, type RunningProgram, startProgram, withAddress } from '../harness/programs';
import { eventually, VdeTestClient } from '../harness/vde-client';

let test: TestPlane;
let programs: RunningProgram[] = [];

beforeEach(() => {
  test = openTestPlane();
});

afterEach(async () => {
  for (const program of programs) await program.stop();
  programs = [];
  await test.close();
});

const keep = (program: RunningProgram) => {
  programs.push(program);
  return program;
};

/** A namespace that only answers pings. */
function host(locator: string, address: string): RunningProgram {
  return keep(inVdens(locator, `${withAddress(address)} echo ready; exec sleep 1000`));
}

/** The loss in percent of three pings out of a namespace (vdens does not hand on exit codes). */
async function lossOf(locator: string, address: string, other: string): Promise<number> {
  const script = `${withAddress(address)} ping -c 3 -i 0.2 -W 2 ${other}`;
  const [, loss] = await keep(inVdens(locator, script)).printed(/ (\d+)% packet loss/);
  return Number(loss);
}

describeWith(['vdens', 'ip', 'ping', 'root'], 'namespaces on a switch', () => {
  it('ping each other, and again after the worker was replaced', async () => {
    const directory = await test.addSwitch('sw');
    await host(`vde://${directory}`, '10.9.0.1/24').printed(/ready/);
    expect(await lossOf(`vde://${directory}`, '10.9.0.2/24', '10.9.0.1')).toBe(0);
    await test.plane.replaceWorker();
    expect(await lossOf(`vde://${directory}`, '10.9.0.3/24', '10.9.0.1')).toBe(0);
  });

  it('reach each other across a cable between two switches, and lose it with the cable', async () => {
    const [one, two] = [await test.addSwitch('one'), await test.addSwitch('two')];
    await test.plane.connect(
      'c',
      { device: 'one', port: 1 },
      { device: 'two', port: 16 },
      perfectCable,
    );
    await host(`vde://${one}`, '10.9.0.1/24').printed(/ready/);
    expect(await lossOf(`vde://${two}`, '10.9.0.2/24', '10.9.0.1')).toBe(0);
    await test.plane.disconnect('c');
    expect(await lossOf(`vde://${two}`, '10.9.0.2/24', '10.9.0.1')).toBe(100);
  });

  it('get the port that they ask for, and its counters show their frames', async () => {
    const directory = await test.addSwitch('sw');
    await host(`vde://${directory}[5]`, '10.9.0.1/24').printed(/ready/);
    expect(await lossOf(`vde://${directory}[7]`, '10.9.0.2/24', '10.9.0.1')).toBe(0);
    expect(test.presence).toContain('sw:5+');
    expect(test.presence).toContain('sw:7+');
    expect(test.plane.counters('sw')[5]!.framesOut).toBeGreaterThanOrEqual(3);
    expect(test.plane.counters('sw')[7]!.framesIn).toBeGreaterThanOrEqual(3);
  });
});

describeWith(['vdens', 'vde_plug', 'vde_switch', 'ip', 'ping', 'root'], 'a real vde_switch', () => {
  it('is joined by vde_plug on the two switches, at the right port', async () => {
    const directory = await test.addSwitch('sw');
    const real = join(test.folder, 'real');
    keep(startProgram('vde_switch', ['-s', real, '-nostdin']));
    await eventually('vde_switch', () => existsSync(join(real, 'ctl')));
    keep(startProgram('vde_plug', [`vde://${directory}[3]`, `vde://${real}`]));
    await eventually('the plug', () => test.presence.includes('sw:3+'));
    await host(`vde://${real}`, '10.9.0.1/24').printed(/ready/);
    expect(await lossOf(`vde://${directory}`, '10.9.0.2/24', '10.9.0.1')).toBe(0);
    expect(test.plane.counters('sw')[3]!.framesIn).toBeGreaterThanOrEqual(3);
  });

  it('leaves when its plug goes, and its data socket goes with it', async () => {
    const directory = await test.addSwitch('sw');
    const plug = startProgram('vde_plug', [`vde://${directory}`, 'null://']);
    await eventually('the plug', () => test.presence.includes('sw:1+'));
    await plug.stop();
    await eventually('its end', () => test.presence.includes('sw:1-'));
    expect(readdirSync(directory)).toEqual(['ctl']);
  });
});

describeWith([], 'the places of switches', () => {
  it('answer requests of version 1 as well', async () => {
    const directory = await test.addSwitch('sw');
    const { joinRequestV1 } = await import('../harness/vde-client');
    const client = await VdeTestClient.join(directory, {}, joinRequestV1);
    expect(client.port).toBe(1);
    client.leave();
  });

  it('give port 0 to who asks for it, and never by chance', async () => {
    const directory = await test.addSwitch('sw', { ports: 1 });
    const zero = await VdeTestClient.join(directory, { port0: true });
    const one = await VdeTestClient.join(directory);
    expect([zero.port, one.port]).toEqual([0, 1]);
    await expect(VdeTestClient.join(directory)).rejects.toThrow('refused');
    await expect(VdeTestClient.join(directory, { port: 2 })).rejects.toThrow('refused');
    zero.leave();
    one.leave();
  });

  it('keep the drawn ports from clients that take any', async () => {
    const directory = await test.addSwitch('sw');
    await test.plane.reserve('sw', [1, 2]);
    const any = await VdeTestClient.join(directory);
    const asked = await VdeTestClient.join(directory, { port: 2 });
    expect([any.port, asked.port]).toEqual([3, 2]);
    any.leave();
    asked.leave();
  });

  it('have the permissions that were asked for', async () => {
    const directory = await test.addSwitch('sw', { mode: 0o660 });
    expect(statSync(directory).mode & 0o7777).toBe(0o2770);
    expect(statSync(join(directory, 'ctl')).mode & 0o777).toBe(0o660);
    const client = await VdeTestClient.join(directory);
    // As root with a known user: the user's bits only (datasock.c).
    const expected = process.getuid?.() === 0 ? 0o600 : 0o660;
    expect(statSync(client.dataPath).mode & 0o777).toBe(expected);
    client.leave();
  });

  it('take over what a dead switch left, but not a live one', async () => {
    const directory = await test.addSwitch('sw');
    await expect(test.addSwitch('other', { directory })).rejects.toThrow(/already runs/);
    const second = openTestPlane();
    await expect(second.addSwitch('sw', { directory })).rejects.toThrow(/already runs/);
    await second.close();
  });

  it('are removed with what is in them', async () => {
    const directory = await test.addSwitch('sw');
    const client = await VdeTestClient.join(directory);
    client.leave();
    await eventually('its end', () => test.presence.includes('sw:1-'));
    await test.plane.remove('sw');
    expect(existsSync(directory)).toBe(false);
  });

  it('carry frames up to the largest of vdeplug4, and count what is longer or too short', async () => {
    const directory = await test.addSwitch('sw');
    const [a, b] = [await VdeTestClient.join(directory), await VdeTestClient.join(directory)];
    const frame = (length: number) => {
      const bytes = new Uint8Array(length).fill(0xff, 0, 6);
      bytes.set([2, 0, 0, 0, 0, 1].slice(0, Math.max(0, length - 6)), 6);
      return bytes;
    };
    for (const [sent, received] of [
      [14, 60],
      [59, 60],
      [60, 60],
      [1514, 1514],
      [1518, 1518],
      [9234, 9234],
    ] as const) {
      a.send(frame(sent));
      expect((await b.next()).length).toBe(received);
    }
    a.send(frame(9235));
    a.send(frame(13));
    a.send(frame(100));
    expect((await b.next()).length).toBe(100);
    expect(test.plane.counters('sw')[1]!.drops).toMatchObject({ oversize: 1, runt: 1 });
    a.leave();
    b.leave();
  });
});
