/** The copy-on-write files of User-Mode Linux, `ubd0=COW,BACKING`. Pure. */
import { createHash } from 'node:crypto';

/** The file belongs to one image, so it is named after the image's path. */
export function cowName(rootfs: string): string {
  return `root-${createHash('sha256').update(rootfs).digest('hex').slice(0, 12)}.cow`;
}

/** How much of a file {@link backingFile} wants to see. */
export const COW_HEAD_BYTES = 32 + 4096;

const MAGIC = 0x4f4f4f4d;
/** Where the path of the image stands, by version: arch/um/drivers/cow_user.c of Linux. */
const PATH_OFFSETS: Readonly<Record<number, number>> = { 1: 8, 2: 8, 3: 32 };

/** The image that a copy-on-write file was made on, from its first bytes; null if it is none. */
export function backingFile(head: Uint8Array): string | null {
  if (head.length < COW_HEAD_BYTES) return null;
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  const offset = PATH_OFFSETS[view.getUint32(4)];
  if (view.getUint32(0) !== MAGIC || offset === undefined) return null;
  const end = head.indexOf(0, offset);
  return new TextDecoder().decode(head.subarray(offset, end < 0 ? head.length : end));
}
