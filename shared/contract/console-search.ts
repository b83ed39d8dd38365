/** Looks for a text in lines. Plain text with two options and no patterns: time grows with the text only. Pure. */
import type { PlainLine } from '../text/plain-text';
import type { ConsoleHit, Sought } from './service-consoles';

/** Where a line matches, at or after `from`; -1 if nowhere. */
export type Matcher = (line: string, from?: number) => number;

const letter = /[\p{L}\p{N}_]/u;
const MAX_EXCERPT = 300;
const LEAD = 80;

/** In lower case, of the same length: the few letters that become two stay as they are. */
function folded(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  return [...text]
    .map((one) => (one.toLowerCase().length === one.length ? one.toLowerCase() : one))
    .join('');
}

function standsAlone(line: string, at: number, length: number): boolean {
  const before = line[at - 1] ?? '';
  const after = line[at + length] ?? '';
  return !letter.test(before) && !letter.test(after);
}

export function matcherOf({ text, matchCase, wholeWord }: Sought): Matcher {
  const sought = matchCase ? text : folded(text);
  return (line, from = 0) => {
    const searched = matchCase ? line : folded(line);
    let at = searched.indexOf(sought, from);
    while (at >= 0 && wholeWord && !standsAlone(searched, at, sought.length)) {
      at = searched.indexOf(sought, at + 1);
    }
    return at;
  };
}

function excerpt(line: string): string {
  return line.length > MAX_EXCERPT ? `${line.slice(0, MAX_EXCERPT)}…` : line;
}

function hitOf(
  lines: readonly PlainLine[],
  index: number,
  at: number,
  fromEnd: number,
): ConsoleHit {
  const { text = '', time = null } = lines[index] ?? {};
  const start = at > MAX_EXCERPT - LEAD ? at - LEAD : 0;
  const lead = start > 0 ? '…' : '';
  return {
    text: lead + excerpt(text.slice(start)),
    at: at - start + lead.length,
    before: excerpt(lines[index - 1]?.text ?? ''),
    after: excerpt(lines[index + 1]?.text ?? ''),
    time,
    fromEnd,
  };
}

/** Counts the lines with a match, and shows the last `most` of them. */
export function searchLines(
  lines: readonly PlainLine[],
  sought: Sought,
  most: number,
): { count: number; hits: ConsoleHit[] } {
  const find = matcherOf(sought);
  const hits: ConsoleHit[] = [];
  let count = 0;
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    const at = find(lines[index]?.text ?? '');
    if (at < 0) continue;
    if (hits.length < most) hits.push(hitOf(lines, index, at, count));
    count += 1;
  }
  return { count, hits: hits.reverse() };
}
