/** Whether somebody has joined a card's private endpoint, seen by the sockets in its directory. */
import { readdir } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** How often the directory is looked at; a socket in it is all that tells of a client. */
const JOIN_POLL_MS = 20;
/** What a switch makes for each client that joined: `DIR/%03d.%d`, or `DIR/fd%d` by vdeplug 4. */
const DATA_SOCKET = /^(\d{3,}\.\d+|fd\d+)$/;

async function hasClient(directory: string): Promise<boolean> {
  return (await readdir(directory)).some((name) => DATA_SOCKET.test(name));
}

/** Resolves when a client is there, or is not; rejects when the signal aborts. */
export async function untilClient(directory: string, isThere: boolean, signal: AbortSignal) {
  while ((await hasClient(directory)) !== isThere) {
    await delay(JOIN_POLL_MS, undefined, { signal });
  }
}
