import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { ImageClaim } from '../../electron/machines/common/machine-driver';
import { inspectUmlKernel } from '../../electron/machines/uml/uml-dialect';
import { UmlDriver } from '../../electron/machines/uml/uml-driver';
import { readJournal } from '../../electron/supervisor/instance-journal';
import { allProcesses } from '../../electron/system/processes/process-group';
import type { UmlNode } from '../../shared/document/topology';
import { failureOf } from '../../shared/failure/failure';
import { plainUml } from '../../shared/kinds/uml';
import { diskImage, PROMPT } from '../harness/guests';
import { MachineStage } from '../harness/machine-stage';
import { describeWith } from '../harness/parts';
import { type UmlGuest, umlGuest } from '../harness/uml-guest';

const MAC = '52:54:00:12:34:57';
const never = new AbortController().signal;

let guest: UmlGuest;
let stage: MachineStage;
const driver = new UmlDriver();

function machine(change: Partial<UmlNode> = {}): UmlNode {
  return {
    id: 'u1',
    kind: 'uml',
    ...plainUml,
    name: 'uml',
    x: 0,
    y: 0,
    kernel: guest.kernel,
    memory: 128,
    rootfs: '',
    initrd: guest.initrd,
    append: '',
    cards: [{ mac: MAC }],
    ...change,
  };
}

const checksum = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

/** The kernel of this test, what it traces, and the vde_plug that it runs for its card. */
function leftOvers(): number[] {
  return allProcesses().filter((pid) => {
    try {
      const line = readFileSync(`/proc/${pid}/cmdline`, 'latin1');
      const isPlug = line.includes('UML vde_transport') || /vde_plug.*vde:\/\//.test(line);
      const isOurs = line.startsWith(guest.kernel) || isPlug;
      return isOurs && line.includes(stage.root);
    } catch {
      return false;
    }
  });
}

describeWith(['linux.uml', 'qemu-img', 'vde_plug', 'busybox', 'cpio'], 'UML machines', () => {
  beforeAll(async () => {
    guest = await umlGuest();
  });
  beforeEach(() => {
    stage = new MachineStage();
  });
  afterEach(() => stage.close());

  it('boot to a prompt, know the size of the terminal, and leave nothing behind', async () => {
    const context = stage.context([await stage.switch()], 'u1');
    expect(await driver.check(machine())).toBeNull();
    const run = await driver.start(machine(), context, never);
    expect(run.detail).toMatch(/^UML \d+\.\d+\S*, (vde|vector)$/);

    const console = stage.console('console');
    await console.until(PROMPT);
    expect(await console.run('ip link')).toContain(MAC);
    console.source.resize(101, 33);
    // A size is passed on while the guest is idle, so it sleeps while it waits.
    const waiting = 'until [ "$(stty size)" = "33 101" ]; do sleep 1; done; stty size';
    expect(await console.run(waiting)).toContain('33 101');
    await console.run('sleep 1000 &');
    expect(leftOvers().length).toBeGreaterThan(0);

    await run.stop();
    expect(await run.exited).toEqual({ failure: null });
    expect(leftOvers()).toEqual([]);
    expect(stage.supervisor.size).toBe(1);
    expect(readdirSync(context.runtimeDirectory)).toEqual([]);
  });

  it('lose no process to a window that is resized all the time', async () => {
    await driver.start(machine({ cards: [] }), stage.context([]), never);
    const console = stage.console('console');
    let columns = 80;
    const resizing = setInterval(() => console.source.resize(columns++, 24), 20);
    await console.until(PROMPT);
    // Each round makes a process, which is the moment at which a signal of the terminal costs one.
    const busy = 'i=0; while [ $i -lt 60 ]; do uname || echo lost; i=$((i+1)); done';
    const printed = await console.run(busy);
    clearInterval(resizing);
    expect(printed).not.toMatch(/lost|expected SIGSTOP/);
    const sized = `until [ "$(stty size)" = "24 ${columns - 1}" ]; do sleep 1; done; stty size`;
    expect(await console.run(sized)).toContain(`24 ${columns - 1}`);
  });

  it('end without a failure when the guest switches itself off', async () => {
    const run = await driver.start(machine({ cards: [] }), stage.context([]), never);
    const console = stage.console('console');
    await console.until(PROMPT);
    console.source.write('poweroff\n');
    expect(await run.exited).toEqual({ failure: null });
    expect(leftOvers()).toEqual([]);
  });

  it('leave no traced process behind when the kernel is killed', async () => {
    const run = await driver.start(machine({ cards: [] }), stage.context([]), never);
    const console = stage.console('console');
    await console.until(PROMPT);
    await console.run('sleep 1000 &');
    // Numbers go round, so that the first of them need not be the kernel's own.
    const [kernel] = readJournal(stage.instance.journalPath).children;
    process.kill(kernel!.pid, 'SIGKILL');
    expect((await run.exited).failure).toMatchObject({ code: 'program-failed', record: 'u1' });
    expect(leftOvers()).toEqual([]);
  });

  it('never write to their root file system image', async () => {
    const rootfs = await diskImage(join(stage.root, 'root_fs'), 'raw');
    const before = checksum(rootfs);
    const disk = machine({ rootfs, cards: [] });
    const context = stage.context([]);

    const first = await driver.start(disk, context, never);
    await stage.console('console').until(PROMPT);
    await stage.console('console').run('echo kept-by-cow | dd of=/dev/ubda conv=sync; sync');
    await first.stop();
    expect(checksum(rootfs)).toBe(before);

    const second = await driver.start(disk, context, never);
    await stage.console('console').until(PROMPT);
    expect(await stage.console('console').run('head -c 11 /dev/ubda')).toContain('kept-by-cow');
    await second.stop();
    expect(checksum(rootfs)).toBe(before);
  });

  it('keep an image unchanged that two of them stand on, and write to one directly if told to', async () => {
    const rootfs = await diskImage(join(stage.root, 'root_fs'), 'raw');
    const before = checksum(rootfs);
    const runs = [];
    for (const id of ['u1', 'u2']) {
      const node = machine({ id, rootfs, cards: [] });
      runs.push(await driver.start(node, stage.context([], id), never));
      await stage.console('console').until(PROMPT);
      await stage.console('console').run(`echo written-by-${id} | dd of=/dev/ubda conv=sync; sync`);
    }
    expect(await stage.console('console').run('head -c 13 /dev/ubda')).toContain('written-by-u2');
    await Promise.all(runs.map((run) => run.stop()));
    expect(checksum(rootfs)).toBe(before);

    const claims: ImageClaim[] = [];
    const context = {
      ...stage.context([]),
      claimImages: async (more: readonly ImageClaim[]) => {
        claims.push(...more);
      },
    };
    const direct = machine({ rootfs, access: 'direct', cards: [] });
    const run = await driver.start(direct, context, never);
    await stage.console('console').until(PROMPT);
    await stage.console('console').run('echo straight | dd of=/dev/ubda conv=sync; sync');
    await run.stop();
    expect(readFileSync(rootfs, 'latin1')).toMatch(/^straight/);
    expect(claims).toEqual([
      { path: rootfs, use: 'write' },
      { path: guest.initrd, use: 'read' },
    ]);
  });

  it('say what is wrong with a kernel or an image', async () => {
    const notUml = await driver.check(machine({ kernel: process.execPath }));
    expect(notUml?.message).toContain('not a User-Mode Linux kernel');
    const script = join(stage.root, 'kernel');
    writeFileSync(script, 'x', { mode: 0o644 });
    expect(await driver.check(machine({ kernel: script }))).toMatchObject({ code: 'permission' });
    expect(await driver.check(machine({ initrd: '/nowhere' }))).toMatchObject({
      code: 'image-missing',
      record: 'u1',
    });
    const comma = await diskImage(join(stage.root, 'a,b'), 'raw', 1);
    expect((await driver.check(machine({ rootfs: comma })))?.message).toContain('comma');
    expect((await driver.check(machine({ initrd: '' })))?.message).toContain('nothing to boot');
  });

  it('can be stopped while they start', async () => {
    const abort = new AbortController();
    const context = { ...stage.context([]), report: () => abort.abort() };
    const started = driver.start(machine({ cards: [] }), context, abort.signal);
    expect(await started.catch(failureOf)).toMatchObject({ code: 'interrupted' });
    expect(leftOvers()).toEqual([]);
  });

  it('are told apart by their kernel', async () => {
    const kernel = await inspectUmlKernel(guest.kernel);
    expect(kernel?.version).toMatch(/^\d+\.\d+/);
    expect(kernel?.dialect).not.toBeNull();
  });
});
