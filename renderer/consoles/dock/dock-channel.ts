/**
 * How the window with the drawing and those with consoles speak with each other: over a channel that all
 * pages of this origin hear, so that it goes on when one of them is loaded anew. Each window with consoles
 * holds a lock of its name for as long as it lives; whoever waits for that lock learns of its end, also
 * when it crashed.
 */
import { z } from 'zod';
import { arrangementSchema } from '../../../shared/contract/service-arrangement';

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

/** Hears the messages for this owner until the page goes. */
export function joinChannel(
  owner: string,
  listener: (message: DockMessage) => void,
): (message: DockMessage) => void {
  const channel = new BroadcastChannel(NAME);
  channel.onmessage = ({ data }) => {
    const message = messageSchema.safeParse(data).data;
    if (message?.owner === owner) listener(message);
  };
  return (message) => channel.postMessage(message);
}

const lockOf = (window: string) => `${NAME}-${window}`;

/** Holds the lock of a window for the life of the page; calls `held` when it has it. */
export function holdWindowLock(window: string, held: () => void): void {
  void navigator.locks.request(lockOf(window), () => {
    held();
    return new Promise<never>(() => {});
  });
}

/** Resolves when the window is gone. */
export async function windowGone(window: string): Promise<void> {
  await navigator.locks.request(lockOf(window), () => {});
}
