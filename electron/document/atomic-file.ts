/**
 * Replaces a file as a whole or not at all: written beside it, flushed to the disk, renamed over it, and
 * the folder flushed, so that a crash or a full disk leaves either the old or the new text.
 */
import { randomBytes } from 'node:crypto';
import type { Stats } from 'node:fs';
import * as promises from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { errorCode, fileFailure } from './file-failure';
import { checkRegular } from './regular-file';

/** The calls that may fail half way; tests put failing ones in their place. */
export type WritingCalls = Pick<typeof promises, 'open' | 'rename'>;

async function unlessMissing<T>(wanted: Promise<T>): Promise<T | null> {
  try {
    return await wanted;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Where a chain of symbolic links leads, also when its end does not exist yet. */
async function targetOf(path: string): Promise<string> {
  const existing = await unlessMissing(promises.realpath(path));
  if (existing !== null) return existing;
  const found = await unlessMissing(promises.lstat(path));
  if (!found?.isSymbolicLink()) return path;
  return resolve(dirname(path), await promises.readlink(path));
}

async function writeFlushed(path: string, text: string, before: Stats | null, calls: WritingCalls) {
  const file = await calls.open(path, 'wx', before === null ? 0o666 : 0o600);
  try {
    await file.writeFile(text);
    if (before !== null) {
      // Only root may give a file away; anybody else's new file is their own already.
      if (process.getuid?.() === 0) await file.chown(before.uid, before.gid);
      await file.chmod(before.mode & 0o7777);
    }
    await file.sync();
  } finally {
    await file.close();
  }
}

async function flushFolder(folder: string): Promise<void> {
  const handle = await promises.open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function replace(path: string, text: string, calls: WritingCalls): Promise<void> {
  const target = await targetOf(path);
  const before = await unlessMissing(promises.stat(target));
  // A rename would put a file into the place of a device.
  if (before !== null) checkRegular(before, path);
  const temporary = join(
    dirname(target),
    `.vdelab-${process.pid}-${randomBytes(6).toString('hex')}`,
  );
  try {
    await writeFlushed(temporary, text, before, calls);
    await calls.rename(temporary, target);
  } catch (error) {
    await promises.rm(temporary, { force: true });
    throw error;
  }
  await flushFolder(dirname(target));
}

/**
 * Writes `text` to `path`, keeping the mode of a file that is there and following symbolic links.
 * Throws a FailureError (disk-full, file-forbidden, file-missing) with the old file untouched.
 */
export async function writeFileAtomically(
  path: string,
  text: string,
  calls: WritingCalls = promises,
): Promise<void> {
  try {
    await replace(path, text, calls);
  } catch (error) {
    throw fileFailure(error, path, 'saved');
  }
}
