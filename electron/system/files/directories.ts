/** The folders that the app keeps, after the XDG Base Directory Specification. */
import { existsSync, lstatSync, mkdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { FailureError } from '../../../shared/failure/failure';
import { MAX_VDE_DIRECTORY_BYTES } from '../../../shared/vde/vde-limits';
import { isSharedBy } from '../folders/ownership';
import { openFolder, openKeeper } from '../folders/safe-way';
import { errorCode, fileFailure } from './file-failure';

function absoluteFromEnvironment(name: string): string | null {
  const value = process.env[name];
  return value !== undefined && isAbsolute(value) ? value : null;
}

/** Overlays, autosaved documents, remembered facts: what must outlive the app. */
export function dataDirectory(): string {
  return join(
    absoluteFromEnvironment('XDG_DATA_HOME') ?? join(homedir(), '.local/share'),
    'vdelab',
  );
}

/** What the user has chosen about the app, in files that are theirs to copy to another computer. */
export function configDirectory(): string {
  return join(absoluteFromEnvironment('XDG_CONFIG_HOME') ?? join(homedir(), '.config'), 'vdelab');
}

/** What machines write: in it a folder for each lab, and in that one for each machine. */
export function overlaysDirectory(): string {
  return join(dataDirectory(), 'overlays');
}

/**
 * Sockets and the journals of live instances: gone after a reboot. Its parent may be writable for
 * everybody (/tmp), so the folder is only used if it is a real one and belongs to this user alone.
 */
export function runtimeRoot(): string {
  const root = runtimePath();
  makeFolder(root);
  checkPrivate(root);
  return root;
}

/** What is below the session's folder: ours, that of an instance, and that of the card of a machine. */
const USUAL_PLACE = '/vdelab/12345678/internet1234.7';

/**
 * A session's folder of another user, which `su` may leave in the environment, is not this user's. One whose
 * path is so long that sockets below it would have no room is of no use.
 */
function runtimePath(): string {
  const session = absoluteFromEnvironment('XDG_RUNTIME_DIR');
  const owner = session === null ? null : statSync(session, { throwIfNoEntry: false })?.uid;
  const isForeign = owner !== undefined && owner !== ownUser();
  if (session === null || isForeign || !hasRoom(session)) return `/tmp/vdelab-${ownUser()}`;
  return join(session, 'vdelab');
}

function hasRoom(session: string): boolean {
  return Buffer.byteLength(session + USUAL_PLACE) <= MAX_VDE_DIRECTORY_BYTES;
}

const ownUser = () => process.getuid?.() ?? 0;

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    // A link that leads nowhere, or a file: the look at it says so.
    if (errorCode(error) !== 'EEXIST') throw runtimeFailure(error, path);
  }
}

/** What to throw when nothing can be made in the folder for sockets: no room, or not to be written. */
export function runtimeFailure(error: unknown, root: string): unknown {
  const known = fileFailure(error, root, 'written to');
  if (!(known instanceof FailureError)) return known;
  const next =
    'Free some room there, or set XDG_RUNTIME_DIR to a folder that only you may write to, and start again.';
  return new FailureError({ ...known.failure, next }, { cause: error });
}

function checkPrivate(root: string): void {
  const found = lstatSync(root);
  const isOwn = found.isDirectory() && found.uid === ownUser() && (found.mode & 0o077) === 0;
  if (!isOwn) {
    throw new FailureError({
      code: 'permission',
      message: `The folder ${root} is not private to you, so Vdelab will not put sockets there.`,
      next: `Remove it or set XDG_RUNTIME_DIR to a folder of your own, and start again.`,
    });
  }
  withWayOut('XDG_RUNTIME_DIR', () => openFolder(root).close());
}

/** Lets a failure say which variable names another folder. */
function withWayOut(variable: string, step: () => void): void {
  try {
    step();
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    const next = `Set ${variable} to a folder that only you may write to, and start again.`;
    throw new FailureError({ ...error.failure, next });
  }
}

/**
 * Refuses a folder for data that others can write to, or exchange: they could have this user write
 * anywhere. One that is not there yet is judged by where it would be made.
 */
export function checkDataDirectory(): void {
  withWayOut('XDG_DATA_HOME', () => checkOwn(dataDirectory()));
}

function checkOwn(path: string): void {
  if (existsSync(path)) {
    const { folder } = openKeeper(join(path, 'x'));
    const isShared = isSharedBy(folder.stats());
    folder.close();
    if (isShared) throw sharedData(path);
    return;
  }
  if (existsSync(dirname(path))) openKeeper(path).folder.close();
  else checkOwn(dirname(path));
}

function sharedData(path: string): FailureError {
  return new FailureError({
    code: 'permission',
    message: `Others may write to ${path}, so Vdelab does not keep its files there.`,
    next: 'Choose another folder.',
  });
}

/**
 * Refuses a VDE directory whose sockets would not fit into a socket address.
 *
 * @param isOwn whether it is one in the app's folder for sockets, which nobody chose
 */
export function checkVdeDirectoryLength(directory: string, record: string, isOwn: boolean): void {
  const bytes = Buffer.byteLength(directory);
  if (bytes <= MAX_VDE_DIRECTORY_BYTES) return;
  throw new FailureError({
    code: 'path-too-long',
    message: `The ${isOwn ? 'folder for sockets' : 'switch directory'} ${directory} is ${bytes} bytes long; at most ${MAX_VDE_DIRECTORY_BYTES} fit.`,
    next: isOwn
      ? 'Set XDG_RUNTIME_DIR to a folder with a shorter path, and start Vdelab again.'
      : 'Choose a shorter path, like /tmp/mysw.',
    record,
  });
}
