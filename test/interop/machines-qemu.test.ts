import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import {
  PROBE_LIMIT_MS,
  probeKvm,
  runExitSector,
  SECOND_LIMIT_MS,
} from '../../electron/machines/qemu/kvm-probe';
import { QemuDriver } from '../../electron/machines/qemu/qemu-driver';
import { membersOf } from '../../electron/system/processes/process-group';
import type { QemuNode } from '../../shared/document/topology';
import { failureOf } from '../../shared/failure/failure';
import { overlayOf, plainQemu } from '../../shared/kinds/qemu';
import { diskImage, PROMPT, type QemuGuest, qemuGuest } from '../harness/guests';
import { MachineStage } from '../harness/machine-stage';
import { describeWith } from '../harness/parts';

const MAC = '52:54:00:12:34:56';
const never = new AbortController().signal;

let guest: QemuGuest;
let stage: MachineStage;
/** KVM is proved by its own test; the others must not depend on the computer. */
const driver = new QemuDriver(async () => ({ works: false, reason: 'not here', detail: '' }));

function machine(change: Partial<QemuNode> = {}): QemuNode {
  return {
    id: 'm1',
    kind: 'qemu',
    ...plainQemu,
    name: 'guest, one',
    x: 0,
    y: 0,
    memory: 128,
    cpus: 1,
    cdrom: '',
    disks: [],
    ...guest,
    accel: 'auto',
    cards: [{ mac: MAC, model: 'virtio-net-pci' }],
    ...change,
  };
}

const checksum = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

describeWith(
  ['qemu-system-x86_64', 'qemu-img', 'vde_plug', 'busybox', 'cpio', 'depmod'],
  'QEMU machines',
  () => {
    beforeAll(async () => {
      guest = await qemuGuest();
    });
    beforeEach(() => {
      stage = new MachineStage();
    });
    afterEach(() => stage.close());

    it('boot to a prompt, answer on console and monitor, and leave nothing behind', async () => {
      const context = stage.context([await stage.switch()]);
      expect(await driver.check(machine())).toBeNull();
      const run = await driver.start(machine(), context, never);
      expect(run.detail).toBe('TCG');

      const serial = stage.console('console');
      await serial.until(PROMPT);
      expect(await serial.run('ip link show eth0')).toContain(MAC);
      const monitor = stage.console('monitor');
      await monitor.until('(qemu) ');
      monitor.source.write('info status\n');
      await monitor.until('VM status: running');

      const group = stage.supervisor.size;
      await run.stop();
      expect(await run.exited).toEqual({ failure: null });
      expect(stage.supervisor.size).toBe(group - 1);
      expect(readdirSync(context.runtimeDirectory)).toEqual([]);
    });

    it('let the guest see that a cable is pulled out and plugged in', async () => {
      const run = await driver.start(machine(), stage.context([await stage.switch()]), never);
      const serial = stage.console('console');
      await serial.until(PROMPT);
      await serial.run('ip link set eth0 up');
      // The word is put together by the guest, so that the echo of the command is not taken for it.
      const sees = async (flag: string, word: string) => {
        const look = `until ip link show eth0 | grep -q ${flag}; do sleep 0.1; done; echo ${word}''-seen`;
        serial.source.write(`${look}\n`);
        await serial.until(`${word}-seen`);
      };
      await sees('LOWER_UP', 'up');
      run.setLink?.(0, false);
      await sees('NO-CARRIER', 'down');
      run.setLink?.(0, true);
      await sees('LOWER_UP', 'again');
      // A card that is not there is nothing to fall over.
      run.setLink?.(7, true);
      await Promise.all([run.stop(), run.stop()]);
    });

    it('end without a failure when the guest switches itself off', async () => {
      const run = await driver.start(machine(), stage.context([await stage.switch()]), never);
      const serial = stage.console('console');
      await serial.until(PROMPT);
      serial.source.write('poweroff\n');
      expect(await run.exited).toEqual({ failure: null });
    });

    it.each(['raw', 'qcow2'] as const)('never write to their %s base image', async (format) => {
      const base = await diskImage(join(stage.root, 'base, one.img'), format);
      const before = checksum(base);
      const disk = machine({ disks: [overlayOf(base)], cards: [] });
      const context = stage.context([]);

      const first = await driver.start(disk, context, never);
      const serial = stage.console('console');
      await serial.until(PROMPT);
      await serial.run('echo kept-by-overlay | dd of=/dev/sda conv=sync; sync');
      await first.stop();
      expect(checksum(base)).toBe(before);

      const second = await driver.start(disk, context, never);
      const again = stage.console('console');
      await again.until(PROMPT);
      expect(await again.run('head -c 15 /dev/sda')).toContain('kept-by-overlay');
      await second.stop();
      expect(checksum(base)).toBe(before);
    });

    it('do not start from a base image that changed under the overlay', async () => {
      const base = await diskImage(join(stage.root, 'base.img'), 'raw', 1);
      const context = stage.context([]);
      const run = await driver.start(
        machine({ disks: [overlayOf(base)], cards: [] }),
        context,
        never,
      );
      // It is still booting, so it would not hear that it is asked.
      await Promise.all([run.stop(), run.stop()]);
      writeFileSync(base, Buffer.alloc(1024 * 1024, 'another image'));
      utimesSync(base, 1, 1);
      const failure = await driver
        .start(machine({ disks: [overlayOf(base)], cards: [] }), context, never)
        .catch(failureOf);
      expect(failure).toMatchObject({ code: 'image-changed', record: 'm1' });
    });

    it('say which image is missing or wrong', async () => {
      const missing = await driver.check(machine({ cdrom: '/nowhere/alpine.iso' }));
      expect(missing).toMatchObject({ code: 'image-missing', record: 'm1' });
      expect(missing?.message).toContain('/nowhere/alpine.iso');
      const nothing = await driver.check(machine({ kernel: '' }));
      expect(nothing?.message).toContain('nothing to boot from');
      const folder = await driver.check(machine({ disks: [overlayOf(stage.root)] }));
      expect(folder?.message).toContain('folder');

      const kernel = join(stage.root, 'kernel');
      writeFileSync(kernel, 'not a kernel');
      const context = stage.context([await stage.switch()]);
      const failure = await driver.start(machine({ kernel }), context, never).catch(failureOf);
      expect(failure).toMatchObject({ code: 'image-missing', record: 'm1' });
      expect(readdirSync(context.runtimeDirectory)).toEqual([]);
    });

    it('report a second machine on the same disk, and a switch that is not there', async () => {
      const base = await diskImage(join(stage.root, 'base.img'), 'raw', 1);
      const context = stage.context([]);
      const disk = machine({ disks: [overlayOf(base)], cards: [] });
      const run = await driver.start(disk, context, never);
      const runtimeDirectory = join(stage.instance.directory, 'other');
      mkdirSync(runtimeDirectory);
      const other = driver.start(disk, { ...context, runtimeDirectory }, never);
      expect(await other.catch(failureOf)).toMatchObject({ code: 'image-busy' });
      // It is still booting, so it would not hear that it is asked.
      await Promise.all([run.stop(), run.stop()]);

      const nowhere = stage.context([join(stage.root, 'no-switch')], 'm2');
      const failure = await driver.start(machine(), nowhere, never).catch(failureOf);
      expect(failure).toMatchObject({ code: 'program-failed' });
      expect(stage.supervisor.size).toBe(0);
    });

    it('can be stopped while they start', async () => {
      const context = stage.context([await stage.switch()]);
      const abort = new AbortController();
      const started = driver.start(
        machine(),
        { ...context, report: (detail) => detail.startsWith('Starting') && abort.abort() },
        abort.signal,
      );
      expect(await started.catch(failureOf)).toMatchObject({ code: 'interrupted' });
      expect(stage.supervisor.size).toBe(1);
      expect(readdirSync(context.runtimeDirectory)).toEqual([]);
    });

    it('tell when QEMU is killed', async () => {
      const context = stage.context([]);
      const run = await driver.start(machine({ cards: [] }), context, never);
      const [child] = [
        ...readFileSync(stage.instance.journalPath, 'utf8').matchAll(/"pid":(\d+)/g),
      ];
      const pid = Number(child?.[1]);
      expect(membersOf(pid)).toContain(pid);
      process.kill(pid, 'SIGKILL');
      const { failure } = await run.exited;
      expect(failure).toMatchObject({ code: 'program-failed', record: 'm1' });
      expect(failure?.message).toContain('SIGKILL');
    });

    it('refuse to run without KVM where it was asked for', async () => {
      expect(await driver.check(machine({ accel: 'kvm' }))).toMatchObject({
        ...{ code: 'kvm-unavailable', detail: 'not here' },
        remedy: { do: 'set-accelerator', accel: 'auto' },
      });
    });
  },
);

describeWith(['qemu-system-x86_64'], 'The KVM probe', () => {
  it('proves an accelerator that works', async () => {
    expect(await runExitSector('tcg', 20_000)).toEqual({ works: true, reason: '', detail: '' });
  });

  it('answers within its limit, and from memory the next time', async () => {
    const stage = new MachineStage();
    const begin = performance.now();
    const answer = await probeKvm(stage.root);
    expect(performance.now() - begin).toBeLessThan(2 * (PROBE_LIMIT_MS + SECOND_LIMIT_MS));
    expect(answer.works === (answer.reason === '')).toBe(true);
    expect(await probeKvm(stage.root)).toEqual(answer);
    await stage.close();
  });
});
