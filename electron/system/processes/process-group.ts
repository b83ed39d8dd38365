/**
 * Process groups, looked at through /proc: signalling with number 0 also counts zombies, which nobody
 * may ever reap in a container whose first process does not care.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** How often a group that is not our child is looked at while it ends; the kernel sends no event. */
const POLL_MS = 10;

function groupOf(pid: string): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // After the parenthesised name: state, parent, process group; see proc(5).
    const [state, , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' || state === 'X' ? null : Number(group);
  } catch {
    return null;
  }
}

/** The numbers of all processes that run now. */
export function allProcesses(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

/** The live members of a process group, zombies left out. */
export function membersOf(group: number): number[] {
  return allProcesses().filter((pid) => groupOf(String(pid)) === group);
}

/** Signals a group; false if it has no members or they are not ours to signal. */
export function signalGroup(group: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(-group, signal);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ESRCH' || code === 'EPERM') return false;
    throw error;
  }
}

/** Sends a signal to one process; one that has ended meanwhile is no failure. */
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ESRCH' && code !== 'EPERM') throw error;
  }
}

/** Resolves to true when the condition holds, to false when it did not within the time. */
export async function waitUntil(condition: () => boolean, timeoutMs: number): Promise<boolean> {
  const end = performance.now() + timeoutMs;
  while (!condition()) {
    if (performance.now() > end) return false;
    await delay(POLL_MS);
  }
  return true;
}

/** What a process may have started beyond its process group, and how that is killed. */
export interface Followers {
  members(): number[];
  kill(): void;
}

const none: Followers = { members: () => [], kill: () => {} };

/** Kills what is left of a group and waits until it is gone; false if something outlived that. */
export async function killGroup(
  group: number,
  followers: Followers = none,
  timeoutMs = 5000,
): Promise<boolean> {
  return waitUntil(() => {
    const members = membersOf(group);
    const others = followers.members();
    if (members.length > 0) signalGroup(group, 'SIGKILL');
    if (others.length > 0) followers.kill();
    return members.length === 0 && others.length === 0;
  }, timeoutMs);
}

/** Kills one process that may be anybody's child and waits until it is gone. */
export async function killProcess(pid: number, timeoutMs = 5000): Promise<boolean> {
  signalProcess(pid, 'SIGKILL');
  return waitUntil(() => groupOf(String(pid)) === null, timeoutMs);
}
