/**
 * Pastes line by line: the next line goes when the console has answered to the last one and is quiet
 * again. For serial lines and small shells, which lose what comes while they are busy.
 */

export interface PasteTarget {
  send(line: string): void;
  /** When something was last printed, on the clock that is given. */
  printedAt(): number;
}

export interface PasteClock {
  now(): number;
  wait(ms: number): Promise<void>;
}

/** A console that has printed nothing for so long waits for the next line. */
export const QUIET_MS = 120;
/** One that says nothing at all gets the next line after this time. */
export const SILENT_MS = 2_000;
/** One that never becomes quiet, after this time. */
const LONGEST_MS = 30_000;
const POLL_MS = 30;

async function settled(target: PasteTarget, clock: PasteClock, signal: AbortSignal): Promise<void> {
  const sentAt = clock.now();
  while (!signal.aborted) {
    await clock.wait(POLL_MS);
    const now = clock.now();
    const answered = target.printedAt() >= sentAt;
    if (answered && now - target.printedAt() >= QUIET_MS) return;
    if (!answered && now - sentAt >= SILENT_MS) return;
    if (now - sentAt >= LONGEST_MS) return;
  }
}

/**
 * Sends the lines, each with its end of line but for a last one that has none.
 *
 * @param progress is told how many lines have been sent
 */
export async function pasteSlowly(
  text: string,
  target: PasteTarget,
  clock: PasteClock,
  signal: AbortSignal,
  progress: (sent: number, total: number) => void,
): Promise<void> {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  for (const [index, line] of lines.entries()) {
    if (signal.aborted) return;
    target.send(line.replace('\n', '\r'));
    progress(index + 1, lines.length);
    if (index < lines.length - 1) await settled(target, clock, signal);
  }
}
