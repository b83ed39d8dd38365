/** Whether there is room on a disk, before something is written to it. */
import { statfs } from 'node:fs/promises';
import { FailureError } from '../../shared/failure';
import { bytesText } from '../../shared/quantities';

/** Left free for everything else that writes to the same disk. */
const MARGIN_BYTES = 16 * 1024 * 1024;
/** Less than this is soon gone once guests write to their overlays. */
export const LOW_BYTES = 512 * 1024 * 1024;

/** Bytes that this user may still write to the file system of a folder that exists. */
export async function freeBytes(directory: string): Promise<number> {
  const { bavail, bsize } = await statfs(directory);
  return bavail * bsize;
}

/** Throws `disk-full` when so much will not fit. */
export async function checkRoom(directory: string, bytes: number, what: string): Promise<void> {
  const free = await freeBytes(directory);
  if (free >= bytes + MARGIN_BYTES) return;
  throw new FailureError({
    code: 'disk-full',
    message: `${what} needs ${bytesText(bytes)}, and only ${bytesText(free)} are free in ${directory}.`,
    next: 'Free some room on that disk and try again; nothing was changed.',
  });
}
