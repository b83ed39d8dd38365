/** The digest of a program's bytes, so that an answer is about this program and not about its path. */
import { stat } from 'node:fs/promises';
import { fileDigest } from './file-digest';

/** SHA-256 in hexadecimal, remembered while the file is unchanged; null for what is no readable file. */
export async function programContent(path: string): Promise<string | null> {
  try {
    return (await stat(path)).isFile() ? await fileDigest(path) : null;
  } catch {
    // Whoever runs it says that it is not there, or may not be read.
    return null;
  }
}
