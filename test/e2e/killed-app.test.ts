/** The app is killed in the middle: the next start offers the work and finds nothing of the old lab. */
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import { qemuGuest } from '../harness/guests';
import { describeWith } from '../harness/parts';
import { umlGuest } from '../harness/uml-guest';
import { eventually } from '../harness/vde-client';

const BOOT_MS = 120_000;

let home: EditorHome;

beforeEach(() => {
  home = makeHome();
});

afterEach(() => home.remove());

/** Every process that was started with this test's folders in its environment, but no browser. */
function processesOf({ folder }: EditorHome): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const isOurs = readFileSync(`/proc/${pid}/environ`, 'latin1').includes(folder);
        return isOurs ? [readlinkSync(`/proc/${pid}/exe`)] : [];
      } catch {
        // Gone, or a kernel thread.
        return [];
      }
    });
}

describeWith(
  ['chromium', 'qemu-system-x86_64', 'linux.uml', 'busybox', 'cpio', 'depmod', 'root'],
  'an app that was killed',
  () => {
    it('leaves nothing running after the next start, which offers the unsaved drawing', async () => {
      const first = await Editor.open(home);
      const directory = join(home.folder, 'sw');
      await first.add('switch', 400, 80);
      await first.fill('VDE directory', directory);
      const qemu = await qemuGuest();
      await first.add('QEMU machine', 220, 260);
      await first.fill('Memory', '128');
      await first.fill('Kernel', qemu.kernel);
      await first.fill('Initial ramdisk', qemu.initrd);
      await first.fill('Kernel command line', qemu.append);
      await first.connect('vm1 eth0', 'sw1 port 1');
      const uml = await umlGuest();
      await first.add('User-Mode Linux machine', 560, 260);
      await first.fill('Kernel', uml.kernel);
      await first.fill('Initial ramdisk', uml.initrd);
      await first.connect('uml1 eth0', 'sw1 port 2');
      await first.startAll();
      for (const name of ['sw1', 'vm1', 'uml1']) await first.waitForState(name, 'running', BOOT_MS);
      const autosave = join(home.folder, 'data/vdelab/autosave');
      await eventually('the autosave with both cables', () =>
        readdirSync(autosave).some((file) =>
          readFileSync(join(autosave, file), 'utf8').includes('uml1'),
        ),
      );

      await first.kill();
      expect(processesOf(home).some((exe) => exe.includes('qemu'))).toBe(true);
      expect(processesOf(home).some((exe) => exe === uml.kernel)).toBe(true);
      expect(existsSync(join(directory, 'ctl'))).toBe(true);

      const second = await Editor.open(home);
      await second.page.getByRole('dialog', { name: 'Unsaved work was found' }).waitFor();
      const left = processesOf(home).filter(
        (exe) => !exe.includes('node') && !exe.includes('chrom'),
      );
      expect(left).toEqual([]);
      expect(existsSync(directory)).toBe(false);

      await second.button('Recover').click();
      await second.node('uml1').waitFor();
      await eventually('the cable', () => second.cable('vm1 eth0 to sw1 port 1').count());
      // What was killed can be started again at the same places.
      await second.startAll();
      await second.waitForState('sw1', 'running');
      await second.waitForState('vm1', 'running', BOOT_MS);
      await second.close();
      expect(processesOf(home)).toEqual([]);
    });
  },
);
