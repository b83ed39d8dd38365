/** Turns the last words of a User-Mode Linux kernel into a failure with a next step. */
import type { Failure, FailureCode } from '../../../shared/failure';
import { UNFIT_NEXT } from '../../../shared/uml-kernels';
import { lastLines } from '../output-tail';
import type { ChildExit } from '../supervised-child';

interface KnownEnd {
  readonly pattern: RegExp;
  readonly code: FailureCode;
  readonly message: string;
  readonly next: string;
}

const knownEnds: readonly KnownEnd[] = [
  {
    pattern: /mtime mismatch|size mismatch|backing file mismatch/i,
    code: 'image-changed',
    message: 'its root file system image was changed after it had written to its overlay',
    next: 'Put the former image back, or remove the overlay to start afresh.',
  },
  {
    pattern: /failed to lock|F_SETLK/i,
    code: 'file-exists',
    message: 'another machine is using its disk',
    next: 'Stop the other machine; the same lab may be running in another window.',
  },
  {
    pattern: /no space left/i,
    code: 'disk-full',
    message: 'there is no space left for its memory or its overlay',
    next: 'Free some space in /tmp, /dev/shm or your home folder and start again.',
  },
  {
    pattern: /unable to mount root fs|no working init found|no init found/i,
    code: 'image-missing',
    message: 'its kernel found no root file system to start from',
    next: 'Choose a root file system image or an initrd in the inspector.',
  },
  {
    // Told before the start where it could be tried, see uml-proof.ts.
    pattern: /set fp regs failed|put_fp_registers/i,
    code: 'kernel-unfit',
    message: 'its kernel has too little room for the registers of this computer’s processor',
    next: UNFIT_NEXT,
  },
  {
    pattern: /vde_open failed/i,
    code: 'program-failed',
    message: 'its network card could not be connected',
    next: 'Start the machine again.',
  },
];

/** The failure for a UML that ended on its own. */
export function umlFailure(
  node: { readonly id: string; readonly name: string },
  exit: ChildExit,
): Failure {
  const known = knownEnds.find(({ pattern }) => pattern.test(exit.lastOutput));
  const how = exit.signal === null ? `exit code ${exit.code}` : exit.signal;
  const words = lastLines(exit.lastOutput, 5);
  return {
    code: known?.code ?? 'program-failed',
    message: known
      ? `${node.name} ended because ${known.message}.`
      : `${node.name} ended unexpectedly with ${how}.`,
    next: known?.next ?? 'Look at its console and at the detail below, and start it again.',
    detail: words === '' ? how : `${words}\n(${how})`,
    record: node.id,
  };
}
