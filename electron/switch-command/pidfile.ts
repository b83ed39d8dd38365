/** The file in which a daemon leaves its process number for those who want to end it. */
import { unlinkSync, writeFileSync } from 'node:fs';
import { FailureError } from '../../shared/failure';

const MODE = 0o644;

/**
 * Writes this process's number; throws a FailureError when the file exists or cannot be made. Returns
 * the file that was made; with an empty path there is none.
 */
export function createPidfile(path: string): string | null {
  if (path === '') return null;
  try {
    writeFileSync(path, `${process.pid}\n`, { flag: 'wx', mode: MODE });
    return path;
  } catch (error) {
    const exists = (error as NodeJS.ErrnoException).code === 'EEXIST';
    throw new FailureError({
      code: exists ? 'file-exists' : 'file-forbidden',
      message: `The pidfile ${path} ${exists ? 'exists already' : 'cannot be made'}.`,
      next: exists
        ? 'If no switch runs with it any more, remove it.'
        : 'Choose a place where you may write.',
      detail: (error as Error).message,
    });
  }
}

/** Removes the file; that somebody else did already is fine. */
export function removePidfile(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
