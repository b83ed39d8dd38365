/** What the inspector is told of a User-Mode Linux kernel that the user asks about. */

import type { UmlKernelAnswer } from '../../../shared/contract/service-machines';
import { FailureError } from '../../../shared/failure/failure';
import { findProgram } from '../../system/processes/find-program';
import { UML_PROGRAM } from './uml-args';
import { inspectUmlKernel } from './uml-dialect';

/** Runs the kernel for its own words; an empty path is Debian's. Throws a FailureError if it is none. */
export async function umlAnswer(kernel: string): Promise<UmlKernelAnswer> {
  const path = findProgram(kernel === '' ? UML_PROGRAM : kernel);
  const found = path === null ? null : await inspectUmlKernel(path);
  if (found === null) {
    throw new FailureError({
      code: path === null ? 'program-missing' : 'program-failed',
      message: `${kernel === '' ? UML_PROGRAM : kernel} is not a User-Mode Linux kernel that can be run.`,
      next: 'Choose another one, or install Debian’s: `sudo apt-get install user-mode-linux`.',
    });
  }
  const { version, dialect, abilities, refusal } = found;
  if (refusal !== null) {
    const { code, because, next, said } = refusal;
    const about = said === '' ? {} : { said };
    throw new FailureError({ code, message: `${path} cannot be run: ${because}.`, next, ...about });
  }
  const { ubd, initrd, hostfs, mconsole, sysrq, modules } = abilities;
  return { version, dialect, abilities: { ubd, initrd, hostfs, mconsole, sysrq, modules } };
}
