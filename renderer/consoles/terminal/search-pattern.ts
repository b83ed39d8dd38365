/**
 * Whether a regular expression may be tried on everything that a console printed. The browser's engine
 * goes back and forth; a repeat within a repeat can take it for ever. Such patterns are refused. Pure.
 */

import { t } from '../../i18n/translate';

export const MAX_PATTERN = 200;

interface Group {
  /** Whether it holds a repeat or a choice, so that repeating it makes many ways to match. */
  branching: boolean;
}

/** An address with dots has four. */
const MAX_REPEATS = 5;
const REPEAT = /^(?:[*+]|\{\d+,?\d*\})/;

/** Takes one piece of the pattern at `at`: an escape, a class, or one character. */
function pieceLength(pattern: string, at: number): number {
  if (pattern[at] === '\\') return 2;
  if (pattern[at] !== '[') return 1;
  const end = /^\[\^?\]?(?:\\.|[^\]\\])*\]/.exec(pattern.slice(at))?.[0].length;
  return end ?? 1;
}

/** What xterm's search takes for the end of a word; the underscore is a letter. */
const BESIDE_WORDS = String.raw`[ ~!@#$%^&*()+\`\-=[\]{}|\\;:"',./<>?]`;

/**
 * The pattern that finds a text, or what matches a pattern, as whole words. xterm's search looks at one match of
 * a line only, and finds nothing in the line if that is a part of a word.
 */
export function wholeWords(text: string, isPattern: boolean): string {
  const sought = isPattern ? text : text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return `(?<=^|${BESIDE_WORDS})(?:${sought})(?=$|${BESIDE_WORDS})`;
}

/** What is wrong with a pattern, as a sentence for the user; null if it may be used. */
export function patternTrouble(pattern: string): string | null {
  if (pattern.length > MAX_PATTERN) return t('The pattern is too long.');
  try {
    RegExp(pattern);
  } catch {
    return t('This is no regular expression.');
  }
  if (/\\(?:[1-9]|k<)/.test(pattern)) return t('Back references take too long here.');
  return repeatsRepeat(pattern) ? t('A repeat within a repeat takes too long here.') : null;
}

/** Whether something that can match in many ways is itself repeated, or too much is repeated in a row. */
function repeatsRepeat(pattern: string): boolean {
  const open: Group[] = [{ branching: false }];
  let closed: Group | null = null;
  let repeats = 0;
  for (let at = 0; at < pattern.length; ) {
    const rest = pattern.slice(at);
    const repeat = REPEAT.exec(rest)?.[0];
    if (repeat === undefined) {
      closed = enter(rest[0] ?? '', open);
      at += pieceLength(rest, 0);
      continue;
    }
    repeats += 1;
    if (closed?.branching || repeats > MAX_REPEATS) return true;
    markBranching(open);
    closed = null;
    at += repeat.length;
  }
  return false;
}

function markBranching(open: readonly Group[]): void {
  const group = open.at(-1);
  if (group !== undefined) group.branching = true;
}

/** Follows the groups; returns the one that this character closes. */
function enter(character: string, open: Group[]): Group | null {
  if (character === '(') open.push({ branching: false });
  if (character === '|') markBranching(open);
  if (character !== ')') return null;
  const closed = open.pop() ?? null;
  if (closed?.branching) markBranching(open);
  return closed;
}
