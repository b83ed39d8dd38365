/** The log as it is filtered and written. Pure. */
import type { ActivityEntry, ActivityLevel } from '../../../shared/contract/service-activity';
import { hasWords, wordsOf } from '../../ui/find-words';

export type LevelFilter = 'all' | 'warning' | 'failure';

const rank: Record<ActivityLevel, number> = { info: 0, warning: 1, failure: 2 };
const least: Record<LevelFilter, number> = { all: 0, warning: 1, failure: 2 };

/** Those at least so grave, with all of the words in their text. */
export function filterEntries(
  entries: readonly ActivityEntry[],
  level: LevelFilter,
  text: string,
): readonly ActivityEntry[] {
  const words = wordsOf(text);
  if (words.length === 0 && level === 'all') return entries;
  return entries.filter(
    (entry) => rank[entry.level] >= least[level] && hasWords(`${entry.text} ${entry.next}`, words),
  );
}

const two = (value: number) => String(value).padStart(2, '0');

/** `14:03:09`, in the time of this computer. */
export function clockTime(at: number): string {
  const time = new Date(at);
  return `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
}

function dayOf(at: number): string {
  const time = new Date(at);
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}

/** One line for each entry, to be kept or sent to somebody. */
export function activityText(entries: readonly ActivityEntry[]): string {
  return entries
    .map(({ at, level, text, next }) => {
      const mark = level === 'info' ? '' : `${level}: `;
      return `${dayOf(at)} ${clockTime(at)}  ${mark}${text}${next === '' ? '' : ` ${next}`}\n`;
    })
    .join('');
}
