/** What /proc says of one process, read from its files' text; see proc(5). Pure. */

export interface ProcessStat {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  /** Clock ticks after boot at which it was started. */
  readonly startTime: number;
  /** Clock ticks on processors: its own, and those of children that it has waited for. */
  readonly ticks: number;
}

/** Places in /proc/PID/stat, counted from the state behind the parenthesised name. */
const PARENT = 1;
const GROUP = 2;
const TICKS = [11, 12, 13, 14];
const START_TIME = 19;

/** @returns null for zombies, and for what is no such file */
export function processStat(stat: string): ProcessStat | null {
  // The name may hold any character, so count from the last parenthesis.
  const end = stat.lastIndexOf(')');
  const fields = stat.slice(end + 2).split(' ');
  const state = fields[0];
  if (end < 0 || state === 'Z' || state === 'X' || fields.length <= START_TIME) return null;
  const at = (index: number) => Number(fields[index]);
  return {
    pid: Number.parseInt(stat, 10),
    parent: at(PARENT),
    group: at(GROUP),
    startTime: at(START_TIME),
    ticks: TICKS.reduce((sum, index) => sum + at(index), 0),
  };
}

export interface ProcessMemory {
  /** Bytes that are its alone. */
  readonly own: number;
  /** Bytes of files and shared memory, which other processes may hold as well. */
  readonly shared: number;
}

const KIB = 1024;

/** Reads /proc/PID/status; kernel threads and zombies have no memory. */
export function processMemory(status: string): ProcessMemory {
  const kib = (name: string) =>
    Number(status.match(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm'))?.[1] ?? 0);
  return { own: kib('RssAnon') * KIB, shared: (kib('RssFile') + kib('RssShmem')) * KIB };
}

/**
 * What processes of one machine hold together. What they share is counted once, as that of the process
 * with most of it: the processes of a User-Mode Linux guest all map the guest's memory.
 */
export function memoryTogether(memories: readonly ProcessMemory[]): number {
  const own = memories.reduce((sum, memory) => sum + memory.own, 0);
  return own + Math.max(0, ...memories.map(({ shared }) => shared));
}
