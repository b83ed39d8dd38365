import { describe, expect, it } from 'vitest';
import { newNode } from '../../../../../renderer/document/records/new-node';
import {
  fitsQuestion,
  machineFor,
  withImage,
} from '../../../../../renderer/features/images/place-image';
import type { Guest, Image } from '../../../../../shared/contract/service-images';
import { emptyDocument } from '../../../../../shared/document/topology';
import type { ImageKind } from '../../../../../shared/kinds/fields/image-kinds';
import type { NodeKind } from '../../../../../shared/kinds/registry';

const empty = emptyDocument('7b5b9d3e-3f0e-4d7e-9d1c-0a4b5c6d7e8f');
const fresh = (kind: NodeKind) => newNode(empty, kind, { x: 0, y: 0 }, () => 0.5);

function image(kind: ImageKind, format = '', guest: Guest | null = null): Image {
  return {
    ...{ id: 'one', name: 'file', path: '/images/file', kind, format, guest },
    ...{ virtualBytes: 1, bytes: 1, exists: true, isOwn: true, users: [] },
  };
}

describe('an image in a machine', () => {
  it.each([
    ['cd', { cdrom: '/images/file' }],
    ['kernel', { kernel: '/images/file' }],
    ['initrd', { initrd: '/images/file' }],
    ['disk', { disks: [{ image: '/images/file', interface: 'ide', access: 'overlay' }] }],
  ] as const)('of QEMU, as %s', (kind, fields) => {
    expect(withImage(fresh('qemu'), image(kind))).toEqual({ ...fresh('qemu'), ...fields });
  });

  it('of User-Mode Linux, which has no CD drive', () => {
    const node = fresh('uml');
    expect(withImage(node, image('rootfs'))).toEqual({ ...node, rootfs: '/images/file' });
    expect(withImage(node, image('cd'))).toBeNull();
  });

  it('has no place in a PC, nor a ninth disk in QEMU', () => {
    let node = fresh('qemu');
    for (let count = 0; count < 8; count++) node = withImage(node, image('disk'))!;
    expect(withImage(node, image('disk'))).toBeNull();
    expect(withImage(fresh('pc'), image('disk'))).toBeNull();
  });

  it('brings all that its guest needs', () => {
    const guest: Guest = {
      ...{ machine: 'qemu', kernel: '/k', initrd: '/i', append: 'console=ttyS0', memory: 128 },
      card: 'virtio-net-pci',
    };
    expect(withImage(fresh('qemu'), image('initrd', 'cpio', guest))).toMatchObject({
      ...{ kernel: '/k', initrd: '/i', append: 'console=ttyS0', memory: 128 },
      cards: [{ model: 'virtio-net-pci' }],
    });
  });
});

it('offers only kernels that are programs where User-Mode Linux asks for one', () => {
  const question = { kinds: ['kernel'] as const, formats: ['elf'] };
  expect(fitsQuestion(image('kernel', 'elf'), question)).toBe(true);
  expect(fitsQuestion(image('kernel', 'bzimage'), question)).toBe(false);
  expect(fitsQuestion(image('kernel', 'bzimage'), { ...question, formats: [] })).toBe(true);
  expect(fitsQuestion(image('disk', 'raw'), { ...question, formats: [] })).toBe(false);
});

it('chooses the machine that an image is for', () => {
  expect(machineFor(image('cd', 'iso'))).toBe('qemu');
  expect(machineFor(image('kernel', 'bzimage'))).toBe('qemu');
  expect(machineFor(image('kernel', 'elf'))).toBe('uml');
  expect(machineFor(image('rootfs', 'raw'))).toBe('uml');
});
