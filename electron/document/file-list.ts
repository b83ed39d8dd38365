/** What the page's file browser shows: folders and files of one folder. */
import { readdir, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import type { FileEntry, Result } from '../../shared/contract/service';
import { FailureError } from '../../shared/failure/failure';
import { byName } from '../../shared/text/name-order';
import { errorCode, fileFailure } from '../system/files/file-failure';

/** Links that lead nowhere and files that vanish while they are listed are left out. */
async function entryOf(directory: string, name: string): Promise<FileEntry | null> {
  const path = join(directory, name);
  try {
    const found = await stat(path);
    if (!found.isFile() && !found.isDirectory()) return null;
    const kind = found.isDirectory() ? 'directory' : 'file';
    return { name, path, kind, bytes: found.size, modifiedAt: found.mtimeMs };
  } catch (error) {
    const code = errorCode(error) ?? '';
    if (['ENOENT', 'ELOOP', 'EACCES', 'ENOTDIR'].includes(code)) return null;
    throw error;
  }
}

function compare(a: FileEntry, b: FileEntry): number {
  if (a.kind !== b.kind) return a.kind === 'directory' ? -1 : 1;
  return byName(a.name, b.name) || (a.name < b.name ? -1 : 1);
}

/** Lists a folder: folders first, by name, without hidden ones. Throws a FailureError. */
export async function listFiles(directory: string): Promise<Result<'files.list'>> {
  if (!isAbsolute(directory) || directory.includes('\0')) {
    throw new FailureError({
      code: 'bad-request',
      message: 'The path of a folder must begin with a slash.',
      next: 'Write the whole path of the folder.',
    });
  }
  const folder = resolve(directory);
  try {
    const names = (await readdir(folder)).filter((name) => !name.startsWith('.'));
    const entries = await Promise.all(names.map((name) => entryOf(folder, name)));
    const parent = folder === '/' ? null : dirname(folder);
    const present = entries.filter((entry) => entry !== null);
    return { directory: folder, parent, entries: present.sort(compare) };
  } catch (error) {
    throw fileFailure(error, folder, 'listed');
  }
}
