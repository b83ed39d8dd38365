/**
 * Tells what a file is by its first bytes, never by its name: a CD, a disk, a kernel, an initial ramdisk
 * or the file system of one root. Pure, so that it can be tested against literal bytes.
 */
import type { ImageKind } from '../../shared/kinds/fields/image-kinds';

/** How much of a file is looked at; the magic of btrfs lies farthest in. */
export const HEAD_BYTES = 0x10048;

export interface Detected {
  readonly kind: ImageKind;
  /** As qemu-img names it for disks, else what it is made as. */
  readonly format: string;
}

interface Magic extends Detected {
  readonly offset: number;
  readonly bytes: string;
}

const magic = (offset: number, bytes: string, kind: ImageKind, format: string): Magic => ({
  offset,
  bytes,
  kind,
  format,
});

/**
 * The first that fits counts. A hybrid ISO also has a boot sector, and a Linux kernel has one too, so
 * they stand before the disks.
 */
const magics: readonly Magic[] = [
  // ECMA-119, 8.1: the first volume descriptor, in sector 16.
  magic(0x8001, 'CD001', 'cd', 'iso'),
  magic(0, 'QFI\xfb', 'disk', 'qcow2'),
  magic(0, 'QED\0', 'disk', 'qed'),
  magic(0, 'KDMV', 'disk', 'vmdk'),
  magic(0, '# Disk DescriptorFile', 'disk', 'vmdk'),
  magic(0, 'vhdxfile', 'disk', 'vhdx'),
  magic(0, 'conectix', 'disk', 'vpc'),
  magic(0x40, '\x7f\x10\xda\xbe', 'disk', 'vdi'),
  // Documentation/arch/x86/boot.rst: the header of bzImage; arm64/booting.rst: that of Image.
  magic(0x202, 'HdrS', 'kernel', 'bzimage'),
  magic(0x38, 'ARMd', 'kernel', 'image'),
  magic(0, '\x7fELF', 'kernel', 'elf'),
  magic(0, '070701', 'initrd', 'cpio'),
  magic(0, '070702', 'initrd', 'cpio'),
  magic(0, '\x1f\x8b', 'initrd', 'gzip'),
  magic(0, '\xfd7zXZ\0', 'initrd', 'xz'),
  magic(0, '\x28\xb5\x2f\xfd', 'initrd', 'zstd'),
  magic(0, 'BZh', 'initrd', 'bzip2'),
  magic(0, '\x02\x21\x4c\x18', 'initrd', 'lz4'),
  // A file system without a partition table is what User-Mode Linux boots from.
  magic(0, 'hsqs', 'rootfs', 'raw'),
  magic(0, 'XFSB', 'rootfs', 'raw'),
  magic(0x438, '\x53\xef', 'rootfs', 'raw'),
  magic(0x10040, '_BHRfS_M', 'rootfs', 'raw'),
  magic(0x1fe, '\x55\xaa', 'disk', 'raw'),
];

const SECTOR_BYTES = 512;

function isThere(head: Uint8Array, { offset, bytes }: Magic): boolean {
  if (head.length < offset + bytes.length) return false;
  for (let index = 0; index < bytes.length; index++) {
    if (head[offset + index] !== bytes.charCodeAt(index)) return false;
  }
  return true;
}

/**
 * What a file is.
 *
 * @param head its first {@link HEAD_BYTES}, or all of it
 * @param bytes its size: one without any magic in whole sectors is taken for an empty disk
 * @returns null for what is none of these
 */
export function detectImage(head: Uint8Array, bytes: number): Detected | null {
  const found = magics.find((one) => isThere(head, one));
  if (found !== undefined) return { kind: found.kind, format: found.format };
  const isBlank = head.every((byte) => byte === 0);
  return isBlank && bytes > 0 && bytes % SECTOR_BYTES === 0
    ? { kind: 'disk', format: 'raw' }
    : null;
}

/** What the person says that it is, in the format that its bytes show. */
export function detectedAs(kind: ImageKind, found: Detected | null): Detected {
  return { kind, format: found?.format ?? (kind === 'disk' || kind === 'rootfs' ? 'raw' : '') };
}

/** The size of the disk that a guest sees in a qcow2 file, from its header; null if it is cut off. */
export function qcow2VirtualBytes(head: Uint8Array): number | null {
  if (head.length < 32) return null;
  // docs/interop/qcow2.txt: bytes 24 to 31.
  return Number(new DataView(head.buffer, head.byteOffset).getBigUint64(24));
}
