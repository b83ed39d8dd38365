/** The built page's files, by the path of their URL: nothing outside of its folder can be named. */
import { readFile, realpath } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.txt': 'text/plain; charset=utf-8',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

export interface PageFile {
  readonly body: Buffer<ArrayBuffer>;
  readonly mediaType: string;
}

function decoded(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}

function isAbsent(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR' || code === 'ENAMETOOLONG';
}

/** The file's real path if it lies in the folder, after following symbolic links. */
async function insideOf(root: string, path: string): Promise<string | null> {
  const realRoot = await realpath(root);
  const found = await realpath(resolve(root, path));
  return found.startsWith(realRoot + sep) ? found : null;
}

/**
 * Reads the file that a URL's path names; `/` is the page itself.
 *
 * @returns null if there is no such file in the folder, or of no type that a page is made of
 */
export async function readPageFile(root: string, pathname: string): Promise<PageFile | null> {
  const path = decoded(pathname === '/' ? '/index.html' : pathname);
  if (path === null || path.includes('\0')) return null;
  const mediaType = mediaTypes[extname(path)];
  if (mediaType === undefined) return null;
  try {
    const file = await insideOf(root, `.${path}`);
    return file === null ? null : { body: await readFile(file), mediaType };
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}
