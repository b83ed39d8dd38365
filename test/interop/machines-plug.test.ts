import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { MachineContext } from '../../electron/machines/common/machine-driver';
import { PlugDriver } from '../../electron/machines/plug/plug-driver';
import type { PlugNode } from '../../shared/document/topology';
import { type Failure, failureOf } from '../../shared/failure/failure';
import { startAtOnce } from '../../shared/kinds/fields/node-fields';
import { MachineStage } from '../harness/machine-stage';
import { describeWith } from '../harness/parts';

const never = new AbortController().signal;
const driver = new PlugDriver();
let stage: MachineStage;

const plug = (locator: string): PlugNode => ({
  id: 'p1',
  kind: 'plug',
  start: startAtOnce,
  name: 'outside',
  x: 0,
  y: 0,
  locator,
});

describeWith(['vde_plug', 'vdens', 'ip', 'ping', 'root'], 'VDE plugs', () => {
  beforeEach(() => {
    stage = new MachineStage();
  });
  afterEach(() => stage.close());

  it('carry frames between the card and the outside switch', async () => {
    const card = await stage.switch('card');
    const outside = await stage.switch('outside');
    const node = plug(`vde://${outside}`);
    expect(await driver.check(node)).toBeNull();
    const run = await driver.start(node, stage.context([card]), never);

    const inside = (directory: string, script: string) =>
      stage.supervisor.spawn({
        program: 'vdens',
        args: ['-i', 'eth', `vde://${directory}`, 'sh', '-c', script],
      });
    const up = (address: string) => `ip addr add ${address}/24 dev eth0 && ip link set eth0 up`;
    const peer = await inside(outside, `${up('10.9.0.2')} && exec sleep 1000`);
    const ping = await inside(card, `${up('10.9.0.1')} && ping -c 1 -w 20 10.9.0.2`);
    const exit = await ping.exited;
    expect(exit.lastOutput).toContain('1 received');
    expect(exit.code).toBe(0);

    await peer.stop();
    await run.stop();
    expect(await run.exited).toEqual({ failure: null });
  });

  it('fail when the other end is not there', async () => {
    const context = stage.context([await stage.switch('card')]);
    const failure = await driver
      .start(plug(`vde://${join(stage.root, 'nowhere')}`), context, never)
      .catch(failureOf);
    expect(failure).toMatchObject({ code: 'program-failed', record: 'p1' });
    expect(stage.supervisor.size).toBe(1);
  });

  it('are started again when the other end went away, until they are stopped', async () => {
    const card = await stage.switch('card');
    const before = stage.supervisor.size;
    const outside = await stage.switch('outside');
    const told: (Failure | null | undefined)[] = [];
    const context: MachineContext = {
      ...stage.context([card]),
      tell: ({ trouble }) => told.push(trouble),
    };
    const run = await driver.start(plug(`vde://${outside}`), context, never);
    await stage.stopSwitch('outside');
    await expect.poll(() => told.length, { timeout: 20_000 }).toBeGreaterThan(1);
    expect(told[0]).toMatchObject({ code: 'program-failed', record: 'p1' });
    await run.stop();
    expect(await run.exited).toEqual({ failure: null });
    expect(stage.supervisor.size).toBe(before);
  });

  it('take no option for a locator', async () => {
    expect(await driver.check(plug('--daemon'))).toMatchObject({ code: 'bad-request' });
  });
});
