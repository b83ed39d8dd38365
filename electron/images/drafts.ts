/** Files that are being made: named for their process, so that the next start can clear what it left. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isSameProcessAlive } from '../lab/process-identity';
import { thisOwner } from '../lab/process-owner';

const DRAFT = /^\.draft-(\d+)-(\d+)-/;

/** A name for a file or folder that only this process uses, and that no listing shows. */
export function draftName(id: string): string {
  const { pid, startTime } = thisOwner();
  return `.draft-${pid}-${startTime}-${id}`;
}

/** Removes the drafts of processes that are gone. */
export async function clearDrafts(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    const match = DRAFT.exec(name);
    if (match === null) continue;
    const owner = { pid: Number(match[1]), startTime: Number(match[2]) };
    if (!isSameProcessAlive(owner))
      await rm(join(directory, name), { recursive: true, force: true });
  }
}
