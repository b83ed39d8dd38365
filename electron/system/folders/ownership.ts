/** Who may change a folder: this user and root, or others as well. */
import { readFileSync, type Stats } from 'node:fs';
import { groupName, isGroupOf, userName } from './accounts';

/** Where every user and no other one has a number: not in a user namespace. */
const ALL_USERS = /^\s*0\s+0\s+4294967295\s*$/;

/** Whether the user's files are as good as this user's own: their own, or root's, who may do anything. */
export function isTrusted(uid: number): boolean {
  return uid === 0 || uid === process.geteuid?.() || uid === nameless();
}

let known: number | null | undefined;

/**
 * The number that a user namespace shows for users without one in it, root of the computer among them;
 * null outside of one.
 */
function nameless(): number | null {
  known ??= ALL_USERS.test(readFileSync('/proc/self/uid_map', 'utf8'))
    ? null
    : Number(readFileSync('/proc/sys/kernel/overflowuid', 'utf8'));
  return known;
}

/** Whether somebody besides this user and root may put something in a folder of theirs. */
export function isSharedBy({ mode, gid }: Pick<Stats, 'mode' | 'gid'>): boolean {
  if ((mode & 0o002) !== 0) return true;
  return (mode & 0o020) !== 0 && !isOnlyThisUsers(gid);
}

/** Whether only owners may rename and remove what is in a folder, as in /tmp (the sticky bit). */
export function keepsOwners({ mode }: Pick<Stats, 'mode'>): boolean {
  return (mode & 0o1000) !== 0;
}

/** Root's group may do what root may; many systems give each user a group of their own as well. */
function isOnlyThisUsers(gid: number): boolean {
  if (gid === 0) return true;
  return gid === process.getegid?.() && isGroupOf(gid, process.geteuid?.() ?? 0);
}

/** A user for a sentence: the name, or the number. */
export function nameOfUser(uid: number): string {
  return userName(uid) ?? `user ${uid}`;
}

/** Who besides the owner may write a folder, for a sentence. */
export function sharers({ mode, gid }: Pick<Stats, 'mode' | 'gid'>): string {
  return (mode & 0o002) !== 0 ? 'every user' : `the group ${groupName(gid) ?? gid}`;
}
