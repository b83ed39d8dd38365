/** How a QEMU machine is stopped: by its power button as long as the guest reacts, or else terminated. */

import { readdirSync } from 'node:fs';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { MachineContext, MachineRun } from '../../electron/machines/common/machine-driver';
import { QemuDriver } from '../../electron/machines/qemu/qemu-driver';
import type { QemuNode } from '../../shared/document/topology';
import { plainQemu } from '../../shared/kinds/qemu';
import { PROMPT, type QemuGuest, qemuGuest } from '../harness/guests';
import { MachineStage, type TestConsole } from '../harness/machine-stage';
import { describeWith } from '../harness/parts';

const never = new AbortController().signal;
/** What the guest's kernel says last. */
const POWER_DOWN = 'reboot: Power down';
const HANDLER = '/etc/acpi/PWRF/00000080';

let guest: QemuGuest;
let stage: MachineStage;
let context: MachineContext;
const driver = new QemuDriver(async () => ({ works: false, reason: 'not here', detail: '' }));

async function boot(): Promise<{ run: MachineRun; console: TestConsole }> {
  const node: QemuNode = {
    id: 'm1',
    kind: 'qemu',
    ...plainQemu,
    name: 'guest',
    x: 0,
    y: 0,
    memory: 128,
    cpus: 1,
    cdrom: '',
    disks: [],
    ...guest,
    accel: 'tcg',
    cards: [],
  };
  const run = await driver.start(node, context, never);
  const console = stage.console('console');
  await console.until(PROMPT);
  return { run, console };
}

/** Has the guest do that when its power button is pressed. */
function onPowerButton(console: TestConsole, script: string): Promise<string> {
  return console.run(`printf '#!/bin/sh\\n${script}\\n' > ${HANDLER}`);
}

async function expectNothingLeft(run: MachineRun): Promise<void> {
  expect(await run.exited).toEqual({ failure: null });
  expect(stage.supervisor.size).toBe(0);
  expect(readdirSync(context.runtimeDirectory)).toEqual([]);
}

describeWith(['qemu-system-x86_64', 'busybox', 'cpio', 'depmod'], 'Stopping a QEMU machine', () => {
  beforeAll(async () => {
    guest = await qemuGuest();
  });
  beforeEach(() => {
    stage = new MachineStage();
    context = stage.context([]);
  });
  afterEach(() => stage.close());

  it('waits for a guest that takes long but is at it', async () => {
    const { run, console } = await boot();
    await onPowerButton(
      console,
      'for i in 1 2 3; do echo $i > /dev/ttyS0; sleep 1; done; poweroff',
    );
    await run.stop();
    await console.until(POWER_DOWN, 1000);
    await expectNothingLeft(run);
  });

  it('terminates a guest that does not react', async () => {
    const { run, console } = await boot();
    await onPowerButton(console, 'true');
    await run.stop();
    await expect(console.until(POWER_DOWN, 0)).rejects.toThrow();
    await expectNothingLeft(run);
  });

  it('terminates a guest at once when it is stopped a second time', async () => {
    const { run, console } = await boot();
    await onPowerButton(console, 'echo going > /dev/ttyS0; sleep 5; poweroff');
    const stopped = run.stop();
    await console.until('going\r\n');
    await run.stop();
    await stopped;
    await expect(console.until(POWER_DOWN, 0)).rejects.toThrow();
    await expectNothingLeft(run);
  });
});
