/** Processes that a test did not start itself: those of a lab, found by what they were started with. */
import { existsSync, readFileSync } from 'node:fs';
import { allProcesses } from '../../electron/system/processes/process-group';

/** The words of a process with a space after each; empty when it has ended. */
export function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ');
  } catch {
    // It ended a moment ago.
    return '';
  }
}

/** The numbers of the processes whose command line begins with the program and holds the text. */
export function processesOf(program: string, text: string): number[] {
  return allProcesses().filter((pid) => {
    const line = commandLine(pid);
    return line.startsWith(`${program} `) && line.includes(text);
  });
}

/**
 * The number in a pidfile; null until all of it is there. An empty file would read as 0, and a signal to 0
 * goes to the whole group of who sends it: kill(2).
 */
export function numberIn(pidfile: string): number | null {
  const text = existsSync(pidfile) ? readFileSync(pidfile, 'latin1') : '';
  return /^[1-9]\d*\n$/.test(text) ? Number(text) : null;
}
