/**
 * Users and groups of this computer, by their files (passwd(5), group(5)). What was read is good for a
 * moment: a console prints the users of thousands of ports.
 */
import { readFileSync } from 'node:fs';

const GOOD_FOR_MS = 1_000;

interface KnownFile {
  readonly readAt: number;
  readonly entries: string[][];
}

const known = new Map<string, KnownFile>();

function entriesOf(file: string): string[][] {
  const now = performance.now();
  const found = known.get(file);
  if (found !== undefined && now - found.readAt < GOOD_FOR_MS) return found.entries;
  const entries = readEntries(file);
  known.set(file, { readAt: now, entries });
  return entries;
}

/** Lines of a colon-separated file, split; none when it cannot be read. */
function readEntries(file: string): string[][] {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => line.split(':'));
  } catch {
    // Numbers do as well as names do.
    return [];
  }
}

function nameByNumber(file: string, id: number): string | null {
  return entriesOf(file).find((fields) => Number(fields[2]) === id)?.[0] ?? null;
}

function numberByName(file: string, name: string): number | null {
  const found = entriesOf(file).find((fields) => fields[0] === name)?.[2];
  return found === undefined ? null : Number(found);
}

/** The user's name, or null. */
export const userName = (uid: number) => nameByNumber('/etc/passwd', uid);
/** The group's name, or null. */
export const groupName = (gid: number) => nameByNumber('/etc/group', gid);
/** The user's number, or null if there is no such user. */
export const userNumber = (name: string) => numberByName('/etc/passwd', name);
/** The group's number, or null if there is no such group. */
export const groupNumber = (name: string) => numberByName('/etc/group', name);

/** Whether the group is the user's own, or lists the user. */
export function belongsTo(uid: number, gid: number): boolean {
  const user = entriesOf('/etc/passwd').find((fields) => Number(fields[2]) === uid);
  if (user === undefined) return false;
  if (Number(user[3]) === gid) return true;
  const group = entriesOf('/etc/group').find((fields) => Number(fields[2]) === gid);
  return group?.[3]?.split(',').includes(user[0]!) === true;
}

/** Whether no other user than that one is in the group, as far as these files tell. */
export function isGroupOf(gid: number, uid: number): boolean {
  const users = entriesOf('/etc/passwd');
  const own = users.find((fields) => Number(fields[2]) === uid)?.[0];
  if (users.some((fields) => Number(fields[3]) === gid && Number(fields[2]) !== uid)) return false;
  const group = entriesOf('/etc/group').find((fields) => Number(fields[2]) === gid);
  const members = group?.[3]?.split(',').filter((name) => name !== '') ?? [];
  return group !== undefined && members.every((name) => name === own);
}
