/**
 * Locks between instances of the app: a file that says which process holds it. One whose holder is gone
 * is taken over, so that an app that was killed locks nobody out.
 */
import { randomBytes } from 'node:crypto';
import { link, rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { FailureError } from '../../../shared/failure/failure';
import { parseJson } from '../../../shared/text/json-check';
import { errorCode } from '../files/file-failure';
import { readRegular } from '../files/regular-file';
import { isOwnerAlive, type Owner, ownerSchema, thisOwner } from './process-owner';

const RETRY_MS = 20;
const PATIENCE_MS = 10_000;

/** Takes the lock; false when a live process holds it. The file appears with its owner in it. */
export async function tryLock(path: string): Promise<boolean> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, JSON.stringify(thisOwner()), { mode: 0o600 });
  try {
    return (await linked(draft, path)) || ((await clearStale(path)) && (await linked(draft, path)));
  } finally {
    await rm(draft, { force: true });
  }
}

export async function unlock(path: string): Promise<void> {
  await rm(path, { force: true });
}

/** Runs a step while nobody else holds the lock. Waits for the others; their steps are short. */
export async function withLock<T>(path: string, step: () => Promise<T>): Promise<T> {
  const until = Date.now() + PATIENCE_MS;
  while (!(await tryLock(path))) {
    if (Date.now() > until) throw stuck(path);
    await sleep(RETRY_MS);
  }
  try {
    return await step();
  } finally {
    await unlock(path);
  }
}

async function linked(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Removes a lock whose holder is gone. It is renamed first: of several that find it, one succeeds. */
async function clearStale(path: string): Promise<boolean> {
  try {
    const text = await readRegular(path);
    const owner = ownerIn(text);
    if (owner !== null && isOwnerAlive(owner)) return false;
    const away = `${path}.${randomBytes(6).toString('hex')}`;
    await rename(path, away);
    // Somebody may have cleared it and locked anew in between: then that lock is put back.
    const isTheStaleOne = (await readRegular(away)) === text;
    if (!isTheStaleOne) await linked(away, path);
    await rm(away, { force: true });
    return isTheStaleOne;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return true;
    throw error;
  }
}

/** A lock appears whole, so one that cannot be read was torn when the computer lost its power. */
function ownerIn(text: string): Owner | null {
  try {
    return ownerSchema.safeParse(parseJson(text)).data ?? null;
  } catch {
    return null;
  }
}

function stuck(path: string): FailureError {
  return new FailureError({
    code: 'interrupted',
    message: 'Another Vdelab does not let go of its list of images.',
    next: 'Close the other Vdelab windows and try again.',
    detail: path,
  });
}
