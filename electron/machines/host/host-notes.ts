/** What a namespace host writes into its runtime directory for the app to read. */
import { watch } from 'node:fs';
import { join } from 'node:path';
import { readRegular, readRegularSync } from '../../system/files/regular-file';

/** Waits for a note and returns it; rejects when the signal aborts. An empty file is being written. */
export async function noteWritten(
  directory: string,
  name: string,
  until: AbortSignal,
): Promise<string> {
  until.throwIfAborted();
  const path = join(directory, name);
  return new Promise((resolve, reject) => {
    const watcher = watch(directory, { signal: until });
    const look = () => {
      readRegular(path).then(
        (text) => {
          if (text === '') return;
          watcher.close();
          resolve(text);
        },
        // Not there yet.
        () => {},
      );
    };
    watcher.on('change', look);
    watcher.on('error', reject);
    until.addEventListener('abort', () => reject(until.reason), { once: true });
    look();
  });
}

/**
 * Hands on each line of a note that grows, once and in order, until the signal aborts and all that is there by
 * then was handed on.
 */
export async function notesOf(
  directory: string,
  name: string,
  until: AbortSignal,
  line: (text: string) => Promise<void>,
): Promise<void> {
  let done = 0;
  const look = async () => {
    // The last piece is empty, or a line that is being written.
    const lines = (noteNow(directory, name) ?? '').split('\n').slice(0, -1);
    while (done < lines.length) await line(lines[done++]!);
  };
  let last = Promise.resolve();
  const watcher = watch(directory);
  watcher.on('change', () => {
    last = last.then(look);
  });
  // The folder goes when the host has ended.
  watcher.on('error', () => {});
  if (!until.aborted) {
    await new Promise<void>((ended) => {
      until.addEventListener('abort', () => ended(), { once: true });
      last = last.then(look);
    });
  }
  watcher.close();
  await last;
  await look();
}

/** A note as it is now; null if there is none. */
export function noteNow(directory: string, name: string): string | null {
  try {
    return readRegularSync(join(directory, name));
  } catch {
    return null;
  }
}

/** An exit status that was noted; null if there is none. */
export function statusNow(directory: string, name: string): number | null {
  const text = noteNow(directory, name)?.trim() ?? '';
  return /^\d+$/.test(text) ? Number(text) : null;
}
