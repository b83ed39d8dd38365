/**
 * Clears a VDE directory that a killed instance left at a path of the user's choice. Another program
 * may have taken the place since, so only what such a switch leaves is removed, and nothing that answers.
 * All is done in folders that were opened and looked at: others may write them, or the way to them.
 */
import { connect } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { DRAFT, PRIVATE_FOLDER, removeSocket } from '../dataplane/vde/socket-files';
import type { DirectoryRecord } from '../supervisor/instance-journal';
import { Folder } from '../system/folders/folder';
import { isTrusted } from '../system/folders/ownership';
import { openFolder } from '../system/folders/safe-way';
import { identityOf } from '../system/processes/process-identity';

/** The switch's own data sockets, `DIR/%03d.%d`. */
const DATA_SOCKET = /^\d{3,}\.\d+$/;
/** A client's socket, `DIR/.%05d-%05d`: its number comes first. */
const CLIENT_SOCKET = /^\.(\d+)-\d+$/;

/** Whether a program listens at the name. Only a refusal counts as nobody: be careful otherwise. */
async function answers(folder: Folder, name: string): Promise<boolean> {
  if (folder.find(name)?.isSocket() !== true) return false;
  return new Promise((resolve) => {
    const socket = connect(folder.at(name));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code !== 'ECONNREFUSED'));
  });
}

function isLeftover(name: string): boolean {
  const client = CLIENT_SOCKET.exec(name)?.[1];
  if (client !== undefined) return identityOf(Number(client)) === null;
  return name === 'ctl' || DATA_SOCKET.test(name);
}

/** Opens a folder of this user's or root's; null if there is none, or the way to it is not safe. */
function ownFolder(path: string): Folder | null {
  let folder: Folder;
  try {
    folder = openFolder(path);
  } catch {
    // Gone, or others could have put something else there: then it is not what was left.
    return null;
  }
  if (isTrusted(folder.stats().uid)) return folder;
  folder.close();
  return null;
}

/**
 * Removes the sockets, and the directory if it was made by us and is empty, and the management socket
 * if nobody listens there; returns what it removed.
 */
export async function clearSwitchDirectory(record: DirectoryRecord): Promise<string[]> {
  const { management } = record;
  const removed = await clearDirectory(record);
  if (management !== undefined) removed.push(...(await clearManagement(management)));
  return removed;
}

async function clearManagement(path: string): Promise<string[]> {
  const folder = ownFolder(dirname(path));
  if (folder === null) return [];
  try {
    const name = basename(path);
    const isLeft = folder.find(name)?.isSocket() === true && !(await answers(folder, name));
    return isLeft && removed(folder, name) ? [path] : [];
  } finally {
    folder.close();
  }
}

async function clearDirectory(record: DirectoryRecord): Promise<string[]> {
  const folder = ownFolder(record.path);
  if (folder === null) return [];
  try {
    if (await answers(folder, 'ctl')) return [];
    const gone = folder.names().filter((name) => clearEntry(folder, name));
    const paths = gone.map((name) => join(record.path, name));
    if (record.made && folder.names().length === 0 && removedItself(record.path, folder)) {
      paths.push(record.path);
    }
    return paths;
  } finally {
    folder.close();
  }
}

/** Removes what a switch leaves; true if it did. */
function clearEntry(folder: Folder, name: string): boolean {
  if (PRIVATE_FOLDER.test(name)) return clearPrivate(folder, name);
  return isLeftover(name) && folder.find(name)?.isSocket() === true && removed(folder, name);
}

/** A socket that had not come to its place yet. */
function clearPrivate(folder: Folder, name: string): boolean {
  try {
    const draft = Folder.open(folder.at(name));
    try {
      if (draft.stats().uid !== process.geteuid?.()) return false;
      removeSocket(draft, DRAFT);
    } finally {
      draft.close();
    }
    folder.removeFolder(name);
    return true;
  } catch {
    // Others who may write the folder have put something else there: it is theirs.
    return false;
  }
}

function removed(folder: Folder, name: string): boolean {
  try {
    folder.remove(name);
    return true;
  } catch {
    // Gone by now, or in a folder where each may only remove what is their own.
    return false;
  }
}

function removedItself(path: string, folder: Folder): boolean {
  const parent = ownFolder(dirname(path));
  if (parent === null) return false;
  try {
    if (!folder.isAt(parent, basename(path))) return false;
    parent.removeFolder(basename(path));
    return true;
  } catch {
    // Somebody has put a file there in between.
    return false;
  } finally {
    parent.close();
  }
}
