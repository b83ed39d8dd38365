/** What the errors of the file system mean for a user. */
import { FailureError } from '../../../shared/failure/failure';
import { sayPath } from '../folders/folder';

/** The error codes that are expected when people choose files and folders, and what to do then. */
const meanings = {
  'disk-full': {
    codes: ['ENOSPC', 'EDQUOT', 'EFBIG'],
    because: 'there is no room left',
    next: 'Free some room on the disk, or save it somewhere else.',
  },
  'file-forbidden': {
    codes: ['EACCES', 'EPERM', 'EROFS', 'EISDIR', 'ELOOP', 'ETXTBSY'],
    because: 'you are not allowed to',
    next: 'Choose a place of your own, or change the permissions of this one.',
  },
  'file-missing': {
    codes: ['ENOENT', 'ENOTDIR'],
    because: 'it is not there',
    next: 'Check the path; somebody may have moved or removed it.',
  },
  'file-exists': {
    codes: ['EEXIST', 'ENOTEMPTY'],
    because: 'something else is in its place',
    next: 'Look at what is there, and move it away.',
  },
  'path-too-long': {
    codes: ['ENAMETOOLONG'],
    because: 'its name is too long',
    next: 'Choose a shorter name.',
  },
  // A disk or a server that fails, files of /proc, or more open files than this program may have.
  'not-ready': {
    codes: ['EIO', 'EAGAIN', 'EBUSY', 'EMFILE', 'ENFILE', 'ENXIO', 'ESTALE', 'ETIMEDOUT'],
    because: 'the system cannot do that now',
    next: 'Look at the disk that it is on, and try again, or choose another file.',
  },
} as const;

/** The `code` of an error that Node raised for a system call, or null. */
export function errorCode(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : null;
}

/** Whether a call of the system failed, and not our own code. */
export function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}

/**
 * The error to throw instead of `error`: a FailureError if it is an expected one, else itself.
 *
 * @param doing what was tried, as in "/a/b could not be DOING": "saved", "opened"
 */
export function fileFailure(error: unknown, path: string, doing: string): unknown {
  const system = errorCode(error);
  for (const [code, { codes, because, next }] of Object.entries(meanings)) {
    if (system === null || !(codes as readonly string[]).includes(system)) continue;
    return new FailureError(
      {
        code: code as keyof typeof meanings,
        message: `${path} could not be ${doing}: ${because}.`,
        next,
        detail: error instanceof Error ? sayPath(error.message, path) : system,
      },
      { cause: error },
    );
  }
  return error;
}
