/**
 * Files of UNIX sockets. Those who share a folder may rename and replace what is in it at any time, so
 * there a socket is made in a private folder below, gets its owner and mode, and is moved to its place: no
 * call that changes a file is ever led to another one.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, closeSync, fchmodSync, fstatSync } from 'node:fs';
import { type Failure, FailureError } from '../../../shared/failure/failure';
import { AF_UNIX, SOCK_CLOEXEC, SOCK_NONBLOCK, SOCK_STREAM } from '../../native/constants';
import {
  bind,
  close,
  connect,
  ECONNREFUSED,
  errorName,
  lastError,
  socket,
} from '../../native/libc';
import { SOCKADDR_UN_BYTES, unixAddress } from '../../native/socket-address';
import { isSystemError } from '../../system/files/file-failure';
import { groupNumber } from '../../system/folders/accounts';
import { descriptorPath, type Folder, openEntry } from '../../system/folders/folder';
import { isSharedBy } from '../../system/folders/ownership';

/** Who may use the sockets of a directory; after vde_switch's -m, --dirmode and -g. */
export interface SocketPermissions {
  /** Permission bits of the sockets. */
  readonly mode: number;
  /** Those of their directory; null for what follows from the sockets', if the app makes it. */
  readonly directoryMode?: number | null;
  /** Group that owns them, or null for the user's own. */
  readonly group: number | null;
}

/** Where a socket is to appear, and for whom. */
export interface SocketPlace {
  readonly folder: Folder;
  readonly name: string;
  readonly permissions: SocketPermissions;
  /** Whether it takes the place of a file with that name, or fails with `EEXIST`. */
  readonly replaces: boolean;
  /** The user for whom root makes it; null for everybody whom the permissions allow. */
  readonly user: number | null;
}

/** Names of private folders; nothing of a VDE client is called so. */
export const PRIVATE_FOLDER = /^\.vdelab-[0-9a-f]{12}$/;
/** In a folder that others may write they can remove a private one again while it is empty. */
const MAX_TRIES = 8;
/** What a socket is called in its private folder. */
export const DRAFT = 's';

/**
 * Binds a socket and lets its file appear at its place, with owner and mode. Throws what the system calls
 * do, with `code` and `errno`; then nothing is left there.
 *
 * @param bound called when it is bound and nobody else can reach it yet
 */
export function placeSocket(fd: number, place: SocketPlace, bound = () => {}): void {
  for (let tried = 1; ; tried++) {
    try {
      placeOnce(fd, place, bound);
      return;
    } catch (error) {
      if (tried === MAX_TRIES || (error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
}

function placeOnce(fd: number, place: SocketPlace, bound: () => void): void {
  if (isSharedBy(place.folder.stats())) placeByPrivateFolder(fd, place, bound);
  else placeAtOnce(fd, place, bound);
}

/** Where nobody else may write, what is made under a name stays under it. */
function placeAtOnce(fd: number, place: SocketPlace, bound: () => void): void {
  const { folder, name, permissions, replaces, user } = place;
  if (replaces) removeSocket(folder, name);
  bindAt(fd, folder, name, permissions.mode);
  try {
    giveTo(folder, name, permissions, user);
    bound();
  } catch (error) {
    removeSocket(folder, name);
    throw error;
  }
}

function placeByPrivateFolder(fd: number, place: SocketPlace, bound: () => void): void {
  const { folder, name, permissions, replaces, user } = place;
  const privateName = `.vdelab-${randomBytes(6).toString('hex')}`;
  const draft = makePrivate(folder, privateName);
  try {
    bindAt(fd, draft, DRAFT, permissions.mode);
    try {
      giveTo(draft, DRAFT, permissions, user);
      bound();
      if (replaces && folder.find(name)?.isFile() !== true) folder.take(draft, DRAFT, name);
      else folder.adopt(draft, DRAFT, name);
    } finally {
      if (draft.find(DRAFT) !== null) draft.remove(DRAFT);
    }
  } finally {
    draft.close();
    removeIfThere(folder, privateName);
  }
}

/** Makes a folder and sees to it that it is the one, and nobody else's. */
function makePrivate(folder: Folder, name: string): Folder {
  const made = folder.make(name);
  const { uid, mode } = made.stats();
  if (uid === process.geteuid?.() && (mode & 0o077) === 0) return made;
  made.close();
  throw Object.assign(new Error(`${name} was replaced by somebody else`), { code: 'ENOENT' });
}

/** The mode of the socket, as the kernel takes it for the file, counts from the file's first moment. */
function bindAt(fd: number, folder: Folder, name: string, mode: number): void {
  fchmodSync(fd, mode & 0o777);
  if (bind(fd, unixAddress(folder.at(name)), SOCKADDR_UN_BYTES) < 0) throw systemError('bind');
}

/** Sets mode and owner as datasock.c does for the data sockets. */
function giveTo(
  folder: Folder,
  name: string,
  { mode, group }: SocketPermissions,
  user: number | null,
): void {
  const path = folder.at(name);
  if (user !== null && process.getuid?.() === 0) {
    chmodSync(path, mode & 0o700);
    chownSync(path, user, -1);
    return;
  }
  chmodSync(path, mode);
  if (group !== null) chownSync(path, -1, group);
}

function removeIfThere(folder: Folder, name: string): void {
  try {
    folder.removeFolder(name);
  } catch {
    // Whoever may write the folder has removed or moved it; it was empty.
  }
}

/** What the last call of the system said, as Node's own errors say it. */
export function systemError(call: string): Error {
  const errno = lastError();
  const code = errorName(errno);
  return Object.assign(new Error(`${call}: ${code}`), { code, errno });
}

/**
 * Removes a socket's file. One that cannot be removed stays: others may have taken it, the folder, or the
 * right to write there away, and whoever listened to it has gone all the same.
 */
export function removeSocket(folder: Folder, name: string): void {
  try {
    if (folder.find(name)?.isSocket() === true) folder.remove(name);
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}

/** Whether somebody listens on a stream socket there. */
export function isListening(folder: Folder, name: string): boolean {
  const entry = openEntry(folder.at(name));
  try {
    return fstatSync(entry).isSocket() && !isRefused(entry);
  } finally {
    closeSync(entry);
  }
}

function isRefused(entry: number): boolean {
  const fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) return true;
  const address = unixAddress(descriptorPath(entry));
  const refused = connect(fd, address, SOCKADDR_UN_BYTES) < 0 && lastError() === ECONNREFUSED;
  close(fd);
  return refused;
}

/** The number of a group by its name or number; throws a FailureError if there is none. */
export function groupId(group: string, record: string): number | null {
  if (group === '') return null;
  if (/^\d+$/.test(group)) return Number(group);
  const found = groupNumber(group);
  if (found !== null) return found;
  throw new FailureError(noSuchGroup(group, record));
}

/** That the group of a switch does not exist. */
export function noSuchGroup(group: string, record: string): Failure {
  return {
    code: 'not-found',
    message: `There is no group called ${group} on this system.`,
    next: 'Correct the group of the switch, or leave it empty.',
    record,
    field: 'group',
    remedy: { do: 'set-field', field: 'group', value: '', label: 'Leave the group empty' },
  };
}
