/** What the last words of a User-Mode Linux kernel mean, and the failure that comes of them. */

import { UNFIT_NEXT } from '../../../shared/contract/uml-kernels';
import type { Failure } from '../../../shared/failure/failure';
import type { ChildExit } from '../../supervisor/supervised-child';
import type { Cause, Machine } from '../diagnosis/cause';
import { fileCauses, resourceCauses } from '../diagnosis/computer-causes';
import { fatalCauses } from '../diagnosis/guest-causes';
import { endFailure } from '../diagnosis/machine-end';
import { moreMemory } from '../diagnosis/memory-remedy';

const OTHER_FOLDER =
  'Start Vdelab with the variable TMPDIR set to a folder on another disk: `TMPDIR=/var/tmp`.';

/** What the folder has in which the kernel keeps the guest's memory; see memory-folder.ts. */
const memoryFolderCauses: readonly Cause[] = [
  {
    // The shell of noexec's meaning: arch/um/os-Linux/mem.c, check_tmpexec.
    said: /(\S+) must be not mounted noexec/,
    code: 'permission',
    because: (said) => `the folder for its memory, ${said[1]}, is on a disk that is mounted noexec`,
    next: (said) =>
      `${OTHER_FOLDER} Or mount it otherwise: \`sudo mount -o remount,exec ${said[1]}\`.`,
  },
  {
    said: /host (.+?) mount likely just ran out of space/,
    code: 'disk-full',
    because: (said) => `there is no room left for its memory in ${said[1]} of this computer`,
    next: `Free some room there. ${OTHER_FOLDER}`,
  },
  {
    said: /(?:open|mkstemp|unlink|expand physical memory|ftruncate).*(?:temp|mem)?.*: No space left on device/i,
    code: 'disk-full',
    because: 'there is no room left for its memory in /dev/shm or /tmp of this computer',
    next: `Free some room there. ${OTHER_FOLDER}`,
  },
];

/** What of this computer, but not its processor, keeps any kernel from running. */
export const placeCauses: readonly Cause[] = [
  ...memoryFolderCauses,
  {
    said: /ptrace.*(?:not permitted|EPERM)|check_ptrace : .*(?:failed|expected)|PTRACE_\w+ failed/i,
    code: 'permission',
    because: 'this computer forbids it to trace its processes (ptrace), as some containers do',
    next: 'Run Vdelab outside of the container, or give it the right: `--cap-add=SYS_PTRACE`.',
  },
  ...fileCauses,
];

/** This computer's processor is more than the kernel knows of; told before the start where it could be tried. */
const processorCauses: readonly Cause[] = [
  {
    said: /set fp regs failed|put_fp_registers/i,
    code: 'kernel-unfit',
    because: 'its kernel has too little room for the registers of this computer’s processor',
    next: UNFIT_NEXT,
    remedy: () => ({ do: 'take-uml-kernel' }),
  },
];

const ownCauses: readonly Cause[] = [
  {
    said: /mtime mismatch|size mismatch|backing file mismatch/i,
    code: 'image-changed',
    because: 'its root file system image was changed after it had written to its overlay',
    next: 'Put the former image back, or remove the overlay to start afresh.',
  },
  {
    said: /failed to lock|F_SETLK/i,
    code: 'image-busy',
    because: 'another machine is using its disk',
    next: 'Stop the other machine; the same lab may be running in another window. Or let it write to an overlay.',
    remedy: () => ({ do: 'use-overlays' }),
  },
  {
    said: /Too few physical memory!/,
    code: 'memory-short',
    because: 'its kernel has too little memory to start',
    next: 'Give it more memory in the inspector, and start it again.',
    remedy: moreMemory,
  },
  {
    said: /vde_open failed|vde_init_libstuff|Cannot execute vde_plug/i,
    code: 'program-failed',
    because: 'its network card could not be connected',
    next: 'Start the machine again.',
  },
];

/** The first that any line shows counts, so what comes of another stands behind it. */
const umlCauses: readonly Cause[] = [
  ...placeCauses,
  ...ownCauses,
  ...processorCauses,
  ...fatalCauses,
  ...resourceCauses,
];

/** The failure for a UML that ended on its own. */
export function umlFailure(machine: Machine, exit: ChildExit): Failure {
  return endFailure({ machine, exit, program: 'its kernel', causes: umlCauses });
}
