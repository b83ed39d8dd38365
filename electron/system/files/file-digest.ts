/** The SHA-256 of a file's content, read once for as long as the file is unchanged. */
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { piecesOf } from './regular-file';

/** What the largest kernels have, with all that debuggers want to know of them, fits into it. */
export const MAX_KERNEL_BYTES = 1024 * 1024 * 1024;

const known = new Map<string, string>();
const MOST_KNOWN = 64;

/** In hexadecimal digits. Throws where the file is none, is larger than any kernel, or cannot be read. */
export async function fileDigest(path: string): Promise<string> {
  const { dev, ino, size, mtimeMs, ctimeMs } = await stat(path);
  const key = [path, dev, ino, size, mtimeMs, ctimeMs].join(' ');
  const before = known.get(key);
  if (before !== undefined) return before;
  const hash = createHash('sha256');
  for await (const piece of piecesOf(path, MAX_KERNEL_BYTES)) hash.update(piece);
  const digest = hash.digest('hex');
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, digest);
  return digest;
}
