/**
 * The process that runs a machine without a window. VirtualBox's service starts it, so it is no child of
 * ours: it is found by its command line, and its end is seen in /proc.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { allProcesses } from '../../system/processes/process-group';
import {
  identityOf,
  isSameProcessAlive,
  type ProcessIdentity,
} from '../../system/processes/process-identity';

const POLL_MS = 100;

function isHeadlessOf(pid: number, machine: string): boolean {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    const isHeadless = words[0]?.endsWith('VBoxHeadless') === true;
    return isHeadless && words[words.indexOf('--startvm') + 1] === machine;
  } catch {
    // It ended a moment ago.
    return false;
  }
}

/** The process of a machine that was started headless, or null. */
export function headlessProcess(machine: string): ProcessIdentity | null {
  const pid = allProcesses().find((candidate) => isHeadlessOf(candidate, machine));
  return pid === undefined ? null : identityOf(pid);
}

/** Resolves when the process is gone; rejects when the signal aborts. */
export async function untilGone(process: ProcessIdentity, signal?: AbortSignal): Promise<void> {
  while (isSameProcessAlive(process)) await delay(POLL_MS, undefined, { signal });
}

/** Ends the process without asking anybody; it may be gone already. */
export async function killHeadless(headless: ProcessIdentity): Promise<void> {
  if (isSameProcessAlive(headless)) process.kill(headless.pid, 'SIGKILL');
  await untilGone(headless);
}
