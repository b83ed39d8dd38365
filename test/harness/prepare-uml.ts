/**
 * Before any test: finds out which User-Mode Linux kernel runs here, and fetches another one where Debian's does
 * not, so that no test has to wait for that within its own limit.
 */
import { findProgram } from '../../electron/system/processes/find-program';
import { pathWithUmlKernel } from './uml-guest';

export async function setup(): Promise<void> {
  if (findProgram('linux.uml') === null) return;
  // The tests that need it say what is wrong.
  await pathWithUmlKernel().catch((error: unknown) => console.error(error));
}
