/** Who has no cable, or one that is switched off, sees it: built-in PCs and taps of this host. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { perfectCable } from '../../shared/document/topology';
import { openTestPlane, type TestPlane } from '../harness/dataplane';
import { describeWith } from '../harness/parts';
import { eventually } from '../harness/vde-client';

let test: TestPlane;

beforeEach(() => {
  test = openTestPlane();
});

afterEach(() => test.close());

const down = { ...perfectCable, up: false };

describeWith([], 'a built-in PC', () => {
  /** What a PC prints after a command, until it prompts again. */
  async function run(id: string, command: string): Promise<string> {
    const before = test.printed.get(id)!.length;
    test.plane.type(id, `${command}\r`);
    const printed = () => test.printed.get(id)!.slice(before);
    await eventually('the prompt', () => /# [^\n]*$/.test(printed().slice(command.length)));
    return printed();
  }

  it('has carrier while a cable is in its card that is switched on', async () => {
    await test.addSwitch('sw');
    const settings = { hostname: 'a', macs: ['02:00:00:00:00:01', '02:00:00:00:00:02'], setup: [] };
    await test.plane.add({ type: 'pc', id: 'a', settings });
    await test.plane.startConsole('a');
    await eventually('the prompt', () => test.printed.get('a')?.includes('# '));
    const seen = async () =>
      [...(await run('a', 'ip link')).matchAll(/(eth\d): <([A-Z-]+),.* state (\w+)/g)].map(
        ([, card, flag, state]) => `${card} ${flag} ${state}`,
      );
    const off = ['eth0 NO-CARRIER DOWN', 'eth1 NO-CARRIER DOWN'];
    const on = ['eth0 NO-CARRIER DOWN', 'eth1 BROADCAST UP'];
    expect(await seen()).toEqual(off);
    const ends = [
      { device: 'a', port: 1 },
      { device: 'sw', port: 1 },
    ] as const;
    await test.plane.connect('c', ...ends, down);
    expect(await seen()).toEqual(off);
    await test.plane.condition('c', perfectCable);
    expect(await seen()).toEqual(on);
    await test.plane.replaceWorker();
    await eventually('the prompt', () => test.printed.get('a')!.match(/Vdelab/g)?.length === 2);
    expect(await seen()).toEqual(on);
    await test.plane.condition('c', down);
    expect(await seen()).toEqual(off);
    await test.plane.condition('c', perfectCable);
    await test.plane.disconnect('c');
    expect(await seen()).toEqual(off);
  });
});

describeWith(['ip', 'root'], 'a tap', () => {
  it('has carrier while a cable is in it that is switched on', async () => {
    const name = `vdt${process.pid}`;
    await test.addSwitch('sw');
    await test.plane.add({ type: 'tap', id: 't', interface: name });
    execFileSync('ip', ['link', 'set', name, 'up']);
    const carrier = () => readFileSync(`/sys/class/net/${name}/carrier`, 'utf8').trim();
    expect(carrier()).toBe('0');
    const ends = [
      { device: 't', port: 0 },
      { device: 'sw', port: 1 },
    ] as const;
    await test.plane.connect('c', ...ends, perfectCable);
    expect(carrier()).toBe('1');
    await test.plane.replaceWorker();
    await test.plane.condition('c', perfectCable);
    expect(carrier()).toBe('1');
    await test.plane.condition('c', down);
    expect(carrier()).toBe('0');
    await test.plane.condition('c', perfectCable);
    expect(carrier()).toBe('1');
    await test.plane.disconnect('c');
    expect(carrier()).toBe('0');
    await test.plane.remove('t');
  });
});
