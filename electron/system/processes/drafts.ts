/** Files that are being made: named for their process, so that the next start can clear what it left. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isOwnerAlive, OWNER_KEY, ownerKey, ownerOfKey, thisOwner } from './process-owner';

const DRAFT = new RegExp(`^\\.draft-(${OWNER_KEY})-`);

/** A name for a file or folder that only this process uses, and that no listing shows. */
export function draftName(id: string): string {
  return `.draft-${ownerKey(thisOwner())}-${id}`;
}

/** Removes the drafts of processes that are known to be gone. */
export async function clearDrafts(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    const owner = ownerOfKey(DRAFT.exec(name)?.[1] ?? '');
    if (owner === null || isOwnerAlive(owner)) continue;
    await rm(join(directory, name), { recursive: true, force: true });
  }
}
