/**
 * Which User-Mode Linux kernels may be executed without a question. To look at a kernel is to run it
 * (`--help`, the proof of its first process), and a drawing from somebody else may name any program as its
 * kernel. So a kernel is run unasked only if the person at this computer put it there: `linux.uml` of the PATH,
 * and the kernels in the library of images. All others are run by a start, which is asked about before.
 */
import { join } from 'node:path';
import { ImageLibrary } from '../../images/library';
import { dataDirectory } from '../../system/files/directories';
import { findProgram } from '../../system/processes/find-program';
import { UML_PROGRAM } from './uml-args';

/** @param kernel as a node names it: a path, or empty for `linux.uml` */
export async function mayRunUnasked(
  kernel: string,
  library = new ImageLibrary(join(dataDirectory(), 'images')),
): Promise<boolean> {
  if (kernel === '' || kernel === findProgram(UML_PROGRAM)) return true;
  // A list that cannot be read allows nothing.
  const images = await library.entries().catch(() => []);
  return images.some(({ path, kind, format }) => {
    return path === kernel && kind === 'kernel' && format === 'elf';
  });
}
