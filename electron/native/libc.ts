/**
 * The system calls that Node lacks, declared once: UNIX datagram sockets with batches, epoll, eventfd
 * and ioctl. Everything here returns what the C function returns; -1 means look at {@link lastError}.
 *
 * Buffers are passed by address, as numbers. Whoever passes one keeps the memory alive: an address
 * inside an iovec does not (see PinnedMemory).
 */
import koffi from 'koffi';

const libc = koffi.load('libc.so.6');
const address = 'uintptr_t';

export const socket: (domain: number, type: number, protocol: number) => number = libc.func(
  'int socket(int domain, int type, int protocol)',
);
/** Writes the two descriptors, 32-bit each, to the given address. */
export const socketpair: (
  domain: number,
  type: number,
  protocol: number,
  descriptors: number,
) => number = libc.func('socketpair', 'int', ['int', 'int', 'int', address]);
export const bind: (fd: number, sockaddr: Uint8Array, length: number) => number = libc.func(
  'int bind(int fd, const uint8_t *addr, uint32_t len)',
);
export const connect: (fd: number, sockaddr: Uint8Array, length: number) => number = libc.func(
  'int connect(int fd, const uint8_t *addr, uint32_t len)',
);
export const listen: (fd: number, backlog: number) => number = libc.func(
  'int listen(int fd, int backlog)',
);
export const close: (fd: number) => number = libc.func('int close(int fd)');
export const open: (path: string, flags: number) => number = libc.func('open', 'int', [
  'str',
  'int',
]);
/** Writes the value to the first address, and its length to the second, 32 bits. */
export const getsockopt: (
  fd: number,
  level: number,
  option: number,
  value: number,
  length: number,
) => number = libc.func('getsockopt', 'int', ['int', 'int', 'int', address, address]);
/** Takes the next connection; its own address is not wanted. */
export const accept4: (fd: number, sockaddr: number, length: number, flags: number) => number =
  libc.func('accept4', 'int', ['int', address, address, 'int']);
const fcntl: (fd: number, command: number, argument: number) => number = libc.func(
  'int fcntl(int fd, int command, int argument)',
);
const F_DUPFD_CLOEXEC = 1030;
/** Another descriptor of the same open file, which no program that is started inherits. */
export const duplicate = (fd: number): number => fcntl(fd, F_DUPFD_CLOEXEC, 0);
export const eventfd: (initial: number, flags: number) => number = libc.func(
  'int eventfd(unsigned int initval, int flags)',
);
export const epollCreate: (flags: number) => number = libc.func('int epoll_create1(int flags)');
export const epollControl: (epoll: number, operation: number, fd: number, event: number) => number =
  libc.func('epoll_ctl', 'int', ['int', 'int', 'int', address]);
export const epollWait: (epoll: number, events: number, max: number, timeoutMs: number) => number =
  libc.func('epoll_wait', 'int', ['int', address, 'int', 'int']);

/**
 * As {@link epollWait}, with a `struct timespec` (0: wait without end) and no signal mask; null where the
 * C library has none (before glibc 2.35). The kernel may still answer ENOSYS (before Linux 5.11).
 */
export const epollPreciseWait:
  | ((epoll: number, events: number, max: number, timeout: number, signals: number) => number)
  | null = declared('epoll_pwait2', ['int', address, 'int', address, address]);

/** A function that not every C library has. */
function declared(name: string, parameters: string[]) {
  try {
    return libc.func(name, 'int', parameters);
  } catch {
    return null;
  }
}

/** Returns the bytes read, as a number: frames and wake-ups are far below 2^53. */
export const read: (fd: number, buffer: number, length: number) => number = libc.func(
  'read',
  'int64_t',
  ['int', address, 'size_t'],
);
export const write: (fd: number, buffer: number, length: number) => number = libc.func(
  'write',
  'int64_t',
  ['int', address, 'size_t'],
);
export const recvmmsg: (
  fd: number,
  messages: number,
  count: number,
  flags: number,
  timeout: number,
) => number = libc.func('recvmmsg', 'int', ['int', address, 'uint32_t', 'int', address]);
export const sendmmsg: (fd: number, messages: number, count: number, flags: number) => number =
  libc.func('sendmmsg', 'int', ['int', address, 'uint32_t', 'int']);
export const timerfdCreate: (clock: number, flags: number) => number = libc.func(
  'int timerfd_create(int clockid, int flags)',
);
/** Takes a `struct itimerspec` at the address; the old one is not wanted. */
export const timerfdSettime: (fd: number, flags: number, wanted: number, old: number) => number =
  libc.func('timerfd_settime', 'int', ['int', 'int', address, address]);
/** Lets other threads that wait for this processor go first. */
export const schedYield: () => number = libc.func('int sched_yield(void)');
export const ioctl: (fd: number, request: number, argument: number) => number = libc.func(
  'ioctl',
  'int',
  ['int', 'ulong', address],
);

/** Ends this process at once, whatever its other threads do; nothing is run or flushed before. */
export const exitNow: (code: number) => void = libc.func('void _exit(int code)');

/** The number of the last error of this thread, as in errno.h. */
export function lastError(): number {
  return koffi.errno();
}

/** The symbol of an error number, like `EACCES`. */
export function errorName(errno: number): string {
  const found = Object.entries(koffi.os.errno).find(([, value]) => value === errno);
  return found?.[0] ?? `errno ${errno}`;
}

export const {
  EAGAIN,
  ECONNREFUSED,
  EINTR,
  ENOTCONN,
  EACCES,
  ENOENT,
  ENOBUFS,
  EADDRINUSE,
  ENOSYS,
} = koffi.os.errno as Record<string, number> as {
  readonly [name in
    | 'EAGAIN'
    | 'ECONNREFUSED'
    | 'EINTR'
    | 'ENOTCONN'
    | 'EACCES'
    | 'ENOENT'
    | 'ENOBUFS'
    | 'EADDRINUSE'
    | 'ENOSYS']: number;
};

const copyNothing: (to: Uint8Array, from: Uint8Array, length: number) => number = libc.func(
  'memmove',
  address,
  ['void *', 'void *', 'size_t'],
);

/**
 * Memory whose address the kernel is given. It is allocated in JavaScript (Electron forbids the
 * other way), does not move, and lives as long as this object is held: hold it in a field.
 */
export class PinnedMemory {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly words: Uint32Array<ArrayBuffer>;
  readonly address: number;

  /** @param size bytes, rounded up to a multiple of 8 */
  constructor(size: number) {
    const memory = new ArrayBuffer((size + 7) & ~7);
    this.bytes = new Uint8Array(memory);
    this.words = new Uint32Array(memory);
    // memmove of nothing returns its first argument: the address.
    this.address = copyNothing(this.bytes, this.bytes, 0);
  }

  /** Writes a 64-bit pointer at a word index (little-endian, as all supported processors are). */
  writePointer(wordIndex: number, pointer: number): void {
    this.words[wordIndex] = pointer >>> 0;
    this.words[wordIndex + 1] = (pointer / 0x1_0000_0000) >>> 0;
  }
}
