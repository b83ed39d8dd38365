/** What can keep the overlays of a machine from being wiped, committed or taken over. */

import { FailureError } from '../../../shared/failure/failure';
import { lastLines } from '../../system/processes/output-tail';
import type { ProgramResult } from '../../system/processes/run-program';

interface Named {
  readonly id: string;
  readonly name: string;
}

export function noOverlay({ id, name }: Named): FailureError {
  return new FailureError({
    code: 'bad-request',
    message: `${name} has written nothing to that disk that is not in its image already.`,
    next: 'There is nothing to write back.',
    record: id,
  });
}

export function hasOverlay({ id, name }: Named, image: string): FailureError {
  return new FailureError({
    code: 'image-busy',
    message: `${name} has written to an overlay of ${image} already; a disk has one.`,
    next: 'Wipe that one first, if what was written before is wanted.',
    record: id,
  });
}

export function sharedImage({ id, name }: Named, image: string, other: string): FailureError {
  return new FailureError({
    code: 'image-busy',
    message: `What ${name} wrote cannot go into ${image}: ${other} has an overlay on the same image, which would be garbage afterwards.`,
    next: 'Wipe the disks of that machine first, or give it an image of its own.',
    record: id,
  });
}

export function changedBelow({ id, name }: Named, image: string): FailureError {
  return new FailureError({
    code: 'image-changed',
    message: `${image} was changed after ${name} had written to its overlay; together they would be garbage.`,
    next: 'Put the image back as it was, or wipe the disks of this machine.',
    record: id,
  });
}

export function notCommitted(
  { id, name }: Named,
  image: string,
  result: ProgramResult,
): FailureError {
  const said = `${result.stderr}${result.stdout}`;
  const full = /No space left|enough space/i.test(said);
  const missing = result.code === 127;
  return new FailureError({
    code: full ? 'disk-full' : missing ? 'program-missing' : 'program-failed',
    message: full
      ? `There is not enough room to write the disk of ${name} back into ${image}.`
      : `The disk of ${name} could not be written back into ${image}.`,
    next: missing
      ? 'Install it: `sudo apt-get install uml-utilities`.'
      : 'Nothing is lost: the machine starts as before. Mend what is said below and try again.',
    detail: result.timedOut ? 'It took too long.' : lastLines(said, 3),
    record: id,
  });
}
