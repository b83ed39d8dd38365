import { describe, expect, it } from 'vitest';
import { detectImage, HEAD_BYTES } from '../../../../electron/images/image-kind';
import { backingFile, COW_HEAD_BYTES } from '../../../../electron/machines/uml/uml-cow';

/** The first bytes of a file with a text at an offset. */
function head(offset: number, text: string): Uint8Array {
  const bytes = Buffer.alloc(HEAD_BYTES);
  bytes.write(text, offset, 'latin1');
  return bytes;
}

describe('what a file is', () => {
  it.each([
    ['a CD', 0x8001, 'CD001', 'cd', 'iso'],
    ['a qcow2 disk', 0, 'QFI\xfb', 'disk', 'qcow2'],
    ['a disk with a boot sector', 0x1fe, '\x55\xaa', 'disk', 'raw'],
    ['a kernel for PCs', 0x202, 'HdrS', 'kernel', 'bzimage'],
    ['a User-Mode Linux kernel', 0, '\x7fELF', 'kernel', 'elf'],
    ['a packed ramdisk', 0, '\x1f\x8b', 'initrd', 'gzip'],
    ['an ext file system', 0x438, '\x53\xef', 'rootfs', 'raw'],
  ])('shows in the first bytes of %s', (_, offset, text, kind, format) => {
    expect(detectImage(head(offset, text), HEAD_BYTES)).toEqual({ kind, format });
  });

  it('is a CD although it can be booted from a USB stick, and a kernel although it has a boot sector', () => {
    const hybrid = head(0x8001, 'CD001');
    hybrid.set([0x55, 0xaa], 0x1fe);
    expect(detectImage(hybrid, HEAD_BYTES)).toMatchObject({ kind: 'cd' });
    const kernel = head(0x202, 'HdrS');
    kernel.set([0x55, 0xaa], 0x1fe);
    expect(detectImage(kernel, HEAD_BYTES)).toMatchObject({ kind: 'kernel' });
  });
});

describe('the image below a copy-on-write file of User-Mode Linux', () => {
  it('stands in its head', () => {
    const cow = Buffer.alloc(COW_HEAD_BYTES);
    cow.write('OOOM', 0, 'latin1');
    cow.writeUInt32BE(3, 4);
    cow.write('/srv/root_fs', 32);
    expect(backingFile(cow)).toBe('/srv/root_fs');
  });

  it('is unknown for anything else', () => {
    expect(backingFile(Buffer.alloc(COW_HEAD_BYTES))).toBeNull();
    expect(backingFile(Buffer.from('OOOM'))).toBeNull();
  });
});
