/** The processes in control groups: counted, killed, and the group removed; see cgroups(7). */
import { existsSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { signalProcess } from '../system/processes/process-group';
import { identityOf } from '../system/processes/process-identity';

/** The numbers of what is in a group, zombies left out; none when it is gone. */
export function membersOfGroup(path: string): number[] {
  try {
    const text = readFileSync(join(path, 'cgroup.procs'), 'latin1');
    // 0 stands for a process that this PID namespace does not show.
    const numbers = text.split('\n').map(Number);
    return numbers.filter((pid) => pid > 1 && identityOf(pid) !== null);
  } catch {
    return [];
  }
}

/**
 * Kills all that is in a group at once, so that nothing can be started meanwhile: by `cgroup.kill` of
 * version 2, by the freezer of version 1, and one by one where there is neither.
 */
export function killMembers(path: string): void {
  if (write(path, 'cgroup.kill', '1')) return;
  const isFrozen = write(path, 'freezer.state', 'FROZEN');
  for (const pid of membersOfGroup(path)) signalProcess(pid, 'SIGKILL');
  if (isFrozen) write(path, 'freezer.state', 'THAWED');
}

/** The groups within a group; none when it is gone. */
export function groupsWithin(path: string): string[] {
  try {
    const entries = readdirSync(path, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(path, name));
  } catch {
    return [];
  }
}

/** Removes a group without processes; whether it is gone. */
export function removeGroup(path: string): boolean {
  try {
    rmdirSync(path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT';
  }
}

function write(group: string, file: string, value: string): boolean {
  const path = join(group, file);
  if (!existsSync(path)) return false;
  try {
    writeFileSync(path, value);
    return true;
  } catch {
    // The group has gone, or somebody else may write to it: one by one then.
    return false;
  }
}
