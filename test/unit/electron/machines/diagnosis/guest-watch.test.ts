import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GuestWatch } from '../../../../../electron/machines/diagnosis/guest-watch';
import type { Failure } from '../../../../../shared/failure/failure';
import type { CardModel } from '../../../../../shared/rules/card-drivers';

const VFS = 'Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0)';
const BOOT =
  '[    0.000000] Linux version 6.1.0-57-cloud-amd64 (debian-kernel@lists.debian.org)\r\n';

let told: (Failure | null)[];

function watched(models: CardModel[] = []): GuestWatch {
  const machine = { id: 'q1', name: 'vm1', memory: 64, models };
  return new GuestWatch(machine, (trouble) => told.push(trouble));
}

/** What is told in the end. */
const last = () => told.at(-1);

describe('what a guest says on its console', () => {
  beforeEach(() => {
    told = [];
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('tells a panic, with the line and the next step, when it is silent afterwards', () => {
    const watch = watched();
    watch.printed(`[    1.69] ${VFS.slice(0, 30)}`);
    watch.printed(`${VFS.slice(30)}\r\n[    1.7] CPU: 0 PID: 1 Comm: swapper/0\r\n`);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(1000);
    expect(last()).toMatchObject({ code: 'guest-failed', said: VFS, record: 'q1' });
    expect(last()?.message).toBe(
      'vm1 stands still: its kernel found no root file system to start from.',
    );
  });

  it('takes the line before a panic that says why', () => {
    const watch = watched();
    watch.printed('check access for rdinit=/nowhere failed: -2, ignoring\n');
    watch.printed(`${VFS}\n`);
    vi.advanceTimersByTime(1000);
    expect(last()?.said).toContain('rdinit=/nowhere');
    expect(last()?.message).toContain('its initrd has no program /nowhere');
  });

  it('does not take a text about a panic for one', () => {
    const watch = watched();
    watch.printed(`guest# echo ${VFS}\r\n${VFS}\r\nguest# `);
    vi.advanceTimersByTime(60_000);
    watch.printed(`dmesg; sleep 100\r\n[   1.6] ${VFS}\r\n`);
    watch.printed('guest# sleep 100\r\n');
    vi.advanceTimersByTime(60_000);
    expect(told).toEqual([]);
  });

  it('tells a guest that panics and restarts again and again once, and when it has got over it', () => {
    const watch = watched();
    for (let round = 0; round < 3; round++) {
      watch.printed(`${BOOT}${VFS}\r\n`);
      vi.advanceTimersByTime(500);
    }
    watch.printed(BOOT);
    expect(new Set(told.map((trouble) => trouble?.message)).size).toBe(1);
    vi.advanceTimersByTime(19_000);
    expect(last()).not.toBeNull();
    vi.advanceTimersByTime(1_000);
    expect(last()).toBeNull();
  });

  it('tells a guest whose programs cannot start others', () => {
    const watch = watched();
    watch.printed("init: starting pid 25, tty '/dev/tty1'\r\n");
    watch.printed("init: can't fork\r\n");
    expect(last()).toMatchObject({ code: 'memory-short', said: "init: can't fork" });
    expect(last()?.remedy).toEqual({ do: 'set-memory', mebibytes: 128 });
  });

  it('tells cards that a cloud kernel has no driver for', () => {
    watched(['virtio-net-pci', 'e1000']).printed(BOOT);
    expect(last()).toMatchObject({
      code: 'driver-missing',
      remedy: { do: 'take-card-model', model: 'virtio-net-pci', instead: ['e1000'] },
    });
    expect(last()?.message).toContain('no network on eth1');
    told = [];
    watched(['virtio-net-pci']).printed(BOOT);
    watched(['e1000']).printed(BOOT.replace('-cloud', ''));
    expect(told).toEqual([]);
  });

  it('waits for nothing any more when the machine has ended', () => {
    const watch = watched();
    watch.printed(`${VFS}\n`);
    watch.end();
    vi.advanceTimersByTime(60_000);
    expect(told).toEqual([]);
  });
});
