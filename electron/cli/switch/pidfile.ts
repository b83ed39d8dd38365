/** The file in which a daemon leaves its process number for those who want to end it. */
import { closeSync, constants, fstatSync, openSync, writeSync } from 'node:fs';
import { FailureError } from '../../../shared/failure/failure';
import { type Folder, sayPath } from '../../system/folders/folder';
import { openParent } from '../../system/folders/safe-way';

const MODE = 0o644;
const NEW_FILE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;

/** A file that was made, and how to find just that one again. */
export interface Pidfile {
  readonly folder: Folder;
  readonly name: string;
  /** Held open, so that no other file gets its number on the file system. */
  readonly fd: number;
}

/**
 * Writes this process's number; throws a FailureError when the file exists or cannot be made, or where
 * another user could lead its path elsewhere. With an empty path there is none.
 */
export function createPidfile(path: string): Pidfile | null {
  if (path === '') return null;
  try {
    const { folder, name } = openParent(path);
    try {
      return { folder, name, fd: writeNew(folder, name) };
    } catch (error) {
      folder.close();
      throw error;
    }
  } catch (error) {
    if (error instanceof FailureError) throw error;
    throw pidfileFailure(path, error as NodeJS.ErrnoException);
  }
}

function writeNew(folder: Folder, name: string): number {
  const fd = openSync(folder.at(name), NEW_FILE, MODE);
  try {
    writeSync(fd, `${process.pid}\n`);
    return fd;
  } catch (error) {
    closeSync(fd);
    folder.remove(name);
    throw error;
  }
}

function pidfileFailure(path: string, error: NodeJS.ErrnoException): FailureError {
  const exists = error.code === 'EEXIST';
  return new FailureError({
    code: exists ? 'file-exists' : 'file-forbidden',
    message: `The pidfile ${path} ${exists ? 'exists already' : 'cannot be made'}.`,
    next: exists
      ? 'If no switch runs with it any more, remove it.'
      : 'Choose a place where you may write.',
    detail: sayPath(error.message, path),
  });
}

/** Removes the file, unless another one has its name by now. */
export function removePidfile({ folder, name, fd }: Pidfile): void {
  try {
    if (folder.inodeOf(name) === fstatSync(fd, { bigint: true }).ino) folder.remove(name);
  } catch {
    // Gone, or the right to remove it is: the switch ends all the same.
  } finally {
    closeSync(fd);
    folder.close();
  }
}
