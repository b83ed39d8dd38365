/** Finds programs the way a shell would, also where root's tools live. */
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

/** Debian keeps `ip` and its like out of the PATH of ordinary users. */
const SYSTEM_FOLDERS = ['/usr/sbin', '/sbin', '/usr/local/sbin'];

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** The absolute path of a program, or null if it is not installed. A path is only checked. */
export function findProgram(program: string): string | null {
  if (isAbsolute(program)) return isExecutable(program) ? program : null;
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter).filter(isAbsolute),
    ...SYSTEM_FOLDERS,
  ];
  return folders.map((folder) => join(folder, program)).find(isExecutable) ?? null;
}
