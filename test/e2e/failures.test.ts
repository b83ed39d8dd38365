/** What cannot start says why and what to do, on the node and in the inspector; corrected, it starts. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import { qemuGuest } from '../harness/guests';
import { describeWith } from '../harness/parts';
import { type RunningProgram, startProgram } from '../harness/programs';
import { eventually } from '../harness/vde-client';

let home: EditorHome;
let editor: Editor;
let outside: RunningProgram[];
/** The sentence of the last failure. */
let told = '';

beforeAll(async () => {
  home = makeHome();
  editor = await Editor.open(home);
});

beforeEach(async () => {
  outside = [];
  await editor.newLab();
});

afterEach(async () => {
  for (const program of outside) await program.stop();
});

afterAll(async () => {
  await editor.close();
  home.remove();
});

function run(program: string, args: readonly string[]): RunningProgram {
  const started = startProgram(program, args);
  outside.push(started);
  return started;
}

/** The node and the inspector both say why it failed; the inspector says what to do as well. */
async function expectFailure(name: string, why: string, next: string): Promise<void> {
  told = why;
  await editor.waitForState(name, 'failed');
  const mark = editor.drawing.getByRole('status', { name: `${name} is failed`, exact: true });
  expect(await mark.getAttribute('title')).toBe(why);
  await editor.select(name);
  const alert = editor.inspector.getByRole('alert');
  expect(await alert.locator('p').first().innerText()).toBe(why);
  expect(await alert.locator('p').nth(1).innerText()).toContain(next);
}

/** Starts the selected node again, as the inspector offers it; what it said is gone then. */
async function startAgain(name: string): Promise<void> {
  await editor.inspector.getByRole('button', { name: 'Start', exact: true }).click();
  await editor.waitForState(name, 'running');
  const alerts = editor.inspector.getByRole('alert');
  await expect.poll(() => alerts.filter({ hasText: told }).count()).toBe(0);
}

describeWith(['chromium', 'qemu-system-x86_64', 'busybox', 'cpio', 'depmod'], 'a machine', () => {
  it('whose kernel is not there names the file, and starts with another one', async () => {
    const { kernel, initrd, append } = await qemuGuest();
    const missing = join(home.folder, 'no-such-kernel');
    await editor.add('QEMU machine', 400, 200);
    await editor.fill('Memory', '128');
    await editor.fill('Kernel', missing);
    await editor.startAll();
    await expectFailure(
      'vm1',
      `The kernel of vm1 is not there: ${missing}`,
      'Choose the kernel in the inspector of vm1.',
    );
    await editor.fill('Kernel', kernel);
    await editor.fill('Initial ramdisk', initrd);
    await editor.fill('Kernel command line', append);
    await startAgain('vm1');
  });

  it('that QEMU refuses shows the exact command and what it printed, ready to copy', async () => {
    await editor.add('QEMU machine', 400, 200);
    await editor.fill('Kernel', '/etc/passwd');
    await editor.startAll();
    await editor.waitForState('vm1', 'failed');
    await editor.inspector.getByRole('button', { name: 'What it printed', exact: true }).click();
    const dialog = editor.page.getByRole('dialog', { name: 'The latest start of vm1' });
    const clipboard = () => editor.page.evaluate(() => navigator.clipboard.readText());
    await dialog.getByRole('button', { name: 'Copy the command line', exact: true }).click();
    await eventually('the command', async () =>
      /^qemu-system-x86_64 .*-kernel \/etc\/passwd /.test(await clipboard()),
    );
    await dialog.getByRole('button', { name: 'Copy all', exact: true }).click();
    await eventually('all of it', async () =>
      /^qemu-system-x86_64 .*invalid kernel header.*It ended: exit code 1\.$/s.test(
        await clipboard(),
      ),
    );
  });
});

describeWith(['chromium', 'vde_switch'], 'a switch', () => {
  it('whose directory a vde_switch has leaves that alone, and starts when it has ended', async () => {
    const directory = join(home.folder, 'taken');
    const other = run('vde_switch', ['-s', directory]);
    await eventually('vde_switch', () => existsSync(join(directory, 'ctl')));
    await editor.add('switch', 300, 100);
    await editor.fill('VDE directory', directory);
    // What does not depend on it starts all the same.
    await editor.add('PC', 300, 320);
    await editor.startAll();
    await expectFailure(
      'sw1',
      `Another switch already runs at ${directory}.`,
      'Stop that switch, or choose another directory for this one.',
    );
    await editor.waitForState('pc1', 'running');
    other.type('port/print\n');
    await other.printed(/1000 Success/);
    await other.stop();
    await startAgain('sw1');
  });

  it('whose directory is taken starts at another one', async () => {
    const directory = join(home.folder, 'taken-too');
    run('vde_switch', ['-s', directory]);
    await eventually('vde_switch', () => existsSync(join(directory, 'ctl')));
    await editor.add('switch', 300, 100);
    await editor.fill('VDE directory', directory);
    await editor.startAll();
    await expectFailure('sw1', `Another switch already runs at ${directory}.`, 'Stop that switch');
    const free = join(home.folder, 'free');
    await editor.fill('VDE directory', free);
    await startAgain('sw1');
    expect(existsSync(join(free, 'ctl'))).toBe(true);
  });
});

describeWith(['root', 'chromium', 'vde_plug', 'vde_switch', 'ip'], 'a tap', () => {
  it('that another process holds says so, and starts when that has ended', async () => {
    const name = 'vdetap9';
    const directory = join(home.folder, 'real');
    run('vde_switch', ['-s', directory]);
    await eventually('vde_switch', () => existsSync(join(directory, 'ctl')));
    const holder = run('vde_plug', [`tap://${name}`, `vde://${directory}`]);
    await eventually('the tap', () => existsSync(`/sys/class/net/${name}`));
    await editor.add('tap', 300, 100);
    await editor.fill('Interface', name);
    await editor.startAll();
    await expectFailure(
      'tap1',
      `The tap interface ${name} is in use by another program.`,
      'Stop that program or choose another interface name',
    );
    await holder.stop();
    await eventually('the end of the tap', () => !existsSync(`/sys/class/net/${name}`));
    await startAgain('tap1');
    expect(existsSync(`/sys/class/net/${name}`)).toBe(true);
    await editor.button('Stop all').click();
    await editor.waitForState('tap1', 'off');
    expect(existsSync(`/sys/class/net/${name}`)).toBe(false);
  });
});
