/** Tells how much of a download is there, for programs that tell only a terminal. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

const POLL_MS = 200;

async function bytesIn(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true });
  const found = await Promise.all(names.map((name) => stat(join(folder, name))));
  return found.reduce((sum, one) => sum + (one.isFile() ? one.size : 0), 0);
}

/**
 * Looks at the size of all files below a folder five times a second.
 *
 * @param totalBytes 0 if nobody knows
 * @returns what ends it
 */
export function watchFolderSize(
  folder: string,
  totalBytes: number,
  tell: (done: number, total: number) => void,
): () => void {
  let ended = false;
  const look = async () => {
    const done = await bytesIn(folder);
    if (!ended) tell(done, totalBytes);
  };
  // A file that is renamed while its size is asked for is asked again with the next look.
  const timer = setInterval(() => void look().catch(() => {}), POLL_MS);
  return () => {
    ended = true;
    clearInterval(timer);
  };
}
