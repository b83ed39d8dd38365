/** A tap interface of this host: Documentation/networking/tuntap.rst of Linux. */
import { userInfo } from 'node:os';
import { FailureError } from '../../shared/failure';
import {
  IFF_NO_PI,
  IFF_TAP,
  O_CLOEXEC,
  O_NONBLOCK,
  O_RDWR,
  TUNSETCARRIER,
  TUNSETIFF,
} from '../native/constants';
import {
  close,
  EACCES,
  EBUSY,
  EINVAL,
  ENOENT,
  EPERM,
  errorName,
  ioctl,
  lastError,
  open,
  PinnedMemory,
} from '../native/libc';

const IFREQ_BYTES = 40;
const IFREQ_FLAGS = 16;
const carrier = new PinnedMemory(4);

/**
 * Opens a tap, making it when it does not exist; one that the app made goes away with its descriptor.
 * Returns the non-blocking descriptor. Throws a FailureError when the right is missing, when another
 * program holds it, or when the name belongs to an interface of another kind.
 */
export function openTap(name: string, record: string): number {
  const fd = open('/dev/net/tun', O_RDWR | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0) throw tapFailure(name, record, 'open /dev/net/tun', lastError());
  const request = new PinnedMemory(IFREQ_BYTES);
  request.bytes.set(new TextEncoder().encode(name).subarray(0, 15));
  new DataView(request.bytes.buffer).setUint16(IFREQ_FLAGS, IFF_TAP | IFF_NO_PI, true);
  if (ioctl(fd, TUNSETIFF, request.address) < 0) {
    const errno = lastError();
    close(fd);
    throw tapFailure(name, record, 'ioctl TUNSETIFF', errno);
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

function tapFailure(name: string, record: string, call: string, errno: number): FailureError {
  const detail = `${call}: ${errorName(errno)}`;
  if (errno === EBUSY) {
    return new FailureError({
      code: 'tap-busy',
      message: `The tap interface ${name} is in use by another program.`,
      next: `Stop that program or choose another interface name; \`ip -details link show ${name}\` tells about it.`,
      detail,
      record,
    });
  }
  if (errno === EINVAL) {
    return new FailureError({
      code: 'tap-busy',
      message: `There is already an interface ${name}, and it is not a tap.`,
      next: 'Choose another interface name.',
      detail,
      record,
    });
  }
  if (errno === ENOENT) {
    return new FailureError({
      code: 'tap-forbidden',
      message: 'This system has no /dev/net/tun, so no tap can be opened.',
      next: 'Load the module with `sudo modprobe tun` and start again.',
      detail,
      record,
    });
  }
  const forbidden = errno === EPERM || errno === EACCES;
  return new FailureError({
    code: forbidden ? 'tap-forbidden' : 'permission',
    message: `You may not make the tap interface ${name}.`,
    next: `Run \`sudo ip tuntap add mode tap name ${name} user ${userInfo().username}\` once, then start again.`,
    detail,
    record,
  });
}
