/**
 * The folder of a switch: made or found, looked at, and held open, so that it stays the one that it was.
 * Others may write it as far as its mode says, since VDE clients bind sockets in there.
 */
import { chmodSync, chownSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { FailureError } from '../../../shared/failure/failure';
import { isSystemError } from '../../system/files/file-failure';
import { descriptorPath, type Folder, sayPath } from '../../system/folders/folder';
import { isSharedBy, isTrusted, keepsOwners, nameOfUser } from '../../system/folders/ownership';
import { openFolder, openKeeper } from '../../system/folders/safe-way';
import type { SocketPermissions } from './socket-files';

const EXAMPLE = '/tmp/mysw';

export interface SwitchFolder {
  readonly folder: Folder;
  /** Whether it was made, and so is to be removed at the end. */
  readonly made: boolean;
}

/** Search bits follow read bits: 0660 for sockets means 02770 for their directory (vde_switch.c). */
function directoryMode(socketMode: number): number {
  const search = (socketMode & 0o444) >> 2;
  return 0o2700 | (socketMode & 0o777) | search;
}

/** Makes the folder unless it is there. Throws a FailureError when it cannot be had, or is not ours. */
export function openSwitchFolder(path: string, permissions: SocketPermissions): SwitchFolder {
  const { folder: parent } = attempt(path, () => openKeeper(path));
  try {
    const made = makeIn(parent, path, permissions);
    if (made !== null) return { folder: made, made: true };
  } finally {
    parent.close();
  }
  const folder = openFound(path);
  const { directoryMode: wanted = null } = permissions;
  if (wanted !== null) setMode(folder, path, wanted);
  return { folder, made: false };
}

/** Opens the folder of a switch that was made before. Throws a FailureError if it is another user's. */
function openFound(path: string): Folder {
  const folder = attempt(path, () => openFolder(path));
  const stats = folder.stats();
  if (isTrusted(stats.uid)) {
    if (!keepsOwners(stats) || !isSharedBy(stats)) return folder;
    folder.close();
    throw shared(path);
  }
  folder.close();
  throw new FailureError({
    code: 'permission',
    message: `The directory ${path} belongs to ${nameOfUser(stats.uid)}, so no switch of yours is put there.`,
    next: `Choose another directory for the switch, like ${EXAMPLE}.`,
  });
}

/** Removes the folder if it is still at its path and empty. */
export function removeSwitchFolder(path: string, folder: Folder): void {
  let parent: Folder;
  try {
    parent = openFolder(dirname(path));
  } catch {
    // The way there is gone, or leads elsewhere now: what is there is not ours.
    return;
  }
  try {
    if (folder.isAt(parent, basename(path))) parent.removeFolder(basename(path));
  } catch (error) {
    // Somebody put a file of their own there, which is theirs to remove, or took the right to do so away.
    if (!isSystemError(error)) throw error;
  } finally {
    parent.close();
  }
}

function attempt<T>(path: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    throw error instanceof FailureError ? error : directoryFailure(path, error);
  }
}

/** Null if the name is taken. */
function makeIn(parent: Folder, path: string, permissions: SocketPermissions): Folder | null {
  const name = basename(path);
  let folder: Folder;
  try {
    folder = parent.make(name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return null;
    throw directoryFailure(path, error);
  }
  try {
    openTo(folder, path, permissions);
    return folder;
  } catch (error) {
    folder.close();
    parent.removeFolder(name);
    throw error;
  }
}

/** Lets those into a folder that the app made who may use the sockets in it. Throws a FailureError. */
export function openTo(
  folder: Folder,
  path: string,
  { mode, directoryMode: wanted, group }: SocketPermissions,
): void {
  const own = descriptorPath(folder.fd);
  try {
    if (group !== null) chownSync(own, -1, group);
    chmodSync(own, wanted ?? directoryMode(mode));
  } catch (error) {
    throw directoryFailure(path, error);
  }
}

function setMode(folder: Folder, path: string, mode: number): void {
  try {
    chmodSync(descriptorPath(folder.fd), mode);
  } catch (error) {
    folder.close();
    throw directoryFailure(path, error);
  }
}

function shared(path: string): FailureError {
  return new FailureError({
    code: 'permission',
    message: `${path} is for the files of all users, so it cannot be the directory of a switch.`,
    next: `Choose a directory of its own for the switch, like ${EXAMPLE}.`,
  });
}

function directoryFailure(path: string, thrown: unknown): FailureError {
  const error = thrown as NodeJS.ErrnoException;
  const isFile = error.code === 'ENOTDIR';
  return new FailureError({
    code: isFile ? 'address-in-use' : 'file-forbidden',
    message: isFile
      ? `${path} is a file, so it cannot be the directory of a switch.`
      : `The switch directory ${path} cannot be made.`,
    next: `Choose another directory for the switch, like ${EXAMPLE}.`,
    detail: `mkdir: ${sayPath(error.message, path)}`,
  });
}
