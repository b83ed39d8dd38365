/** Files of UNIX sockets: making their directory, binding, permissions, removing. */
import { chmodSync, chownSync, lstatSync, mkdirSync, unlinkSync } from 'node:fs';
import { FailureError } from '../../shared/failure';
import { AF_UNIX, SOCK_CLOEXEC, SOCK_NONBLOCK, SOCK_STREAM } from '../native/constants';
import { close, connect, ECONNREFUSED, lastError, socket } from '../native/libc';
import { SOCKADDR_UN_BYTES, unixAddress } from '../native/socket-address';
import { groupNumber } from './accounts';

/** Who may use the sockets of a directory; after vde_switch's -m, --dirmode and -g. */
export interface SocketPermissions {
  /** Permission bits of the sockets. */
  readonly mode: number;
  /** Those of their directory; null for what follows from the sockets', if the app makes it. */
  readonly directoryMode?: number | null;
  /** Group that owns them, or null for the user's own. */
  readonly group: number | null;
}

/** Removes a socket's file; that it is gone already is fine, everything else is not. */
export function unlinkSocket(path: string): void {
  try {
    if (lstatSync(path).isSocket()) unlinkSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** Search bits follow read bits: 0660 for sockets means 02770 for their directory (vde_switch.c). */
export function directoryMode(socketMode: number): number {
  const search = (socketMode & 0o444) >> 2;
  return 0o2700 | (socketMode & 0o777) | search;
}

/** Makes the directory unless it is there; true if it was made. */
export function makeDirectory(path: string, permissions: SocketPermissions): boolean {
  const { mode, directoryMode: wanted = null, group } = permissions;
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST' && lstatSync(path).isDirectory()) {
      if (wanted !== null) chmodSync(path, wanted);
      return false;
    }
    throw directoryFailure(path, error as NodeJS.ErrnoException);
  }
  if (group !== null) chownSync(path, -1, group);
  chmodSync(path, wanted ?? directoryMode(mode));
  return true;
}

function directoryFailure(path: string, error: NodeJS.ErrnoException): FailureError {
  return new FailureError({
    code: error.code === 'EEXIST' ? 'address-in-use' : 'file-forbidden',
    message:
      error.code === 'EEXIST'
        ? `${path} is a file, so it cannot be the directory of a switch.`
        : `The switch directory ${path} cannot be made.`,
    next: 'Choose another directory for the switch, like /tmp/mysw.',
    detail: `mkdir: ${error.message}`,
  });
}

/** Sets mode and owner of a socket's file, as datasock.c does for the data sockets. */
export function setPermissions(
  path: string,
  { mode, group }: SocketPermissions,
  user: number | null,
): void {
  if (user !== null && process.getuid?.() === 0) {
    chmodSync(path, mode & 0o700);
    chownSync(path, user, -1);
    return;
  }
  chmodSync(path, mode);
  if (group !== null) chownSync(path, -1, group);
}

/** Whether somebody listens on a stream socket's path. */
export function isListening(path: string): boolean {
  const fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) return false;
  const refused =
    connect(fd, unixAddress(path), SOCKADDR_UN_BYTES) < 0 && lastError() === ECONNREFUSED;
  close(fd);
  return !refused;
}

/** The number of a group by its name or number; throws a FailureError if there is none. */
export function groupId(group: string, record: string): number | null {
  if (group === '') return null;
  if (/^\d+$/.test(group)) return Number(group);
  const found = groupNumber(group);
  if (found !== null) return found;
  throw new FailureError({
    code: 'not-found',
    message: `There is no group called ${group} on this system.`,
    next: 'Correct the group of the switch, or leave it empty.',
    record,
  });
}
