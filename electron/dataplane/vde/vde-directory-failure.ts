/** What to say of a VDE directory in which no switch can listen. */
import { join } from 'node:path';
import { FailureError } from '../../../shared/failure/failure';
import { MAX_SWITCH_DIRECTORY_BYTES } from '../../../shared/vde/vde-limits';
import { EADDRINUSE, errorName } from '../../native/libc';

export function tooLong(path: string, device: string): FailureError {
  return new FailureError({
    code: 'path-too-long',
    message: `The switch directory ${path} is too long: it has ${Buffer.byteLength(path)} bytes, and at most ${MAX_SWITCH_DIRECTORY_BYTES} leave room for the sockets in it.`,
    next: 'Choose a shorter path, like /tmp/mysw.',
    record: device,
  });
}

/** @param errno why its control socket could not be bound */
export function listenFailure(errno: number, path: string, device: string): FailureError {
  const inUse = errno === EADDRINUSE;
  return new FailureError({
    code: inUse ? 'address-in-use' : 'file-forbidden',
    message: inUse
      ? `Another switch already runs at ${path}.`
      : `No switch can be opened at ${path}.`,
    next: inUse
      ? 'Stop that switch, or choose another directory for this one.'
      : 'Choose a directory that you may write to, like /tmp/mysw.',
    detail: `bind ${join(path, 'ctl')}: ${errorName(errno)}`,
    record: device,
  });
}
