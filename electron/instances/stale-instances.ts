/**
 * Instances of the app. Each has a folder `<runtime root>/<short id>/` with the sockets of its lab, an
 * owner file and a journal. An app that was killed leaves all that and its children behind; the next
 * start finds folders whose owner is gone and clears them.
 *
 * Races: a folder appears by rename with its owner file already in it, and is claimed for clearing by
 * rename, so that of two apps starting at once exactly one clears.
 */
import { randomInt } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { FailureError } from '../../shared/failure/failure';
import { parseJson } from '../../shared/text/json-check';
import { restoreTap } from '../machines/tap/tap-address';
import { unbridge } from '../machines/tap/tap-bridge';
import { type ChildRecord, readJournal } from '../supervisor/instance-journal';
import { runtimeFailure, runtimeRoot } from '../system/files/directories';
import { readRegularSync } from '../system/files/regular-file';
import { INSTANCE_VARIABLE } from '../system/processes/child-environment';
import { killMarked } from '../system/processes/marked-processes';
import { killGroup } from '../system/processes/process-group';
import { identityOf, isSameProcessAlive } from '../system/processes/process-identity';
import {
  isOwnerAlive,
  OWNER_KEY,
  type Owner,
  ownerKey,
  ownerOfKey,
  ownerSchema,
  ownerState,
  thisOwner,
} from '../system/processes/process-owner';
import { unexpected } from '../system/unexpected';
import { clearGroups } from './stale-groups';
import { clearSwitchDirectory } from './stale-switch-directory';

export interface Instance {
  /** Private (0700) and short, for sockets. */
  readonly directory: string;
  readonly journalPath: string;
  /** Removes the folder with all that is in it; children must have been stopped before. */
  close(): void;
}

/** What was found of one dead instance, and cleared. */
export interface ClearedInstance {
  readonly directory: string;
  readonly processes: readonly { readonly pid: number; readonly program: string }[];
  /** What was removed outside of the instance's own folder. */
  readonly paths: readonly string[];
}

const OWNER = 'owner.json';
const JOURNAL = 'journal';
/** `.new-OWNER-…` is being made by that process, `.clear-OWNER-ID` is being cleared by it. */
const TRANSIENT = new RegExp(`^\\.(?:new|clear)-(${OWNER_KEY})(?:-(.+))?$`);
const INSTANCE = /^[0-9a-z]{3,16}$/;

/**
 * Makes the folder of this instance. The id is short, because a socket's path holds 108 bytes. Throws a
 * FailureError when it cannot be made.
 */
export function openInstance(root = runtimeRoot()): Instance {
  const owner = thisOwner();
  const draft = join(root, `.new-${ownerKey(owner)}-${randomInt(1e9)}`);
  let directory: string;
  try {
    mkdirSync(draft, { mode: 0o700 });
    writeFileSync(join(draft, OWNER), JSON.stringify(owner), { mode: 0o600 });
    directory = rename(draft, root, owner.pid);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw runtimeFailure(error, root);
  }
  return {
    directory,
    journalPath: join(directory, JOURNAL),
    close: () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** Gives the draft a free name. Renaming onto a folder that is not empty fails, so none is taken over. */
function rename(draft: string, root: string, pid: number): string {
  for (;;) {
    const id =
      pid.toString(36) +
      randomInt(36 ** 3)
        .toString(36)
        .padStart(3, '0');
    const directory = join(root, id);
    try {
      renameSync(draft, directory);
      return directory;
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
    }
  }
}

/** Clears what dead instances left below the root; live ones are never touched. */
export async function clearStaleInstances(root = runtimeRoot()): Promise<ClearedInstance[]> {
  const me = thisOwner();
  const cleared: ClearedInstance[] = [];
  for (const name of readdirSync(root)) {
    try {
      const claimed = claim(root, name, me);
      if (claimed !== null) cleared.push(await clear(claimed, me));
    } catch (error) {
      // The next start tries again; what is left of one keeps nobody from working.
      unexpected(notCleared(join(root, name), error));
    }
  }
  return cleared;
}

function notCleared(path: string, cause: unknown): FailureError {
  return new FailureError(
    {
      code: 'internal',
      message: `What a Vdelab that was killed left in ${path} could not be cleared.`,
      next: 'Look there for what is in the way; machines of it may still run.',
      detail: cause instanceof Error ? cause.message : String(cause),
    },
    { cause },
  );
}

interface Claim {
  /** Where it is now. */
  readonly directory: string;
  /** Where its children knew it. */
  readonly origin: string;
  readonly owner: Owner | null;
}

/** Takes a dead instance's folder for clearing; null if it lives or somebody else was faster. */
function claim(root: string, name: string, me: Owner): Claim | null {
  const path = join(root, name);
  const transient = TRANSIENT.exec(name);
  if (transient === null && !INSTANCE.test(name)) return null;
  const owner = ownerOf(path);
  const holder = transient === null ? owner : ownerOfKey(transient[1]!);
  if (holder !== null && isOwnerAlive(holder)) return null;
  if (owner !== null && ownerState(owner) === 'unknown') return null;
  // Without an owner file it is no folder of ours, unless its name says so.
  if (holder === null) return null;
  const id = transient?.[2] ?? name;
  const directory = join(root, `.clear-${ownerKey(me)}-${id}`);
  try {
    renameSync(path, directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  return { directory, origin: join(root, id), owner };
}

function ownerOf(directory: string): Owner | null {
  try {
    const text = readRegularSync(join(directory, OWNER));
    return ownerSchema.safeParse(parseJson(text)).data ?? null;
  } catch {
    return null;
  }
}

async function clear(claimed: Claim, me: Owner): Promise<ClearedInstance> {
  const journal = readJournal(join(claimed.directory, JOURNAL));
  const sameBoot = claimed.owner !== null && claimed.owner.boot === me.boot;
  const processes = sameBoot ? await killChildren(journal.children, claimed.origin) : [];
  const paths: string[] = [];
  for (const path of sameBoot ? journal.groups : []) {
    if (basename(path) !== `vdelab-${basename(claimed.origin)}`) continue;
    const cleared = await clearGroups(path);
    processes.push(...cleared.killed.map((pid) => ({ pid, program: 'not in the journal' })));
    paths.push(...cleared.paths);
  }
  for (const record of journal.directories) paths.push(...(await clearSwitchDirectory(record)));
  for (const plan of sameBoot ? journal.bridges : []) await unbridge(plan);
  if (sameBoot) for (const { tap, before } of journal.taps) await restoreTap(tap, before);
  rmSync(claimed.directory, { recursive: true, force: true });
  return { directory: claimed.origin, processes, paths };
}

async function killChildren(
  children: readonly ChildRecord[],
  origin: string,
): Promise<{ pid: number; program: string }[]> {
  const killed: { pid: number; program: string }[] = [];
  for (const { pid, startTime, program } of children) {
    const leader = isSameProcessAlive({ pid, startTime });
    // A dead leader's number is not given to anybody while its group has members.
    if (!leader && identityOf(pid) !== null) continue;
    if (leader) killed.push({ pid, program });
    await killGroup(pid);
  }
  // Children that were started in the moment in which the app was killed.
  for (const pid of await killMarked(`${INSTANCE_VARIABLE}=${origin}`)) {
    killed.push({ pid, program: 'not in the journal' });
  }
  return killed;
}
