import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { driverlessCards } from '../../../../../electron/machines/qemu/driverless-cards';
import { initrdModules } from '../../../../../electron/machines/qemu/initrd-modules';
import { versionInHeader } from '../../../../../electron/machines/qemu/kernel-version';
import type { QemuNode } from '../../../../../shared/document/topology';
import { plainQemu } from '../../../../../shared/kinds/qemu';
import {
  type CardModel,
  driverless,
  driversOfVersion,
} from '../../../../../shared/rules/card-drivers';

const VERSION = '6.1.0-57-cloud-amd64';
const LIB = `lib/modules/${VERSION}`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vdelab-initrd-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const padded = (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);

/** An archive in the newc format. */
function archive(entries: Record<string, string>): Buffer {
  return Buffer.concat(
    Object.entries({ ...entries, 'TRAILER!!!': '' }).map(([name, text]) => {
      const fields = [0, 0o100644, 0, 0, 1, 0, text.length, 0, 0, 0, 0, name.length + 1, 0];
      const head = fields.map((field) => field.toString(16).padStart(8, '0')).join('');
      return Buffer.concat([
        padded(Buffer.from(`070701${head}${name}\0`)),
        padded(Buffer.from(text)),
      ]);
    }),
  );
}

function file(name: string, ...parts: Buffer[]): string {
  const path = join(folder, name);
  writeFileSync(path, Buffer.concat(parts));
  return path;
}

const guest = archive({
  [`${LIB}/kernel/drivers/net/virtio_net.ko`]: 'code',
  [`${LIB}/kernel/drivers/net/ethernet/x/odd.ko.xz`]: 'co',
  [`${LIB}/modules.builtin`]: 'kernel/net/ipv6/ipv6.ko\nkernel/drivers/net/vmxnet3/vmxnet3.ko\n',
  init: '#!/bin/sh\n',
});
const microcode = archive({ 'kernel/x86/microcode/AuthenticAMD.bin': 'x'.repeat(1001) });
const ALL = ['ipv6', 'odd', 'virtio_net', 'vmxnet3'];

describe('the modules of an initial ramdisk', () => {
  it.each<[string, Buffer[]]>([
    ['plain', [guest]],
    ['packed', [gzipSync(guest)]],
    ['behind microcode and zeros', [microcode, Buffer.alloc(512), gzipSync(guest)]],
    ['in two archives', [archive({ dev: '' }), Buffer.alloc(8), guest]],
  ])('are found %s', async (name, parts) => {
    const found = await initrdModules(file(name.replaceAll(' ', '-'), ...parts));
    expect([...(found?.modules ?? [])].sort()).toEqual(ALL);
    expect(found).toMatchObject({ versions: new Set([VERSION]), tellsBuiltin: true });
  });

  it.each<[string, Buffer]>([
    ['of another packing', Buffer.from('28b52ffd00000000', 'hex')],
    ['damaged', gzipSync(guest).subarray(0, 100)],
    ['cut off in a header', Buffer.from('070701zz')],
    ['with a wild length', Buffer.from(`070701${'f'.repeat(104)}`)],
  ])('of one %s are not known', async (name, bytes) => {
    expect(await initrdModules(file(name.replaceAll(' ', '-'), bytes))).toBeNull();
  });

  it('of a file that is none, or not there, are not known', async () => {
    expect(await initrdModules('/dev/zero')).toBeNull();
    expect(await initrdModules(join(folder, 'nowhere'))).toBeNull();
  });
});

/** The set-up part of a bzImage of that version. */
function bzImage(version: string): Buffer {
  const head = Buffer.alloc(0x3000);
  head.write('HdrS', 0x202, 'latin1');
  head.writeUInt16LE(0x1000, 0x20e);
  head.write(`${version} (debian-kernel@lists.debian.org) #1 SMP\0`, 0x1200, 'latin1');
  return head;
}

describe('the version of a kernel image', () => {
  it('stands in its header', () => {
    expect(versionInHeader(bzImage(VERSION))).toBe(VERSION);
    expect(versionInHeader(bzImage('\u001b]0;x'))).toBe('');
    expect(versionInHeader(Buffer.from('short'))).toBe('');
    expect(versionInHeader(bzImage(VERSION).subarray(0, 0x1100))).toBe('');
  });
});

describe('drivers for cards', () => {
  const cards = (...models: CardModel[]) => models.map((model) => ({ model }));

  it('are limited in kernels for clouds only', () => {
    expect(driversOfVersion('6.1.0-57-amd64')).toBeNull();
    const cloud = driversOfVersion(VERSION)!;
    expect(driverless(cards('virtio-net-pci', 'vmxnet3'), cloud)).toBeNull();
    expect(driverless(cards('e1000', 'virtio-net-pci', 'rtl8139'), cloud)).toEqual({
      ...{ cards: [0, 2], models: ['e1000', 'rtl8139'], instead: 'virtio-net-pci' },
    });
  });

  it('know both spellings of a module, and kernels without any', () => {
    expect(driverless(cards('ne2k_pci'), new Set(['ne2k-pci']))).toBeNull();
    expect(driverless(cards('e1000'), new Set(['ipv6']))?.instead).toBeNull();
  });
});

function machine(change: Partial<QemuNode>, model: CardModel = 'e1000'): QemuNode {
  return {
    ...{ id: 'q1', kind: 'qemu', ...plainQemu, name: 'vm1', x: 0, y: 0, memory: 128, cpus: 1 },
    ...{ cdrom: '', disks: [], kernel: '', initrd: '', append: '', accel: 'tcg' },
    cards: [{ mac: '02:00:00:00:00:01', model }],
    ...change,
  };
}

describe('cards without a driver', () => {
  it('are known by the kernel’s name', async () => {
    const kernel = file('vmlinuz-cloud', bzImage(VERSION));
    const failure = await driverlessCards(machine({ kernel }));
    expect(failure).toMatchObject({
      ...{ code: 'driver-missing', record: 'q1' },
      remedy: { do: 'take-card-model', model: 'virtio-net-pci', instead: ['e1000'] },
    });
    expect(failure?.message).toBe(
      `vm1 will have no network on eth0: its kernel, Linux ${VERSION}, has no driver for e1000.`,
    );
    expect(await driverlessCards(machine({ kernel }, 'virtio-net-pci'))).toBeNull();
  });

  it('are known by an initrd that is all that the guest has', async () => {
    const kernel = file('vmlinuz-plain', bzImage('6.1.0-57-amd64'));
    const own = archive({
      'lib/modules/6.1.0-57-amd64/kernel/drivers/net/virtio_net.ko': 'code',
      'lib/modules/6.1.0-57-amd64/modules.builtin': '',
    });
    const initrd = file('initrd-plain', gzipSync(own));
    const failure = await driverlessCards(machine({ kernel, initrd }));
    expect(failure?.message).toContain('its initrd has no driver for e1000');
    // The disk may bring more modules, and another kernel's are of no use.
    const disks: QemuNode['disks'] = [{ image: '/d', interface: 'ide', access: 'overlay' }];
    expect(await driverlessCards(machine({ kernel, initrd, disks }))).toBeNull();
    expect(
      await driverlessCards(machine({ kernel: file('k2', bzImage('6.9.1')), initrd })),
    ).toBeNull();
  });

  it('are not known of what has no kernel of its own in the drawing', async () => {
    expect(await driverlessCards(machine({}))).toBeNull();
    expect(await driverlessCards(machine({ kernel: '/nowhere' }))).toBeNull();
  });
});
