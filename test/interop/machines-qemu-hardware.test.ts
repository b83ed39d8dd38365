/** What QEMU machines are made of: several disks and cards, UEFI, other processors, own arguments. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ImageClaim } from '../../electron/machines/common/machine-driver';
import { architectures } from '../../electron/machines/qemu/qemu-architectures';
import { findFirmware } from '../../electron/machines/qemu/qemu-machine';
import { failureOf } from '../../shared/failure/failure';
import { diskInterfaces } from '../../shared/kinds/qemu';
import { diskImage, PROMPT, qemuGuest } from '../harness/guests';
import { describeWith } from '../harness/parts';
import { driver, QemuStage, qemuNode } from '../harness/qemu-stage';

let stage: QemuStage;

describeWith(
  ['qemu-system-x86_64', 'qemu-img', 'vde_plug', 'busybox', 'cpio', 'depmod'],
  'The hardware of a QEMU machine',
  () => {
    beforeEach(() => {
      stage = new QemuStage();
    });
    afterEach(() => stage.close());

    it('has several disks and cards, and what its own arguments bring', async () => {
      const sw = await stage.switch();
      const disks = [];
      for (const [index, bus] of diskInterfaces.entries()) {
        const image = await diskImage(join(stage.root, bus), 'raw', index + 1);
        disks.push({ image, interface: bus, access: 'overlay' as const });
      }
      const direct = await diskImage(join(stage.root, 'direct, too'), 'raw', 9);
      disks.push({ image: direct, interface: 'virtio' as const, access: 'direct' as const });
      const cards = [1, 2, 3].map((last) => ({
        mac: `52:54:00:00:00:0${last}`,
        model: 'virtio-net-pci' as const,
      }));
      const uuid = 'd0c5b1c2-1111-4222-8333-444455556666';
      const claims: ImageClaim[] = [];
      const guest = await qemuGuest();
      const run = await stage.start(
        { ...guest, disks, cards, display: 'none', arguments: ['-uuid', uuid], cpuLimit: 95 },
        [sw, sw, sw],
        { claimImages: async (all) => void claims.push(...all) },
      );
      expect(stage.facts.trouble).toBeNull();
      expect(claims).toContainEqual({ path: disks[0]!.image, use: 'base' });
      expect(claims).toContainEqual({ path: direct, use: 'write' });
      expect(claims).toContainEqual({ path: guest.kernel, use: 'read' });
      // An image that is written to has no place for snapshots when it is raw.
      expect(run.snapshots).toBeUndefined();

      const console = stage.console('console');
      await console.until(PROMPT);
      expect(await console.run('ls /sys/class/net')).toMatch(/eth0\s+eth1\s+eth2/);
      const sizes = await console.run('cat /proc/partitions');
      // 1 MiB on IDE, 2 on virtio, 3 on SCSI, 4 on NVMe, 9 on virtio again; in KiB.
      expect(sizes).toMatch(/1024 sd[ab]/);
      expect(sizes).toMatch(/2048 vda/);
      expect(sizes).toMatch(/3072 sd[ab]/);
      expect(sizes).toMatch(/4096 nvme0n1/);
      expect(sizes).toMatch(/9216 vdb/);
      // The guest's kernel has no drivers for USB.
      const monitor = stage.console('monitor');
      monitor.source.write('info block\n');
      await monitor.until('disk4');
      expect(await console.run('cat /sys/class/dmi/id/product_uuid')).toContain(uuid);

      await console.run('echo written-through | dd of=/dev/vdb conv=sync; sync');
      await run.stop();
      expect(readFileSync(direct, 'latin1').slice(0, 15)).toBe('written-through');
    });

    it('says when a guest made an image look like another format', async () => {
      const image = await diskImage(join(stage.root, 'image'), 'raw', 1);
      const disks = [{ image, interface: 'virtio' as const, access: 'direct' as const }];
      const first = await stage.start({ disks });
      await first.controls!.kill!();
      await diskImage(image, 'qcow2', 1);
      const failure = await stage.start({ disks }).catch(failureOf);
      expect(failure).toMatchObject({ code: 'image-changed', record: 'm1' });
    });

    it('says which argument or device it cannot have', async () => {
      const nonsense = await stage.start({ arguments: ['-nonsense'] }).catch(failureOf);
      expect(nonsense).toMatchObject({ next: expect.stringContaining('extra arguments') });
      const cards = [{ mac: '52:54:00:00:00:01', model: 'virtio-net-device' as const }];
      const misplaced = await stage.start({ cards }, [await stage.switch()]).catch(failureOf);
      expect(misplaced).toMatchObject({ message: expect.stringContaining('no place') });
    });

    it('knows what is installed, and asks for what is not', async () => {
      const installed = architectures();
      expect(installed.find(({ name }) => name === 'x86_64')?.installed).toBe(true);
      for (const { name, installed: isThere } of installed.filter((one) => !one.installed)) {
        expect(isThere).toBe(false);
        const missing = await driver.check(qemuNode({ architecture: name }));
        expect(missing).toMatchObject({ code: 'program-missing' });
      }
      const noFirmware = await driver.check(qemuNode({ firmware: 'uefi', architecture: 'i386' }));
      expect(noFirmware?.code).toBe('program-missing');
    });
  },
);

describeWith(['qemu-system-x86_64', 'ovmf'], 'A QEMU machine with UEFI', () => {
  beforeEach(() => {
    stage = new QemuStage();
  });
  afterEach(() => stage.close());

  it('starts its firmware, with variables of its own', async () => {
    const uefi = qemuNode({ firmware: 'uefi', memory: 256 });
    expect(await driver.check(uefi)).toBeNull();
    const run = await stage.start(uefi);
    await stage.console('console').until('BdsDxe', 90_000);
    await run.controls!.kill!();
    const own = statSync(join(stage.root, 'data/m1/uefi-x86_64.fd'));
    expect(own.size).toBe(statSync(findFirmware('x86_64')!.variables).size);
  });
});

describeWith(['qemu-system-aarch64', 'qemu-efi-aarch64'], 'A QEMU machine of another kind', () => {
  beforeEach(() => {
    stage = new QemuStage();
  });
  afterEach(() => stage.close());

  it('starts the firmware of an ARM computer', async () => {
    const run = await stage.start({ architecture: 'aarch64', firmware: 'uefi', memory: 256 });
    expect(run.detail).toBe('TCG');
    await stage.console('console').until('UEFI firmware', 90_000);
    await run.controls!.kill!();
  });
});
