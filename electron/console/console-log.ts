/** What consoles have printed, searched and as a log. */
import type { ConsoleId } from '../../shared/contract/console-id';
import { searchLines } from '../../shared/contract/console-search';
import type { ConsoleHits, Sought } from '../../shared/contract/service-consoles';
import type { MachineConsole } from './machine-console';

/** Hits shown of one console, and of all. */
const MAX_HITS_EACH = 100;
const MAX_HITS = 1000;
/** So much text is searched in one call, some tenths of a second of work. */
const MAX_SEARCHED = 24 * 1024 * 1024;

/** Looks in one console after the other until all are done or the work becomes too much. */
export function searchConsoles(
  consoles: Iterable<[ConsoleId, MachineConsole]>,
  sought: Sought,
): { consoles: ConsoleHits[]; complete: boolean } {
  const found: ConsoleHits[] = [];
  let searched = 0;
  let room = MAX_HITS;
  for (const [id, console] of consoles) {
    if (searched + console.length > MAX_SEARCHED) return { consoles: found, complete: false };
    searched += console.length;
    const { count, hits } = searchLines(console.lines(), sought, Math.min(MAX_HITS_EACH, room));
    room -= hits.length;
    if (count > 0) found.push({ console: id, count, hits });
  }
  return { consoles: found, complete: true };
}

function stamped(time: number | null, text: string): string {
  return `${time === null ? '-'.padEnd(24) : new Date(time).toISOString()} ${text}`;
}

/** The kept text as a file: lines that can be read, or as it came from the machine. */
export function consoleLog(
  console: MachineConsole,
  { raw, times }: { raw: boolean; times: boolean },
): string {
  if (raw) return console.text();
  const lines = console.lines().map(({ text, time }) => (times ? stamped(time, text) : text));
  return lines.map((line) => `${line}\n`).join('');
}
