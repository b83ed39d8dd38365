/**
 * Replaces a file as a whole or not at all: written beside it, flushed to the disk, renamed over it, and
 * the folder flushed, so that a crash or a full disk leaves either the old or the new text. From the rename
 * on nothing fails any more: the new text is there.
 */
import { randomBytes } from 'node:crypto';
import type { Stats } from 'node:fs';
import * as promises from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { FailureError } from '../../../shared/failure/failure';
import { nameOfUser } from '../folders/ownership';
import { isLinkOfOthers } from '../folders/safe-way';
import { errorCode, fileFailure } from './file-failure';
import { flushFile, flushFolder } from './flush';
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

/** As many links as the kernel follows (path_resolution(7)). */
const MAX_LINKS = 40;

/**
 * Where a chain of symbolic links leads, also when its end does not exist yet. Throws a FailureError for
 * a link that another user put where all may: it could lead to any file of this user's.
 */
async function targetOf(path: string): Promise<string> {
  let target = path;
  for (let links = 0; links < MAX_LINKS; links++) {
    const found = await unlessMissing(promises.lstat(target));
    if (!found?.isSymbolicLink()) return target;
    if (isLinkOfOthers(target)) throw linkOfOthers(path, found);
    target = resolve(await promises.realpath(dirname(target)), await promises.readlink(target));
  }
  throw Object.assign(new Error(`ELOOP: too many links, open '${path}'`), { code: 'ELOOP' });
}

function linkOfOthers(path: string, { uid }: Stats): FailureError {
  return new FailureError({
    code: 'file-forbidden',
    message: `${path} is a link that ${nameOfUser(uid)} put there, so nothing is written through it.`,
    next: 'Choose another name, or a folder that only you may write to.',
  });
}

async function writeFlushed(path: string, text: string, before: Stats | null, calls: WritingCalls) {
  const file = await calls.open(path, 'wx', before === null ? 0o666 : 0o600);
  try {
    await file.writeFile(text);
    if (before !== null) await likeBefore(file, before);
    await flushFile(file);
  } finally {
    await file.close();
  }
}

/** Gives a file the owner and the mode of the former one, where they differ: some file systems know neither. */
async function likeBefore(file: promises.FileHandle, before: Stats): Promise<void> {
  const { uid, gid } = await file.stat();
  // Only root may give a file away; anybody else's new file is their own already.
  const isOther = uid !== before.uid || gid !== before.gid;
  if (isOther && process.getuid?.() === 0) await file.chown(before.uid, before.gid);
  const mode = before.mode & 0o7777;
  if (((await file.stat()).mode & 0o7777) !== mode) await file.chmod(mode);
}

async function replace(path: string, text: string, calls: WritingCalls): Promise<void> {
  const target = await targetOf(path);
  const before = await unlessMissing(promises.lstat(target));
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
  await flushFolder(dirname(target), calls.open);
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
