/**
 * Reads a file of management commands for a switch's console, on the main thread: the data plane never
 * waits for a file. Only regular files are read, a limited number of bytes, for a limited time, and for a
 * client only what it may read itself.
 */
import { constants, type Stats } from 'node:fs';
import { type FileHandle, lstat, open, readlink, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { MAX_SCRIPT_BYTES, SCRIPT_TIMEOUT_MS } from '../../engine/core/limits';
import { ERROR_NAMES, type ErrorName } from '../../management/errors';
import type { ScriptFile } from '../../management/session/management-session';
import { belongsTo } from '../../system/folders/accounts';
import { descriptorPath } from '../../system/folders/folder';

const { O_RDONLY, O_NONBLOCK, O_NOCTTY } = constants;
const ROOT = 0;
/** Permission bits for others; those of the owner and the group stand 6 and 3 bits higher. */
const READ = 0o4;
const SEARCH = 0o1;

/**
 * @param reader the user on whose behalf it is read; null for the one that runs the app
 * @param timeoutMs after which a file system that does not answer counts as broken
 * @returns the text, or the error that the console tells
 */
export async function readScript(
  path: string,
  reader: number | null,
  timeoutMs = SCRIPT_TIMEOUT_MS,
): Promise<ScriptFile> {
  const stop = new AbortController();
  const tooLate = delay(timeoutMs, { error: 'ETIMEDOUT' } as const, { signal: stop.signal });
  // The timer is stopped, and so rejects, when the file was read in time.
  tooLate.catch(() => {});
  try {
    return await Promise.race([read(path, isPrivileged(reader) ? null : reader), tooLate]);
  } catch (error) {
    return { error: nameOf(error) };
  } finally {
    stop.abort();
  }
}

function isPrivileged(reader: number | null): boolean {
  return reader === null || reader === ROOT || reader === process.getuid?.();
}

async function read(path: string, reader: number | null): Promise<ScriptFile> {
  // Before it is opened: opening alone does something to some devices.
  const refused = refusalOf(await stat(path));
  if (refused !== null) return { error: refused };
  const file = await open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
  try {
    const found = await file.stat();
    const stillRefused = refusalOf(found);
    if (stillRefused !== null) return { error: stillRefused };
    if (reader === null) return await textOf(file, MAX_SCRIPT_BYTES);
    if (!(await mayRead(file, found, reader))) return { error: 'EACCES' };
    return await textOf(file, found.size);
  } finally {
    await file.close();
  }
}

function refusalOf(found: Stats): ErrorName | null {
  if (found.isDirectory()) return 'EISDIR';
  if (!found.isFile()) return 'EINVAL';
  return found.size > MAX_SCRIPT_BYTES ? 'EFBIG' : null;
}

/**
 * Files of /proc say that they have no bytes, so the size that was told is not believed.
 *
 * @param most bytes; for another user it is the size that was told, since what /proc shows depends on who
 * reads it, whatever the file's mode says
 */
async function textOf(file: FileHandle, most: number): Promise<ScriptFile> {
  const bytes = new Uint8Array(MAX_SCRIPT_BYTES + 1);
  let length = 0;
  while (length < bytes.length) {
    const { bytesRead } = await file.read(bytes, length, bytes.length - length, length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  if (length > most) return { error: most === MAX_SCRIPT_BYTES ? 'EFBIG' : 'EACCES' };
  return { text: new TextDecoder().decode(bytes.subarray(0, length)) };
}

/**
 * Whether a user may read an open file, and search all folders on the way to it: to the file that was
 * opened, for a link on the path that was given may lead elsewhere by now.
 */
async function mayRead({ fd }: FileHandle, found: Stats, reader: number): Promise<boolean> {
  if (!isAllowed(found, reader, READ)) return false;
  const path = await readlink(descriptorPath(fd));
  const { dev, ino } = await lstat(path);
  if (dev !== found.dev || ino !== found.ino) return false;
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (!isAllowed(await stat(folder), reader, SEARCH)) return false;
    if (folder === '/') return true;
  }
}

function isAllowed({ mode, uid, gid }: Stats, reader: number, bit: number): boolean {
  if (uid === reader) return (mode & (bit << 6)) !== 0;
  if (belongsTo(reader, gid)) return (mode & (bit << 3)) !== 0;
  return (mode & bit) !== 0;
}

function nameOf(error: unknown): ErrorName {
  const { code } = error as NodeJS.ErrnoException;
  return ERROR_NAMES.find((name) => name === code) ?? 'EIO';
}
