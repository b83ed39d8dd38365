/** Whether there is room on a disk, before something is written to it. */
import { statfs } from 'node:fs/promises';
import { type Failure, FailureError } from '../../../shared/failure/failure';
import { bytesText } from '../../../shared/text/quantities';

/** Left free for everything else that writes to the same disk. */
const MARGIN_BYTES = 16 * 1024 * 1024;
/** Less than this is soon gone once guests write to their overlays. */
const LOW_BYTES = 512 * 1024 * 1024;

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

/** Says that a machine will soon have no room for what it writes; null while there is enough. */
export async function lowRoom(
  { id, name }: { readonly id: string; readonly name: string },
  directory: string,
): Promise<Failure | null> {
  const free = await freeBytes(directory);
  if (free >= LOW_BYTES) return null;
  return {
    code: 'disk-full',
    message: `Only ${bytesText(free)} are free for what ${name} writes to its disks.`,
    next: `Free some room on the disk of ${directory}; a machine that finds none is paused.`,
    record: id,
  };
}
