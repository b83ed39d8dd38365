/** Who is at the other end of a UNIX stream socket, as the kernel says: `struct ucred`, unix(7). */
import { SO_PEERCRED, SOL_SOCKET } from './constants';
import { getsockopt, PinnedMemory } from './libc';

const UCRED_BYTES = 12;
const credentials = new PinnedMemory(UCRED_BYTES);
const size = new PinnedMemory(4);

/** The user's number, or null if the kernel does not tell. */
export function peerUser(fd: number): number | null {
  size.words[0] = UCRED_BYTES;
  const failed = getsockopt(fd, SOL_SOCKET, SO_PEERCRED, credentials.address, size.address) < 0;
  return failed ? null : credentials.words[1]!;
}
