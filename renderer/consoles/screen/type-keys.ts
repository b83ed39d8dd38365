/**
 * The pace of typed text. A PC's keyboard holds 16 bytes that the guest has not fetched yet, which are four to
 * eight keys; what comes while a slow guest scrolls is lost, and nobody is told. What a guest does with a key
 * can be seen on its screen, so the next key goes when the picture has changed. A guest that shows nothing,
 * as where a password is asked for, gets its keys after a pause, which grows while nothing is seen.
 */

export interface TypingTarget<Key> {
  press(key: Key): void;
  /** Grows with each change of the picture. */
  changes(): number;
  /** Whether the machine is gone. */
  isGone(): boolean;
}

export interface TypingClock {
  now(): number;
  wait(ms: number): Promise<void>;
}

/** Between two keys at least: QEMU looks for changes of the picture every 30 ms. */
export const LEAST_MS = 36;
/** For a guest that showed the key before: it may be held up by its computer. */
export const SHOWING_PATIENCE_MS = 1000;
/** For one that showed nothing of the last key, and of the last few. */
export const BLIND_PATIENCE_MS = 80;
export const MOST_BLIND_PATIENCE_MS = 200;
const POLL_MS = 4;

/** How long to wait for a change of the picture, after so many keys that nothing was seen of. */
export function patienceMs(unseen: number): number {
  if (unseen === 0) return SHOWING_PATIENCE_MS;
  return Math.min(MOST_BLIND_PATIENCE_MS, BLIND_PATIENCE_MS + 30 * (unseen - 1));
}

/**
 * Presses the keys one after the other. Returns how many were pressed: fewer when it was stopped or the machine
 * went away.
 *
 * @param progress is told how many have been pressed
 */
export async function typeKeys<Key>(
  keys: readonly Key[],
  target: TypingTarget<Key>,
  clock: TypingClock,
  signal: AbortSignal,
  progress: (pressed: number) => void,
): Promise<number> {
  // Whether this guest shows its keys is not known yet.
  let unseen = 1;
  for (const [index, key] of keys.entries()) {
    if (signal.aborted || target.isGone()) return index;
    const before = target.changes();
    const at = clock.now();
    target.press(key);
    progress(index + 1);
    await clock.wait(LEAST_MS);
    const until = at + patienceMs(unseen);
    while (target.changes() === before && clock.now() < until && !signal.aborted) {
      await clock.wait(POLL_MS);
    }
    unseen = target.changes() === before ? unseen + 1 : 0;
  }
  return keys.length;
}
