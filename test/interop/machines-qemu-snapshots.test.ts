/** Snapshots of running QEMU machines: memory and disks of a moment, to go back to. */
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { failureOf } from '../../shared/failure/failure';
import { overlayOf } from '../../shared/kinds/qemu';
import { diskImage, qemuGuest } from '../harness/guests';
import { describeWith } from '../harness/parts';
import { QemuStage } from '../harness/qemu-stage';

let stage: QemuStage;

describeWith(
  ['qemu-system-x86_64', 'qemu-img', 'busybox', 'cpio', 'depmod'],
  'Snapshots of a QEMU machine',
  () => {
    beforeEach(() => {
      stage = new QemuStage();
    });
    afterEach(() => stage.close());

    it('bring back memory and disks, and keep what is paused paused', async () => {
      const images = [join(stage.root, 'one'), join(stage.root, 'two')];
      for (const image of images) await diskImage(image, 'raw', 1);
      const disks = images.map(overlayOf);
      const { run, console } = await stage.boot(await qemuGuest(), { disks });
      const snapshots = run.snapshots!;
      expect(await snapshots.list()).toEqual([]);
      await console.run('echo early > /tmp/early; echo early | dd of=/dev/sdb conv=sync; sync');
      const begun = Date.now();
      await snapshots.save('first');
      const [saved, ...others] = await snapshots.list();
      expect(others).toEqual([]);
      expect(saved).toMatchObject({ name: 'first' });
      expect(saved!.bytes).toBeGreaterThan(1 << 20);
      expect(Math.abs(saved!.savedAt - begun)).toBeLessThan(120_000);
      expect(stage.facts.paused).toBe(false);
      expect(await snapshots.save('first').catch(failureOf)).toMatchObject({ code: 'file-exists' });

      await console.run('echo late > /tmp/late; echo later | dd of=/dev/sdb conv=sync; sync');
      await snapshots.restore('first');
      expect(stage.facts.paused).toBe(false);
      expect(await console.run('cat /tmp/early /tmp/late')).toMatch(/early\s+cat: .*No such file/);
      // Past what the guest's kernel remembers of the disk.
      await console.run('echo 3 > /proc/sys/vm/drop_caches');
      expect(await console.run('head -c 5 /dev/sdb')).toContain('early');

      await run.controls!.pause!();
      await snapshots.restore('first');
      await expect.poll(() => stage.facts.paused).toBe(true);
      await run.controls!.resume!();
      expect(await console.run("echo a''wake")).toContain('awake');

      expect(await snapshots.restore('none').catch(failureOf)).toMatchObject({ code: 'not-found' });
      await snapshots.delete('first');
      expect(await snapshots.list()).toEqual([]);
      await run.controls!.kill!();
    });

    it('are kept with the disks until the next start', async () => {
      const image = await diskImage(join(stage.root, 'one'), 'qcow2', 1);
      const first = await stage.start({ disks: [overlayOf(image)] });
      await first.snapshots!.save('kept');
      await first.controls!.kill!();
      const second = await stage.start({ disks: [overlayOf(image)] });
      expect((await second.snapshots!.list()).map(({ name }) => name)).toEqual(['kept']);
      await second.controls!.kill!();
    });
  },
);
