/** Removes the control groups of an instance that was killed, whose processes are gone by now. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { waitUntil } from '../process-group';
import { removeGroup } from './process-limits';

const REMOVE_LIMIT_MS = 2000;

/** @returns the path if there was such a group and it is gone */
export async function clearGroups(path: string): Promise<string[]> {
  // A journal may be old: what is no control group is not ours.
  if (!existsSync(join(path, 'cgroup.procs'))) return [];
  const groups = readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(path, name));
  const gone = await waitUntil(() => [...groups, path].every(removeGroup), REMOVE_LIMIT_MS);
  return gone ? [path] : [];
}
