/**
 * Names a process beyond the reuse of its number: the pid together with the time it was started.
 * What the app writes down about its children is only believed while both agree.
 */
import { readFileSync } from 'node:fs';

export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks after boot at which it was started; field 22 of /proc/PID/stat, see proc(5). */
  readonly startTime: number;
}

/** The identity of a live process, or null if there is none with that number or it is a zombie. */
export function identityOf(pid: number): ProcessIdentity | null {
  return identityIn(String(pid));
}

/** The same for a folder of /proc: a number or `self`. */
export function identityIn(folder: string): ProcessIdentity | null {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${folder}/stat`, 'latin1');
  } catch {
    return null;
  }
  // The command's name stands in parentheses and may hold any character, so count from the last one.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const state = fields[0];
  if (state === 'Z' || state === 'X') return null;
  return { pid: Number.parseInt(stat, 10), startTime: Number(fields[19]) };
}

/** Whether the very process that was written down is still there. */
export function isSameProcessAlive(identity: ProcessIdentity): boolean {
  return identityOf(identity.pid)?.startTime === identity.startTime;
}
