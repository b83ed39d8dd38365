/** The next step of what is wrong, done by a press: with real machines, until they do what they are for. */
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { probeKvm } from '../../electron/machines/qemu/kvm-probe';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import { qemuGuest } from '../harness/guests';
import { describeWith } from '../harness/parts';
import { eventually } from '../harness/vde-client';

let home: EditorHome;
let editor: Editor;

beforeAll(async () => {
  home = makeHome();
  editor = await Editor.open(home);
});
beforeEach(async () => {
  await editor.newLab();
});
afterAll(async () => {
  await editor.close();
  home.remove();
});

const problems = () => editor.page.getByRole('region', { name: 'All problems' });

async function showProblems(): Promise<void> {
  await editor.page.getByRole('button', { name: /problems?$/ }).click();
  await problems().waitFor();
}

/** The value of a field of the node that is selected. */
const field = (label: string) => editor.inspector.getByLabel(label, { exact: true }).inputValue();

describeWith(['chromium', 'qemu-system-x86_64', 'busybox', 'cpio', 'depmod'], 'a press', () => {
  it('gives a kernel its console and cards that it drives, before the start; both can be undone', async () => {
    const { kernel, initrd } = await qemuGuest();
    await editor.add('QEMU machine', 400, 200);
    await editor.fill('Memory', '128');
    await editor.fill('Kernel', kernel);
    await editor.fill('Initial ramdisk', initrd);
    await showProblems();
    await problems().getByText('vm1 will have no network on eth0').waitFor();
    const cards = problems().getByRole('button', { name: 'Use virtio-net-pci cards', exact: true });
    await cards.click();
    await eventually('no card without a driver', async () => !(await cards.isVisible()), 20_000);
    await editor.page.keyboard.press('Control+z');
    await cards.waitFor();
    await cards.click();
    const words = problems().getByRole('button', { name: 'Add console=ttyS0', exact: true });
    await words.click();
    await eventually('the words', async () => !(await words.isVisible()), 20_000);
    expect(await field('Kernel command line')).toBe('console=ttyS0');

    await editor.startAll();
    await editor.waitForState('vm1', 'running');
    const console = await editor.openConsole('vm1');
    await console.shows(/guest# /);
    await console.type('ip link show eth0 | grep -c ether\n');
    await console.shows(/^1$/m);
  }, 180_000);

  it('is not needed to see the line that a guest fell with, at its node', async () => {
    const { kernel } = await qemuGuest();
    await editor.add('QEMU machine', 400, 200);
    await editor.fill('Memory', '256');
    await editor.fill('Kernel', kernel);
    await editor.fill('Kernel command line', 'console=ttyS0');
    await editor.startAll();
    await editor.waitForState('vm1', 'running');
    const alert = editor.inspector.getByRole('alert');
    await alert.getByText('vm1 stands still: its kernel found no root file system').waitFor({
      timeout: 60_000,
    });
    expect(await alert.locator('.failure-said').innerText()).toMatch(
      /^Kernel panic - not syncing: VFS: Unable to mount root fs/,
    );
  }, 120_000);
});

const worksHere = existsSync('/dev/kvm') ? (await probeKvm(makeHome().folder)).works : false;

describe.skipIf(worksHere)('on a computer whose KVM does not work', () => {
  describeWith(['chromium', 'qemu-system-x86_64', 'busybox', 'cpio', 'depmod'], 'a press', () => {
    it('runs a machine that asked for it without it', async () => {
      await editor.add('QEMU machine', 400, 200);
      const { kernel, initrd, append } = await qemuGuest();
      await editor.fill('Memory', '128');
      await editor.fill('Kernel', kernel);
      await editor.fill('Initial ramdisk', initrd);
      await editor.fill('Kernel command line', append);
      await editor.choose('Acceleration', 'kvm');
      await editor.startAll();
      await editor.waitForState('vm1', 'failed');
      const alert = editor.inspector.getByRole('alert');
      expect(await alert.innerText()).toContain('vm1 asks for KVM, which does not work here.');
      await alert.getByRole('button', { name: 'Use KVM only where it works', exact: true }).click();
      expect(await field('Acceleration')).toBe('auto');
      await editor.inspector.getByRole('button', { name: 'Start', exact: true }).click();
      await editor.waitForState('vm1', 'running');
    }, 120_000);
  });
});
