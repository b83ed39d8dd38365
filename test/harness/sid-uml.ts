/**
 * The User-Mode Linux kernel of Debian sid: for what Linux 6.16 changed, and for processors on which the system's
 * own does not run. It is fetched as the library of images does it, and kept among the guests.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fetchUmlKernel } from '../../electron/images/uml-kernel';
import { cached } from './guests';

const quiet = { signal: new AbortController().signal, step: () => {}, bytes: () => {} };

/** Path of sid's kernel, ready to be run. */
export async function sidUmlKernel(): Promise<string> {
  const note = await cached('uml-sid.path', async (draft) => {
    // The kernel's loader stands in it by its full path, so it is not made in the draft's folder.
    const directory = dirname(dirname(draft));
    await writeFile(draft, await fetchUmlKernel(`${draft}.apt`, directory, quiet));
  });
  return readFile(note, 'utf8');
}
