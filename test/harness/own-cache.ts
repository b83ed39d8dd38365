/**
 * Folders for what tests keep between runs. Their parent is `/tmp`, where another user may have made one of
 * that name first: what is in it would be run as this user, as root even.
 */
import { lstatSync, mkdirSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * The path of a folder that only this user may enter; it is made if there is none.
 *
 * @param places where it may be, the best first
 */
export function ownCache(
  name: string,
  places: readonly string[] = [tmpdir(), join(homedir(), '.cache')],
): string {
  const folder = `${name}-${process.getuid?.() ?? 0}`;
  const found = places.map((place) => join(place, folder)).find(isOwn);
  if (found !== undefined) return found;
  throw new Error(`Other users may write to ${folder} in ${places.join(' and ')}: remove it there`);
}

function isOwn(path: string): boolean {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch {
    // A file, or a link that leads nowhere: somebody has made it before.
    return false;
  }
  const found = lstatSync(path);
  return found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o077) === 0;
}
