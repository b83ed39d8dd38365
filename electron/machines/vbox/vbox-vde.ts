/** Whether the installed VirtualBox has its VDE driver, which Oracle's own packages may lack. */
import { createReadStream, realpathSync } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** What the driver calls itself within the library of devices. */
const DRIVER = Buffer.from('VDE Network Transport Driver');
const LIBRARY = 'VBoxDD.so';
const FOLDERS = ['/usr/lib/virtualbox', '/usr/lib64/virtualbox', '/opt/VirtualBox'];

async function libraryOf(program: string): Promise<string | null> {
  const folders = [dirname(realpathSync(program)), ...FOLDERS];
  for (const path of folders.map((folder) => join(folder, LIBRARY))) {
    const isThere = await access(path).then(
      () => true,
      () => false,
    );
    if (isThere) return path;
  }
  return null;
}

async function holds(path: string, wanted: Buffer): Promise<boolean> {
  let end = Buffer.alloc(0);
  for await (const chunk of createReadStream(path)) {
    const bytes = Buffer.concat([end, chunk as Buffer]);
    if (bytes.includes(wanted)) return true;
    end = bytes.subarray(-wanted.length);
  }
  return false;
}

const answers = new Map<string, boolean>();

/**
 * False where the driver is known to be missing. Where the library cannot be found it is left to the
 * start of a machine to tell.
 */
export async function mayHaveVdeDriver(program: string): Promise<boolean> {
  const library = await libraryOf(program);
  if (library === null) return true;
  const { ino, size, mtimeMs, ctimeMs } = await stat(library);
  // Another package may have replaced it meanwhile.
  const key = [library, ino, size, mtimeMs, ctimeMs].join(' ');
  const answer = answers.get(key) ?? (await holds(library, DRIVER));
  answers.set(key, answer);
  return answer;
}
