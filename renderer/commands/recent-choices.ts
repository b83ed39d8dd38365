/** What was chosen lately in the command palette, the latest first. Remembered in this browser. */
import { z } from 'zod';

const KEY = 'vdelab.recent';
const MOST = 8;

const listSchema = z.array(z.string().max(300)).max(MOST);

function jsonOrNull(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}

/** What the browser holds may be of any age, or somebody else's: what is no such list is none. */
export function recentChoices(): string[] {
  const read = listSchema.safeParse(jsonOrNull(globalThis.localStorage?.getItem(KEY) ?? null));
  return read.success ? read.data : [];
}

/** The list with this choice at its head, and nothing in it twice. */
export function withChoice(recent: readonly string[], id: string): string[] {
  return [id, ...recent.filter((other) => other !== id)].slice(0, MOST);
}

export function rememberChoice(id: string): void {
  globalThis.localStorage?.setItem(KEY, JSON.stringify(withChoice(recentChoices(), id)));
}
