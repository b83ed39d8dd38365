/** A listening UNIX stream socket in a folder: what VDE's control and management sockets have in common. */
import type { Folder } from '../folders/folder';
import { AF_UNIX, SOCK_CLOEXEC, SOCK_NONBLOCK, SOCK_STREAM } from '../native/constants';
import { close, EADDRINUSE, errorName, lastError, listen, socket } from '../native/libc';
import { isListening, placeSocket, removeSocket, type SocketPermissions } from './socket-files';

/**
 * Listens in the folder and returns the non-blocking descriptor, or the negated error number. A socket
 * that somebody left who died is taken over; one where somebody listens gives EADDRINUSE.
 */
export function listenAt(
  folder: Folder,
  name: string,
  permissions: SocketPermissions,
  backlog: number,
): number {
  if (folder.find(name) !== null) {
    if (isListening(folder, name)) return -EADDRINUSE;
    // Whoever made it died: nobody answers there.
    removeSocket(folder, name);
  }
  const fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) throw new Error(`socket: ${errorName(lastError())}`);
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
      if (listen(fd, backlog) < 0) throw new Error(`listen: ${errorName(lastError())}`);
    });
    return 0;
  } catch (error) {
    const { errno, code } = error as NodeJS.ErrnoException;
    if (errno === undefined) throw error;
    return code === 'EEXIST' ? EADDRINUSE : Math.abs(errno);
  }
}
