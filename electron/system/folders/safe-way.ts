/**
 * The way to a folder, walked step by step: a step where somebody else could have put a link or another
 * folder is refused, so that a path means the same whenever it is used. `/tmp` is no such step: what is in
 * it can only be moved by its owner. Links are followed where this user or root made them.
 */
import { readlinkSync, type Stats } from 'node:fs';
import { basename, dirname } from 'node:path';
import { FailureError } from '../../../shared/failure/failure';
import { Folder } from './folder';
import { isSharedBy, isTrusted, keepsOwners, nameOfUser, sharers } from './ownership';

/** As many links as the kernel follows (path_resolution(7)). */
const MAX_LINKS = 40;

/** How far a walk has come. */
interface Step {
  readonly folder: Folder;
  /** For messages. */
  readonly path: string;
}

/**
 * Opens a folder. Throws a FailureError (`permission`) where others could lead the way elsewhere, or what
 * open(2) throws. Who owns the folder itself is for the caller to judge.
 *
 * @param path absolute
 */
export function openFolder(path: string): Folder {
  let step: Step = { folder: Folder.open('/'), path: '/' };
  const rest = namesOf(path);
  let links = 0;
  try {
    for (let name = rest.shift(); name !== undefined; name = rest.shift()) {
      const link = linkAt(step, name, path);
      if (link !== null && ++links > MAX_LINKS) throw tooManyLinks(path);
      if (link !== null) rest.unshift(...namesOf(link));
      if (link === null) step = enter(step, name);
      else if (link.startsWith('/')) step = enter({ ...step, path: '' }, '/');
    }
    return step.folder;
  } catch (error) {
    step.folder.close();
    throw error;
  }
}

/**
 * Opens the folder in which a path ends, as {@link openFolder} does, and gives the name in it. Throws a
 * FailureError as well if the folder is another user's.
 */
export function openParent(path: string): { folder: Folder; name: string } {
  return { folder: judged(path, checkOwner), name: basename(path) };
}

/** As {@link openParent}, of a folder in which what this user makes stays at its name. */
export function openKeeper(path: string): { folder: Folder; name: string } {
  return { folder: judged(path, checkKeeper), name: basename(path) };
}

type Check = (stats: Stats, path: string, wanted: string) => void;

function judged(path: string, check: Check): Folder {
  const folder = openFolder(dirname(path));
  try {
    check(folder.stats(), dirname(path), path);
    return folder;
  } catch (error) {
    folder.close();
    throw error;
  }
}

function checkOwner({ uid }: Stats, path: string, wanted: string): void {
  if (!isTrusted(uid)) throw leadAstray(wanted, path, `belongs to ${nameOfUser(uid)}`);
}

function checkKeeper(stats: Stats, path: string, wanted: string): void {
  checkOwner(stats, path, wanted);
  if (isSharedBy(stats) && !keepsOwners(stats)) {
    throw leadAstray(wanted, path, `may be written by ${sharers(stats)}`);
  }
}

function namesOf(path: string): string[] {
  return path.split('/').filter((name) => name !== '' && name !== '.');
}

/** Where a link leads, null for anything else. Throws if somebody else may have put it there. */
function linkAt({ folder, path }: Step, name: string, wanted: string): string | null {
  const stats = folder.stats();
  checkKeeper(stats, path === '/' ? path : path.slice(0, -1), wanted);
  const found = folder.find(name);
  if (found === null) throw missing(wanted);
  if (isSharedBy(stats) && !isTrusted(found.uid)) {
    throw ofSomebodyElse(wanted, `${path}${name}`, found);
  }
  return found.isSymbolicLink() ? readlinkSync(folder.at(name)) : null;
}

function enter({ folder, path }: Step, name: string): Step {
  const next = Folder.open(name === '/' ? name : folder.at(name));
  folder.close();
  return { folder: next, path: name === '/' ? name : `${path}${name}/` };
}

/** What a way could not be found by, as the kernel would say it. */
function missing(path: string): Error {
  return Object.assign(new Error(`ENOENT: no such file or directory, open '${path}'`), {
    code: 'ENOENT',
  });
}

function tooManyLinks(path: string): Error {
  return Object.assign(new Error(`ELOOP: too many links, open '${path}'`), { code: 'ELOOP' });
}

const ELSEWHERE = 'Choose a place that only you or root may change, like /tmp/mysw.';

function leadAstray(wanted: string, path: string, why: string): FailureError {
  return new FailureError({
    code: 'permission',
    message: `${wanted} is not used, since ${path} ${why}, who could put something else in its place.`,
    next: ELSEWHERE,
  });
}

function ofSomebodyElse(wanted: string, path: string, { uid }: Stats): FailureError {
  return new FailureError({
    code: 'permission',
    message: `${wanted} is not used, since ${path} belongs to ${nameOfUser(uid)}.`,
    next: ELSEWHERE,
  });
}

/**
 * Whether a path is a link that somebody put into a folder that others may write, who is neither this user
 * nor the folder's owner. The kernel follows none of these in /tmp (protected_symlinks), if it is told so.
 */
export function isLinkOfOthers(path: string): boolean {
  const folder = Folder.open(`${dirname(path)}/.`);
  try {
    const found = folder.find(basename(path));
    if (found === null || !found.isSymbolicLink()) return false;
    const holder = folder.stats();
    return isSharedBy(holder) && !isTrusted(found.uid) && found.uid !== holder.uid;
  } finally {
    folder.close();
  }
}
