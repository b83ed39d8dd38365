/** A tap interface of this host: Documentation/networking/tuntap.rst of Linux. */
import { existsSync, readFileSync } from 'node:fs';
import {
  IFF_NO_PI,
  IFF_TAP,
  O_CLOEXEC,
  O_NONBLOCK,
  O_RDWR,
  TUNSETCARRIER,
  TUNSETIFF,
} from '../../native/constants';
import { close, ioctl, lastError, open, PinnedMemory } from '../../native/libc';
import { type KnownInterface, nameFailure, tapFailure } from './tap-refusal';

const IFREQ_BYTES = 40;
const IFREQ_FLAGS = 16;
const carrier = new PinnedMemory(4);

/**
 * Opens a tap, making it when it does not exist; one that the app made goes away with its descriptor.
 * Returns the non-blocking descriptor. Throws a FailureError that tells the cause, see tap-refusal.ts.
 */
export function openTap(name: string, record: string): number {
  const unfit = nameFailure(name, record);
  if (unfit !== null) throw unfit;
  const fd = open('/dev/net/tun', O_RDWR | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0) {
    throw tapFailure({ name, record, atDevice: true, errno: lastError(), known: null });
  }
  const request = new PinnedMemory(IFREQ_BYTES);
  request.bytes.set(new TextEncoder().encode(name).subarray(0, 15));
  new DataView(request.bytes.buffer).setUint16(IFREQ_FLAGS, IFF_TAP | IFF_NO_PI, true);
  if (ioctl(fd, TUNSETIFF, request.address) < 0) {
    const errno = lastError();
    close(fd);
    throw tapFailure({ name, record, atDevice: false, errno, known: knownInterface(name) });
  }
  return fd;
}

/**
 * Says whether the interface has a cable: `ip link` shows NO-CARRIER without one. Kernels before 5.0 do
 * not know the request; there it always has carrier.
 */
export function setTapCarrier(fd: number, hasCarrier: boolean): void {
  carrier.words[0] = hasCarrier ? 1 : 0;
  ioctl(fd, TUNSETCARRIER, carrier.address);
}

/** What the kernel says of the interface that has the name. */
function knownInterface(name: string): KnownInterface | null {
  const path = `/sys/class/net/${name}`;
  if (!existsSync(path)) return null;
  try {
    const owner = Number(readFileSync(`${path}/owner`, 'utf8'));
    return { owner: owner < 0 ? null : owner };
  } catch {
    // It is no tap, or it went away meanwhile.
    return { owner: null };
  }
}
