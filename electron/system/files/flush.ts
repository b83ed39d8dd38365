/**
 * Flushing to the disk, where the file system knows how to. Shared folders of virtual machines and some
 * network and FUSE file systems refuse fsync(2) for folders, a few for files as well; there it is as safe
 * as it gets without.
 */
import { type FileHandle, open } from 'node:fs/promises';
import { errorCode } from './file-failure';

/** What fsync(2) says where it is not known, against what says that a disk fails or is full. */
const UNSUPPORTED = ['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'ENOTTY'];

/** Waits until what was written to a file is on the disk. Throws Node's error when the disk fails. */
export async function flushFile(file: FileHandle): Promise<void> {
  try {
    await file.sync();
  } catch (error) {
    if (!UNSUPPORTED.includes(errorCode(error) ?? '')) throw error;
  }
}

/** The call that a folder is opened with; tests put a failing one in its place. */
export type OpenCall = typeof open;

/**
 * Has the folder's list of names written down after a rename. Never fails: the file is in its place, and
 * saying otherwise would have it written again, or thrown away. The folder may not be readable either.
 */
export async function flushFolder(folder: string, openIt: OpenCall = open): Promise<void> {
  try {
    const handle = await openIt(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    // A crash within the next seconds may bring the former file back, and nothing worse.
  }
}
