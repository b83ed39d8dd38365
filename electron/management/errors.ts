/**
 * The ways in which a management command is refused: names, numbers and words of Linux's errors, which
 * clients read (errno(3), strerror(3)).
 */

const errors = {
  ENOENT: [2, 'No such file or directory'],
  EIO: [5, 'Input/output error'],
  ENXIO: [6, 'No such device or address'],
  EBADF: [9, 'Bad file descriptor'],
  EACCES: [13, 'Permission denied'],
  EBUSY: [16, 'Device or resource busy'],
  EEXIST: [17, 'File exists'],
  ENODEV: [19, 'No such device'],
  EISDIR: [21, 'Is a directory'],
  EINVAL: [22, 'Invalid argument'],
  EFBIG: [27, 'File too large'],
  ENOSPC: [28, 'No space left on device'],
  ELOOP: [40, 'Too many levels of symbolic links'],
  ENOSYS: [38, 'Function not implemented'],
  EADDRINUSE: [98, 'Address already in use'],
  ETIMEDOUT: [110, 'Connection timed out'],
} as const;

export type ErrorName = keyof typeof errors;

export const ERROR_NAMES = Object.keys(errors) as readonly ErrorName[];

/** The last line of a reply: `1000 Success`, or the error as `1022 Invalid argument`. */
export function statusLine(error: ErrorName | null): string {
  if (error === null) return '1000 Success';
  const [number, words] = errors[error];
  return `1${String(number).padStart(3, '0')} ${words}`;
}
