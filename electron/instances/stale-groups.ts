/** Ends what is left in the control groups of an instance that was killed, and removes them. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  groupsWithin,
  killMembers,
  membersOfGroup,
  removeGroup,
} from '../supervisor/group-members';
import { waitUntil } from '../system/processes/process-group';

const REMOVE_LIMIT_MS = 2000;

export interface ClearedGroups {
  /** The numbers of what was in them. */
  readonly killed: readonly number[];
  /** The path, if it is gone. */
  readonly paths: readonly string[];
}

/** Clears a group that only the instance made and put its children into, with the groups in it. */
export async function clearGroups(path: string): Promise<ClearedGroups> {
  // A journal may be old: what is no control group is not ours.
  if (!existsSync(join(path, 'cgroup.procs'))) return { killed: [], paths: [] };
  const all = () => [...groupsWithin(path), path];
  const killed = all().flatMap(membersOfGroup);
  const gone = await waitUntil(() => {
    for (const group of all()) if (membersOfGroup(group).length > 0) killMembers(group);
    return all().every(removeGroup);
  }, REMOVE_LIMIT_MS);
  return { killed, paths: gone ? [path] : [] };
}
