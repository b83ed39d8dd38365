/** The copy-on-write files of User-Mode Linux, `ubd0=COW,BACKING`. Pure. */
import { createHash } from 'node:crypto';
import type { BaseState } from '../common/base-image';

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

/** Where version 3 keeps the time of the image in seconds, its size, and its path. */
const V3 = { mtime: 8, size: 12, path: 32, pathBytes: 4064 } as const;

function isVersion3(head: Uint8Array): boolean {
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  return head.length >= COW_HEAD_BYTES && view.getUint32(0) === MAGIC && view.getUint32(4) === 3;
}

/** The image that a file of version 3 stands on, as its first bytes say; null for any other. */
export function cowBase(head: Uint8Array): BaseState | null {
  const base = backingFile(head);
  if (base === null || !isVersion3(head)) return null;
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  const bytes = Number(view.getBigUint64(V3.size));
  return { base, bytes, modifiedMs: view.getUint32(V3.mtime) * 1000, format: 'raw' };
}

/** The first bytes with another path and time of the image; null for a file of another version. */
export function cowHeadFor(head: Uint8Array, base: string, mtime: number): Uint8Array | null {
  const path = new TextEncoder().encode(base);
  if (!isVersion3(head) || path.length >= V3.pathBytes) return null;
  const changed = head.slice(0, V3.path + V3.pathBytes);
  const view = new DataView(changed.buffer, changed.byteOffset, changed.length);
  view.setUint32(V3.mtime, mtime);
  changed.fill(0, V3.path);
  changed.set(path, V3.path);
  return changed;
}
