/** Processes that a test did not start itself: those of a lab, found by what they were started with. */
import { readFileSync } from 'node:fs';
import { allProcesses } from '../../electron/machines/process-group';

function commandLine(pid: number): string {
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
