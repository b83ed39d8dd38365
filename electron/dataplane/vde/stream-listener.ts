/** A listening UNIX stream socket in a folder: what VDE's control and management sockets have in common. */

import { AF_UNIX, SOCK_CLOEXEC, SOCK_NONBLOCK, SOCK_STREAM } from '../../native/constants';
import { close, EACCES, EADDRINUSE, lastError, listen, socket } from '../../native/libc';
import type { Folder } from '../../system/folders/folder';
import {
  isListening,
  placeSocket,
  removeSocket,
  type SocketPermissions,
  systemError,
} from './socket-files';

/**
 * Listens in the folder and returns the non-blocking descriptor, or the negated error number. A socket
 * that somebody left who died is taken over; one where somebody listens gives EADDRINUSE. Whatever others
 * who may write the folder do meanwhile, it throws nothing and keeps no descriptor.
 */
export function listenAt(
  folder: Folder,
  name: string,
  permissions: SocketPermissions,
  backlog: number,
): number {
  try {
    if (folder.find(name) !== null) {
      if (isListening(folder, name)) return -EADDRINUSE;
      // Whoever made it died: nobody answers there.
      removeSocket(folder, name);
    }
  } catch (error) {
    return -numberOf(error);
  }
  const fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) return -lastError();
  const errno = place(fd, folder, name, permissions, backlog);
  if (errno === 0) return fd;
  close(fd);
  return -errno;
}

/** The socket listens before it has its name, so that nobody is refused by it; returns an error number. */
function place(
  fd: number,
  folder: Folder,
  name: string,
  permissions: SocketPermissions,
  backlog: number,
): number {
  try {
    placeSocket(fd, { folder, name, permissions, replaces: false, user: null }, () => {
      if (listen(fd, backlog) < 0) throw systemError('listen');
    });
    return 0;
  } catch (error) {
    return numberOf(error);
  }
}

/** The error number for what placing a socket threw. */
function numberOf(error: unknown): number {
  const { errno, code } = error as NodeJS.ErrnoException;
  // Somebody put something there in the same moment, or took it away.
  if (code === 'EEXIST') return EADDRINUSE;
  return errno === undefined ? EACCES : Math.abs(errno);
}
