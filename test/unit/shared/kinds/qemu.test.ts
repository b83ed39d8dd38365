import { describe, expect, it } from 'vitest';
import type { QemuNode, UmlNode } from '../../../../shared/document/topology';
import { overlayOf, plainQemu, qemuKind } from '../../../../shared/kinds/qemu';
import { plainUml } from '../../../../shared/kinds/uml';
import { imageFindings } from '../../../../shared/rules/image-rules';

function machine(id: string, change: Partial<QemuNode>): QemuNode {
  return {
    ...{ id, kind: 'qemu', ...plainQemu, name: id, x: 0, y: 0, memory: 64, cpus: 1 },
    ...{ cdrom: '', disks: [], kernel: '', initrd: '', append: '', accel: 'auto', cards: [] },
    ...change,
  };
}

function uml(id: string, change: Partial<UmlNode>): UmlNode {
  return {
    ...{ id, kind: 'uml', ...plainUml, name: id, x: 0, y: 0, kernel: '', memory: 64 },
    ...{ rootfs: '/i/root', initrd: '', append: '', cards: [] },
    ...change,
  };
}

const found = (change: Partial<QemuNode>) =>
  qemuKind.findings!(machine('q', change)).map(({ severity, field }) => `${severity} ${field}`);

const card = { mac: '02:00:00:00:00:01', model: 'virtio-net-device' as const };

describe('the findings about a QEMU machine', () => {
  it.each<[name: string, change: Partial<QemuNode>, expected: string[]]>([
    ['a card without a place', { cdrom: '/a', cards: [card] }, ['error cards']],
    [
      'that card on an ARM board',
      { kernel: '/k', append: 'console=ttyAMA0', architecture: 'arm', cards: [card] },
      [],
    ],
    [
      'UEFI where there is none',
      { cdrom: '/a', firmware: 'uefi', architecture: 's390x' },
      ['error firmware'],
    ],
    ['UEFI where it is', { cdrom: '/a', firmware: 'uefi' }, []],
    [
      'an ARM machine that cannot boot its CD',
      { cdrom: '/a', architecture: 'aarch64' },
      ['warning firmware'],
    ],
    ['the same with UEFI', { cdrom: '/a', architecture: 'aarch64', firmware: 'uefi' }, []],
    ['a MIPS machine with a CD', { cdrom: '/a', architecture: 'mipsel' }, ['warning firmware']],
    ['nothing to boot from', {}, ['warning cdrom']],
    ['what its own arguments bring', { arguments: ['-drive', 'file=/x'] }, []],
    ['a PC kernel that is silent', { kernel: '/k', append: 'console=ttyS01' }, ['warning append']],
    ['a PC kernel with a rate', { kernel: '/k', append: 'quiet console=ttyS0,9600n8' }, []],
    [
      'an ARM kernel told of a PC port',
      { kernel: '/k', append: 'console=ttyS0', architecture: 'aarch64' },
      ['warning append'],
    ],
    ['an initrd without a kernel', { cdrom: '/a', initrd: '/i' }, ['warning kernel']],
  ])('%s', (_, change, expected) => {
    expect(found(change)).toEqual(expected);
  });

  it('names the port that the kernel should print on', () => {
    const [finding] = qemuKind.findings!(machine('q', { kernel: '/k', architecture: 'ppc64' }));
    expect(finding?.next).toContain('console=hvc0');
    expect(finding?.remedy).toEqual({ do: 'add-kernel-words', words: ['console=hvc0'] });
  });
});

describe('imageFindings', () => {
  const direct = { ...overlayOf('/i/root'), access: 'direct' as const };

  it('finds an image that one machine writes to and another uses, and names both', () => {
    const writer = machine('writer', { disks: [direct] });
    const kept = machine('kept', { disks: [overlayOf('/i/other'), overlayOf('/i/root')] });
    expect(imageFindings([kept, writer, uml('guest', {})])).toMatchObject([
      {
        severity: 'error',
        record: 'kept',
        field: 'disks',
        message: expect.stringMatching(/kept.*writer/),
      },
      { severity: 'error', record: 'guest', field: 'rootfs' },
    ]);
    expect(imageFindings([uml('writer', { access: 'direct' }), kept])).toMatchObject([
      { record: 'kept' },
    ]);
  });

  it('finds it within one machine as well', () => {
    const twice = machine('twice', { disks: [direct, overlayOf('/i/root')] });
    expect(imageFindings([twice])).toMatchObject([{ record: 'twice', field: 'disks' }]);
  });

  it('lets any number of machines have overlays of one image', () => {
    expect(
      imageFindings([machine('a', { disks: [overlayOf('/i/root')] }), uml('b', {}), uml('c', {})]),
    ).toEqual([]);
    expect(
      imageFindings([uml('b', { access: 'direct' }), uml('c', { rootfs: '/i/other' })]),
    ).toEqual([]);
  });
});
