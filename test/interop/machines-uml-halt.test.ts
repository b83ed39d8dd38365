/** How a UML machine is stopped: its kernel is asked by the management console, or else terminated. */

import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { MachineContext, MachineRun } from '../../electron/machines/common/machine-driver';
import { Mconsole } from '../../electron/machines/uml/mconsole';
import { umlConsolePath } from '../../electron/machines/uml/uml-args';
import { UmlDriver } from '../../electron/machines/uml/uml-driver';
import { readJournal } from '../../electron/supervisor/instance-journal';
import { membersOf } from '../../electron/system/processes/process-group';
import type { UmlNode } from '../../shared/document/topology';
import { plainUml } from '../../shared/kinds/uml';
import { diskImage, PROMPT } from '../harness/guests';
import { MachineStage, type TestConsole } from '../harness/machine-stage';
import { describeWith } from '../harness/parts';
import { type UmlGuest, umlGuest } from '../harness/uml-guest';

const never = new AbortController().signal;
const MOUNT = 'mkdir /m; mount -t ext2 /dev/ubda /m';
/** What ext2 says of a disk that was not unmounted, nor mounted read-only, before it was left. */
const UNCLEAN = 'mounting unchecked fs';

let guest: UmlGuest;
let stage: MachineStage;
let context: MachineContext;
const driver = new UmlDriver();

/** Boots a guest with the disk, or without one. */
async function boot(rootfs = ''): Promise<{ run: MachineRun; console: TestConsole; pid: number }> {
  const node: UmlNode = {
    id: 'u1',
    kind: 'uml',
    ...plainUml,
    name: 'uml',
    x: 0,
    y: 0,
    kernel: guest.kernel,
    memory: 128,
    rootfs,
    initrd: guest.initrd,
    append: '',
    cards: [],
  };
  const run = await driver.start(node, context, never);
  const console = stage.console('console');
  await console.until(PROMPT);
  const [child] = readJournal(stage.instance.journalPath).children;
  return { run, console, pid: child!.pid };
}

/** Stops the machine, after which nothing of it is left. */
async function stopAndLookAround(run: MachineRun, pid: number): Promise<void> {
  expect(membersOf(pid)).toContain(pid);
  await run.stop();
  expect(await run.exited).toEqual({ failure: null });
  expect(membersOf(pid)).toEqual([]);
  expect(stage.supervisor.size).toBe(0);
}

describeWith(['linux.uml', 'qemu-img', 'busybox', 'cpio'], 'Stopping a UML machine', () => {
  beforeAll(async () => {
    guest = await umlGuest();
  });
  beforeEach(() => {
    stage = new MachineStage();
    context = stage.context([], 'u1');
  });
  afterEach(() => stage.close());

  it('has its kernel write everything out and halt', async () => {
    const disk = await diskImage(join(stage.root, 'disk'), 'raw', 16);
    const first = await boot(disk);
    await first.console.run('mke2fs /dev/ubda');
    await first.console.run(MOUNT);
    await first.console.run('echo kept > /m/note; dd if=/dev/zero of=/m/large bs=1M count=8');
    await stopAndLookAround(first.run, first.pid);
    await first.console.until('Emergency Remount complete', 1000);
    expect(readdirSync(context.runtimeDirectory)).toEqual([]);

    const second = await boot(disk);
    expect(await second.console.run(MOUNT)).not.toContain(UNCLEAN);
    expect(await second.console.run('cat /m/note; ls -l /m')).toMatch(
      /kept\s[\s\S]*8388608.*large/,
    );
    await second.run.stop();
  });

  it('terminates it where the console cannot be reached', async () => {
    const { run, console, pid } = await boot();
    rmSync(umlConsolePath(context.runtimeDirectory));
    await stopAndLookAround(run, pid);
    await expect(console.until('Emergency Sync', 0)).rejects.toThrow();
  });

  it('kills it where the kernel answers nothing at all', async () => {
    const { run, pid } = await boot();
    process.kill(pid, 'SIGSTOP');
    await stopAndLookAround(run, pid);
    expect(readdirSync(context.runtimeDirectory)).not.toContain('ask');
  });

  it('terminates it at once when it is stopped a second time', async () => {
    const { run, console, pid } = await boot();
    const stopped = run.stop();
    await run.stop();
    await stopped;
    expect(await run.exited).toEqual({ failure: null });
    expect(membersOf(pid)).toEqual([]);
    expect(readdirSync(context.runtimeDirectory)).toEqual([]);
    await expect(console.until('Emergency Remount complete', 0)).rejects.toThrow();
  });

  it('talks to the kernel about itself, and passes its refusals on', async () => {
    const { run } = await boot();
    const path = umlConsolePath(context.runtimeDirectory);
    const own = join(context.runtimeDirectory, 'test');
    const console = new Mconsole(path, own);
    expect(await console.ask('version', never)).toMatch(/^Linux guest \d+\.\d+/);
    expect(await console.ask('proc cpuinfo', never)).toContain('User Mode Linux');
    await expect(console.ask('dance', never)).rejects.toThrow('dance: Unknown command');
    console.close();
    expect(readdirSync(context.runtimeDirectory)).not.toContain('test');
    await run.stop();
    expect(() => new Mconsole(path, own)).toThrow('ENOENT');
  });
});
