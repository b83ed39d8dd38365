/**
 * Where a User-Mode Linux kernel keeps the memory of its guest: in a file of a folder on this computer, which must
 * have room for it and allow it to be executed. The kernel takes TMPDIR, TMP or TEMP of its environment, or else
 * /dev/shm (arch/um/os-Linux/mem.c); in a container /dev/shm is often small or mounted noexec. Then another folder
 * is named to it, where there is one.
 */
import { accessSync, constants, readFileSync, realpathSync, statfsSync } from 'node:fs';
import type { UmlNode } from '../../../shared/document/topology';
import type { Failure } from '../../../shared/failure/failure';
import type { Finding } from '../../../shared/failure/finding';
import { bytesText } from '../../../shared/text/quantities';
import { dataDirectory } from '../../system/files/directories';
import { mountOptions } from '../../system/files/mount-options';

/** What of a folder decides. */
export interface FolderFacts {
  readonly path: string;
  /** Whether it is there and may be written to. */
  readonly isWritable: boolean;
  readonly isNoexec: boolean;
  readonly freeBytes: number;
}

export interface MemoryFolder {
  /** What TMPDIR is set to for the kernel; null leaves it to take what it takes by itself. */
  readonly directory: string | null;
  /** Why there is none, or not enough of it. */
  readonly failure: Failure | null;
  /** Whether the kernel cannot be started at all. */
  readonly isNone: boolean;
}

const MEBIBYTE = 1024 * 1024;
/** With less than this no kernel comes to its first line. */
const LEAST_BYTES = 32 * MEBIBYTE;

/** What Debian's kernels need at least to come to a prompt, in MiB. */
const SMALL = { id: '', name: 'A UML machine', memory: 64 };

const SHARED_MEMORY = '/dev/shm';
const VARIABLES = ['TMPDIR', 'TMP', 'TEMP'] as const;

function factsOf(path: string): FolderFacts {
  const missing = { path, isWritable: false, isNoexec: false, freeBytes: 0 };
  try {
    accessSync(path, constants.W_OK | constants.X_OK);
    const { bavail, bsize } = statfsSync(path);
    const mounts = readFileSync('/proc/self/mountinfo', 'utf8');
    const isNoexec = mountOptions(mounts, realpathSync(path)).includes('noexec');
    return { path, isWritable: true, isNoexec, freeBytes: bavail * bsize };
  } catch {
    // Not there, or not for this user.
    return missing;
  }
}

/** What the kernel would take by itself. */
function ownChoice(environment: NodeJS.ProcessEnv): string {
  const named = VARIABLES.map((name) => environment[name]).find((path) => {
    return path !== undefined && path !== '' && factsOf(path).isWritable;
  });
  return named ?? SHARED_MEMORY;
}

const isUsable = ({ isWritable, isNoexec }: FolderFacts) => isWritable && !isNoexec;

/** Takes the first folder that will do. @param folders the first is what the kernel takes by itself. Pure. */
export function chooseFolder(
  machine: { readonly id: string; readonly name: string },
  neededBytes: number,
  folders: readonly FolderFacts[],
): MemoryFolder {
  const usable = folders.filter(isUsable);
  const roomy = usable.find(({ freeBytes }) => freeBytes >= neededBytes);
  const largest = usable.toSorted((one, other) => other.freeBytes - one.freeBytes)[0];
  const chosen = roomy ?? largest;
  const directory = chosen === undefined || chosen === folders[0] ? null : chosen.path;
  if (roomy !== undefined) return { directory, failure: null, isNone: false };
  const isNone = chosen === undefined || chosen.freeBytes < LEAST_BYTES;
  return { directory, failure: noFolder(machine, neededBytes, folders, isNone), isNone };
}

function whatIsWrong({ path, isWritable, isNoexec, freeBytes }: FolderFacts): string {
  if (!isWritable) return `${path} cannot be written to`;
  if (isNoexec) return `${path} is mounted noexec`;
  return `${path} has only ${bytesText(freeBytes)} free`;
}

function noFolder(
  { id, name }: { readonly id: string; readonly name: string },
  neededBytes: number,
  folders: readonly FolderFacts[],
  isNone: boolean,
): Failure {
  const [first, ...others] = folders.map(whatIsWrong);
  const needs = `${bytesText(neededBytes)} for its memory`;
  return {
    code: 'disk-full',
    message: isNone
      ? `${name} finds no folder for its memory on this computer: ${first}.`
      : `${name} may end while it runs: no folder of this computer has room for the ${needs}; ${first}.`,
    next: 'Free some room there, or start Vdelab with the variable TMPDIR set to a folder that has room and is not mounted noexec.',
    detail: [first, ...others].join('\n'),
    record: id,
  };
}

/** Where the memory of a machine goes. @param memory in MiB */
export function memoryFolder(
  machine: { readonly id: string; readonly name: string; readonly memory: number },
  environment: NodeJS.ProcessEnv = process.env,
): MemoryFolder {
  const others = [SHARED_MEMORY, '/tmp', '/var/tmp', dataDirectory()];
  const paths = [...new Set([ownChoice(environment), ...others])];
  return chooseFolder(machine, machine.memory * MEBIBYTE, paths.map(factsOf));
}

/** The variable for the kernel's environment; empty where it finds its folder by itself. */
export function memoryEnvironment({ directory }: MemoryFolder): Record<string, string> {
  return directory === null ? {} : { TMPDIR: directory };
}

/** What machines with so much memory find, one machine each; null where it is enough. */
export function memoryFinding(machine: UmlNode): Finding | null {
  const { failure } = memoryFolder(machine);
  if (failure === null) return null;
  const { message, next } = failure;
  const severity = 'warning';
  return { severity, record: machine.id, field: 'memory', message, next };
}

/** Where the memory of a small machine goes, in words; null if nowhere. */
export function memoryPlace(environment: NodeJS.ProcessEnv = process.env): string | null {
  const own = ownChoice(environment);
  const { directory, isNone } = memoryFolder(SMALL, environment);
  if (isNone) return null;
  return directory === null ? `in ${own}` : `in ${directory}, for ${whatIsWrong(factsOf(own))}`;
}
