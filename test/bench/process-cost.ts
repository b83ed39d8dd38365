/** What processes cost, as the kernel counts it (proc(5)). */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
/** Positions in /proc/PID/stat, counted behind the name in brackets, which may hold blanks. */
const UTIME = 11;
const STIME = 12;

/** Processor seconds that the processes have used, in user mode and in the kernel, all threads. */
export function processorSeconds(pids: readonly number[]): number {
  return sum(pids, (pid) => {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[UTIME]) + Number(fields[STIME])) / ticksPerSecond;
  });
}

/** Resident memory of the processes in MiB. */
export function residentMegabytes(pids: readonly number[]): number {
  return sum(pids, (pid) => {
    const match = readFileSync(`/proc/${pid}/status`, 'utf8').match(/^VmRSS:\s+(\d+) kB$/m);
    return Number(match?.[1]) / 1024;
  });
}

function sum(pids: readonly number[], of: (pid: number) => number): number {
  return pids.reduce((total, pid) => total + of(pid), 0);
}
