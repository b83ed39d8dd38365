/** The SHA-256 of a file's content, read once for as long as the file is unchanged. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';

const known = new Map<string, string>();
const MOST_KNOWN = 64;

/** In hexadecimal digits. Throws where the file cannot be read. */
export async function fileDigest(path: string): Promise<string> {
  const { dev, ino, size, mtimeMs, ctimeMs } = await stat(path);
  const key = [path, dev, ino, size, mtimeMs, ctimeMs].join(' ');
  const before = known.get(key);
  if (before !== undefined) return before;
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk);
  const digest = hash.digest('hex');
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, digest);
  return digest;
}
