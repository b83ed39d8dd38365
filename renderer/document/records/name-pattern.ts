/**
 * Lists of names as people write them: `pc{1..20}`, `{a,b}-{1..3}`, `pc*` for all that are called so,
 * and several of these with commas between them. Pure.
 */

import { byName } from '../../../shared/text/name-order';
import { t } from '../../i18n/translate';

export type Expanded = { names: string[] } | { wrong: string };

/** More than a person means to write. */
const MOST_NAMES = 2000;

class PatternProblem extends Error {}

/** The parts between the commas that are in no braces. */
function partsOf(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const character of text) {
    if (character === '{') depth++;
    if (character === '}') depth--;
    if (depth < 0 || depth > 1) throw new PatternProblem(t('The braces do not belong together.'));
    if (character === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += character;
  }
  if (depth > 0) throw new PatternProblem(t('A brace is not closed.'));
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

function rangeOf(content: string): string[] | null {
  const match = /^(\d{1,6})\.\.(\d{1,6})$/.exec(content);
  if (match === null) return null;
  const [, first = '', last = ''] = match;
  const [from, to] = [Number(first), Number(last)];
  if (Math.abs(to - from) >= MOST_NAMES) throw tooMany();
  const step = from <= to ? 1 : -1;
  // Numbers with a zero before them all have as many digits: {08..10} is 08, 09, 10.
  const padded = [first, last].some((number) => number.length > 1 && number.startsWith('0'));
  const digits = padded ? Math.max(first.length, last.length) : 1;
  return Array.from({ length: Math.abs(to - from) + 1 }, (_, index) =>
    String(from + index * step).padStart(digits, '0'),
  );
}

function choicesOf(content: string): string[] {
  const range = rangeOf(content.trim());
  if (range !== null) return range;
  if (content.includes('..')) {
    throw new PatternProblem(
      t('{{range}} is no range. Write one like {1..20}.', { range: `{${content}}` }),
    );
  }
  return content.split(',').map((choice) => choice.trim());
}

/** Every way to choose one of each brace, the last brace changing first. */
function unfolded(part: string): string[] {
  const match = /^([^{]*)\{([^}]*)\}(.*)$/.exec(part);
  if (match === null) return [part];
  const [, before = '', content = '', after = ''] = match;
  const [heads, tails] = [choicesOf(content), unfolded(after)];
  if (heads.length * tails.length > MOST_NAMES) throw tooMany();
  return heads.flatMap((head) => tails.map((tail) => before + head + tail));
}

function tooMany(): PatternProblem {
  return new PatternProblem(t('That are more than {{count}} names.', { count: MOST_NAMES }));
}

function matching(pattern: string, known: readonly string[]): string[] {
  if (!pattern.includes('*')) return [pattern];
  const pieces = pattern.split(/\*+/).map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const expression = new RegExp(`^${pieces.join('.*')}$`);
  const found = known.filter((name) => expression.test(name)).sort(byName);
  if (found.length === 0) {
    throw new PatternProblem(t('Nothing is called like {{pattern}}.', { pattern }));
  }
  return found;
}

/**
 * The names that a pattern stands for, each once, in the order in which they are written.
 *
 * @param known the names that `*` may stand for
 */
export function expandPattern(text: string, known: readonly string[]): Expanded {
  try {
    const names = partsOf(text)
      .flatMap(unfolded)
      .flatMap((part) => matching(part, known));
    const each = [...new Set(names)];
    if (each.length > MOST_NAMES) throw tooMany();
    return { names: each };
  } catch (error) {
    if (error instanceof PatternProblem) return { wrong: error.message };
    throw error;
  }
}
