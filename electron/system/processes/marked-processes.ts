/** Processes that carry a mark in the environment that they were started with; see proc(5). */
import { readFileSync } from 'node:fs';
import { allProcesses, type Followers, killProcess, signalProcess } from './process-group';

/** The live processes in whose environment all of the variables stand, as `NAME=VALUE`. */
export function markedProcesses(...marks: readonly string[]): number[] {
  return allProcesses().filter((pid) => {
    try {
      const variables = readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0');
      return marks.every((mark) => variables.includes(mark));
    } catch {
      // It has ended, or is somebody else's.
      return false;
    }
  });
}

/** Kills them, and waits until they are gone. Returns their numbers. */
export async function killMarked(...marks: readonly string[]): Promise<number[]> {
  const found = markedProcesses(...marks).filter((pid) => pid !== process.pid);
  for (const pid of found) await killProcess(pid);
  return found;
}

/** What follows a child by its marks. */
export function followersOfMarks(...marks: readonly string[]): Followers {
  return {
    members: () => markedProcesses(...marks),
    kill: () => {
      for (const pid of markedProcesses(...marks)) signalProcess(pid, 'SIGKILL');
    },
  };
}
