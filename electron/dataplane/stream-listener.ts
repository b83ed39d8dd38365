/** A listening UNIX stream socket at a path: what VDE's control and management sockets have in common. */
import { AF_UNIX, SOCK_CLOEXEC, SOCK_NONBLOCK, SOCK_STREAM } from '../native/constants';
import { bind, close, EADDRINUSE, errorName, lastError, listen, socket } from '../native/libc';
import { SOCKADDR_UN_BYTES, unixAddress } from '../native/socket-address';
import { isListening, unlinkSocket } from './socket-files';

/**
 * Listens at the path and returns the non-blocking descriptor, or the negated error number. A socket
 * that somebody left who died is taken over; one where somebody listens gives EADDRINUSE.
 */
export function listenAt(path: string, backlog: number): number {
  const fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) throw new Error(`socket: ${errorName(lastError())}`);
  let failed = bind(fd, unixAddress(path), SOCKADDR_UN_BYTES) < 0;
  if (failed && lastError() === EADDRINUSE && !isListening(path)) {
    // Whoever made it died: nobody answers there.
    unlinkSocket(path);
    failed = bind(fd, unixAddress(path), SOCKADDR_UN_BYTES) < 0;
  }
  if (!failed && listen(fd, backlog) === 0) return fd;
  const errno = lastError();
  close(fd);
  return -errno;
}
