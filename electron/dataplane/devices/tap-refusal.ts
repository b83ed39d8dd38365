/** Why a tap cannot be had, each cause with its own next step. Pure, but for the names of users. */
import { constants, userInfo } from 'node:os';
import { FailureError } from '../../../shared/failure/failure';
import { errorName } from '../../native/libc';

/** What is known of the interface of that name, from /sys/class/net (Documentation/ABI/testing/sysfs-class-net). */
export interface KnownInterface {
  /** User for whom it was made; null for nobody in particular. */
  readonly owner: number | null;
}

export interface TapRefusal {
  readonly name: string;
  /** Id of the node. */
  readonly record: string;
  /** Whether the device of taps could not be opened, rather than the tap. */
  readonly atDevice: boolean;
  readonly errno: number;
  /** Null if there is none of that name. */
  readonly known: KnownInterface | null;
}

/** Linux's limit for names of interfaces (IFNAMSIZ, with its NUL). */
const MAX_INTERFACE_NAME = 15;

interface Words {
  readonly code: 'tap-busy' | 'tap-forbidden' | 'program-failed' | 'bad-request';
  readonly message: string;
  readonly next: string;
}

const { EACCES, EBUSY, EINVAL, EMFILE, ENFILE, ENODEV, ENOENT, ENOMEM, ENXIO, EPERM } =
  constants.errno;

const NO_DEVICE: Words = {
  code: 'tap-forbidden',
  message: 'This system has no /dev/net/tun, so no tap can be opened.',
  next: 'Load the module with `sudo modprobe tun` and start again.',
};

const CLOSED_DEVICE: Words = {
  code: 'tap-forbidden',
  message: 'You may not open /dev/net/tun, from which taps are made.',
  next: 'Run `sudo chmod 666 /dev/net/tun` once, then start again.',
};

const TOO_MANY: Words = {
  code: 'program-failed',
  message: 'This system gives Vdelab no more taps or open files.',
  next: 'Stop some nodes, or raise the limit: `ulimit -n` before Vdelab is started.',
};

function atDevice(errno: number): Words | null {
  if (errno === ENOENT || errno === ENODEV || errno === ENXIO) return NO_DEVICE;
  return errno === EACCES || errno === EPERM ? CLOSED_DEVICE : null;
}

function forbidden(name: string, known: KnownInterface | null): Words {
  const { username, uid } = userInfo();
  const make = `sudo ip tuntap add mode tap name ${name} user ${username}`;
  if (known === null || known.owner === uid) {
    return {
      code: 'tap-forbidden',
      message: `You may not make the tap interface ${name}.`,
      next: `Run \`${make}\` once, then start again.`,
    };
  }
  return {
    code: 'tap-forbidden',
    message: `The tap interface ${name} was made for ${known.owner === null ? 'root' : `the user with the number ${known.owner}`}, so you may not use it.`,
    next: `Choose another interface name, or have it made for you: \`sudo ip tuntap del mode tap name ${name} && ${make}\`.`,
  };
}

function atTap({ name, errno, known }: TapRefusal): Words | null {
  switch (errno) {
    case EBUSY:
      return {
        code: 'tap-busy',
        message: `The tap interface ${name} is in use by another program.`,
        next: `Stop that program or choose another interface name; \`ip -details link show ${name}\` tells about it.`,
      };
    case EINVAL:
      if (known === null) return badName(`“${name}” is no name for an interface.`);
      return {
        code: 'tap-busy',
        message: `There is already an interface ${name}, and it is not a tap.`,
        next: 'Choose another interface name.',
      };
    case EPERM:
    case EACCES:
      return forbidden(name, known);
    default:
      return null;
  }
}

const badName = (message: string): Words => ({
  code: 'bad-request',
  message,
  next: 'Choose a name of letters, digits, dots, hyphens and _, like tap0.',
});

function wordsOf(refusal: TapRefusal): Words {
  const { name, errno } = refusal;
  const known = refusal.atDevice ? atDevice(errno) : atTap(refusal);
  if (known !== null) return known;
  if (errno === EMFILE || errno === ENFILE || errno === ENOMEM) return TOO_MANY;
  return {
    code: 'program-failed',
    message: `The tap interface ${name} could not be opened.`,
    next: 'Choose another interface name, or look at what the kernel says: `sudo dmesg | tail`.',
  };
}

/** The failure of a node whose tap the kernel refused. */
export function tapFailure(refusal: TapRefusal): FailureError {
  const call = refusal.atDevice ? 'open /dev/net/tun' : 'ioctl TUNSETIFF';
  const detail = `${call}: ${errorName(refusal.errno)}`;
  return new FailureError({ ...wordsOf(refusal), detail, record: refusal.record });
}

/** The failure for a name that no interface can have; null for one that fits. */
export function nameFailure(name: string, record: string): FailureError | null {
  const bytes = Buffer.byteLength(name);
  if (bytes <= MAX_INTERFACE_NAME) return null;
  const message = `The interface name ${name} is ${bytes} bytes long; Linux takes at most ${MAX_INTERFACE_NAME}.`;
  return new FailureError({ ...badName(message), record });
}
