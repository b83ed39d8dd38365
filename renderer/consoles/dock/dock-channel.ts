/**
 * How the window with the drawing and those with consoles speak with each other: over a channel that all
 * pages of this origin hear, so that it goes on when one of them is loaded anew. Each window with consoles
 * holds a lock of its name for as long as it lives; whoever waits for that lock learns of its end, also
 * when it crashed.
 */

import { z } from 'zod';
import { arrangementSchema } from '../../../shared/contract/service-arrangement';
import type { Page } from '../../page/page';

const tabsSchema = arrangementSchema.shape.tabs;
const toWhom = { owner: z.string(), window: z.string() };

const messageSchema = z.discriminatedUnion('kind', [
  /** A window lives and shows these tabs; without any it waits for some. */
  z.object({ ...toWhom, kind: z.literal('shows'), tabs: tabsSchema }),
  /** What a window shall show. */
  z.object({ ...toWhom, kind: z.literal('show'), arrangement: arrangementSchema }),
  /** Asks all windows of an owner what they show. */
  z.object({ kind: z.literal('ask'), owner: z.string() }),
]);

export type DockMessage = z.infer<typeof messageSchema>;

const NAME = 'vdelab-dock';

/** Hears the messages for this owner until the page is disposed of. */
export function joinChannel(
  page: Page,
  owner: string,
  listener: (message: DockMessage) => void,
): (message: DockMessage) => void {
  const channel = new BroadcastChannel(NAME);
  channel.onmessage = ({ data }) => {
    const message = messageSchema.safeParse(data).data;
    if (message?.owner === owner) listener(message);
  };
  page.onDispose(() => channel.close());
  return (message) => channel.postMessage(message);
}

const lockOf = (window: string) => `${NAME}-${window}`;

/** A lock is waited for until the page is disposed of. */
function untilDisposed(page: Page): AbortSignal {
  const ended = new AbortController();
  page.onDispose(() => ended.abort());
  return ended.signal;
}

/** Holds the lock of a window for the life of the page; calls `held` when it has it. */
export function holdWindowLock(page: Page, window: string, held: () => void): void {
  const signal = untilDisposed(page);
  const hold = () => {
    held();
    return new Promise<void>((release) => void page.onDispose(release));
  };
  navigator.locks.request(lockOf(window), { signal }, hold).catch(unlessAborted);
}

/** Calls back when the window is gone. */
export function onWindowGone(page: Page, window: string, gone: () => void): void {
  const signal = untilDisposed(page);
  navigator.locks.request(lockOf(window), { signal }, gone).catch(unlessAborted);
}

function unlessAborted(error: unknown): void {
  if (!(error instanceof DOMException) || error.name !== 'AbortError') throw error;
}
