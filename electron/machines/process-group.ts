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

/** Resolves to true when the condition holds, to false when it did not within the time. */
export async function waitUntil(condition: () => boolean, timeoutMs: number): Promise<boolean> {
  const end = performance.now() + timeoutMs;
  while (!condition()) {
    if (performance.now() > end) return false;
    await delay(POLL_MS);
  }
  return true;
}

/** Kills what is left of a group and waits until it is gone; false if something outlived that. */
export async function killGroup(group: number, timeoutMs = 5000): Promise<boolean> {
  if (membersOf(group).length === 0) return true;
  return waitUntil(() => {
    signalGroup(group, 'SIGKILL');
    return membersOf(group).length === 0;
  }, timeoutMs);
}

/** Kills one process that may be anybody's child and waits until it is gone. */
export async function killProcess(pid: number, timeoutMs = 5000): Promise<boolean> {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
  return waitUntil(() => groupOf(String(pid)) === null, timeoutMs);
}
