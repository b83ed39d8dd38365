/** Where the modules of a User-Mode Linux kernel lie, as a directory that the guest can mount. */
import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

async function isDirectory(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/**
 * The directory that goes to /lib/modules of the guest: the chosen one, or the one around it where that
 * of the version itself was chosen. Null if the modules of this version are not there.
 */
export async function modulesDirectory(chosen: string, version: string): Promise<string | null> {
  const path = chosen.replace(/\/+$/, '');
  if (await isDirectory(join(path, version))) return path;
  return basename(path) === version && (await isDirectory(path)) ? dirname(path) : null;
}
