/** What is done to a real QEMU machine from the inspector while another one pings it. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import { PROMPT, qemuGuest } from '../harness/guests';
import { describeWith } from '../harness/parts';

let home: EditorHome;
let editor: Editor;

beforeEach(async () => {
  home = makeHome();
  editor = await Editor.open(home);
});

afterEach(async () => {
  await editor.close();
  home.remove();
});

const tool = (name: string) =>
  editor.inspector
    .getByRole('toolbar', { name: 'Actions' })
    .getByRole('button', { name, exact: true });

async function drawGuest(): Promise<void> {
  const { kernel, initrd, append } = await qemuGuest();
  const disk = join(home.folder, 'disk.qcow2');
  execFileSync('qemu-img', ['create', '-q', '-f', 'qcow2', disk, '8M']);
  await editor.add('QEMU machine', 300, 260);
  await editor.fill('Memory', '128');
  await editor.fill('Kernel', kernel);
  await editor.fill('Initial ramdisk', initrd);
  await editor.fill('Kernel command line', append);
  await editor.choose('Acceleration', 'None (TCG)');
  await editor.choose('Model of eth0', 'virtio-net-pci');
  await editor.inspector.getByRole('button', { name: 'Add a disk' }).click();
  await editor.button('Choose a file…').click();
  const picker = editor.page.getByRole('dialog');
  await picker.getByLabel('Folder', { exact: true }).fill(home.folder);
  await picker.getByLabel('Folder', { exact: true }).press('Enter');
  await picker.getByText('disk.qcow2', { exact: true }).click();
  await picker.getByRole('button', { name: 'Open', exact: true }).click();
  await editor.inspector.getByLabel('Disk 1 is on').waitFor();
}

describeWith(
  ['chromium', 'qemu-system-x86_64', 'qemu-img', 'busybox', 'cpio', 'depmod'],
  'a QEMU machine in the window',
  () => {
    it('is paused, resumed, and brought back to a snapshot', async () => {
      await drawGuest();
      await editor.add('PC', 700, 260);
      await editor.connect('vm1 eth0', 'pc1 eth0');
      await editor.startAll();
      await editor.waitForState('vm1', 'running');
      await editor.node('vm1').getByText('TCG', { exact: true }).waitFor();
      const guest = await editor.openConsole('vm1');
      await guest.type('');
      await guest.shows(new RegExp(PROMPT));
      await guest.type('ip link set eth0 up; ip addr add 10.0.0.2/24 dev eth0; touch /before');
      const pc = await editor.openConsole('pc1');
      await pc.type('ping -c 1 10.0.0.2');
      await pc.shows(/ 1 received/);

      await editor.select('vm1');
      await tool('Pause').click();
      await editor.drawing.getByRole('img', { name: 'vm1 is paused' }).waitFor();
      await editor.showConsole('pc1');
      await pc.type('ping -c 2 10.0.0.2');
      await pc.shows(/2 packets transmitted, 0 received/);
      await tool('Resume').click();
      await expect
        .poll(() => editor.drawing.getByRole('img', { name: 'vm1 is paused' }).count())
        .toBe(0);
      await pc.type('ping -c 3 10.0.0.2');
      await pc.shows(/3 packets transmitted, 3 received/);

      const snapshots = editor.inspector.getByRole('region', { name: 'Snapshots' });
      await snapshots.getByLabel('Name of the snapshot').fill('clean');
      await snapshots.getByRole('button', { name: 'Save' }).click();
      await snapshots.getByText('clean', { exact: true }).waitFor();
      await editor.showConsole('vm1');
      await guest.type('touch /after; ls /after && echo it is there');
      await guest.shows(/\nit is there/);
      await editor.select('vm1');
      await snapshots.getByRole('button', { name: 'Go back to clean' }).click();
      // Looked for before it begins: a quick restore is over before a late look.
      const working = snapshots.getByRole('button', { name: 'Working…' }).waitFor();
      await editor.page.getByRole('dialog').getByRole('button', { name: 'Go back' }).click();
      await working;
      await snapshots.getByRole('button', { name: 'Save' }).waitFor();
      await guest.type('ls /before /after');
      await guest.shows(/\/after: No such file/);

      await editor.menu('Lab', 'Force off');
      await editor.page.getByRole('dialog').getByRole('button', { name: 'Switch off' }).click();
      await editor.waitForState('vm1', 'off');
      // A guest without hardware support boots, and is saved and restored.
    }, 240_000);
  },
);
