/** `struct sockaddr_un`: two bytes of family, 108 of path (unix(7)). */
import { AF_UNIX } from './constants';

export const SOCKADDR_UN_BYTES = 110;
const SUN_PATH_BYTES = 108;

/** The 110 bytes for a path, filled up with zeros; throws a RangeError if it does not fit. */
export function unixAddress(path: string): Uint8Array {
  const encoded = new TextEncoder().encode(path);
  if (encoded.length >= SUN_PATH_BYTES || encoded.includes(0)) {
    throw new RangeError(`not a socket path of at most ${SUN_PATH_BYTES - 1} bytes: ${path}`);
  }
  const address = new Uint8Array(SOCKADDR_UN_BYTES);
  address[0] = AF_UNIX & 255;
  address[1] = AF_UNIX >> 8;
  address.set(encoded, 2);
  return address;
}
