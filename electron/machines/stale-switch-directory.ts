/**
 * Clears a VDE directory that a killed instance left at a path of the user's choice. Another program
 * may have taken the place since, so only what such a switch leaves is removed, and nothing that answers.
 */
import { readdir, rmdir, stat, unlink } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { identityOf } from '../lab/process-identity';
import type { DirectoryRecord } from './instance-journal';

/** The switch's own data sockets, `DIR/%03d.%d`. */
const DATA_SOCKET = /^\d{3,}\.\d+$/;
/** A client's socket, `DIR/.%05d-%05d`: its number comes first. */
const CLIENT_SOCKET = /^\.(\d+)-\d+$/;

async function isSocket(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isSocket();
  } catch {
    return false;
  }
}

/** Whether a program listens at the path. Only a refusal counts as nobody: be careful otherwise. */
async function answers(path: string): Promise<boolean> {
  if (!(await isSocket(path))) return false;
  return new Promise((resolve) => {
    const socket = connect(path);
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

/**
 * Removes the sockets, and the directory if it was made by us and is empty, and the management socket
 * if nobody listens there; returns what it removed.
 */
export async function clearSwitchDirectory(record: DirectoryRecord): Promise<string[]> {
  const { management } = record;
  const removed = await clearDirectory(record);
  if (management !== undefined && (await isSocket(management)) && !(await answers(management))) {
    await unlink(management);
    removed.push(management);
  }
  return removed;
}

async function clearDirectory(record: DirectoryRecord): Promise<string[]> {
  let names: string[];
  try {
    names = await readdir(record.path);
  } catch {
    return [];
  }
  if (await answers(join(record.path, 'ctl'))) return [];
  const removed: string[] = [];
  for (const name of names.filter(isLeftover)) {
    const path = join(record.path, name);
    if (!(await isSocket(path))) continue;
    await unlink(path);
    removed.push(path);
  }
  if (record.made && removed.length === names.length) {
    await rmdir(record.path);
    removed.push(record.path);
  }
  return removed;
}
