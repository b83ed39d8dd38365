import { describe, expect, it } from 'vitest';
import {
  MAX_PATTERN,
  patternTrouble,
  wholeWords,
} from '../../../../../renderer/consoles/terminal/search-pattern';

describe('a pattern that is looked for', () => {
  it.each([
    'eth\\d+',
    '\\d+\\.\\d+\\.\\d+\\.\\d+',
    '(up|down)',
    '[(+]+x',
    '(ab)+',
    '(a|b)?',
    '\\(a+\\)+',
  ])('%s may be used', (pattern) => expect(patternTrouble(pattern)).toBeNull());

  it.each([
    '(a+)+',
    '(a|a)*',
    '((a+))*$',
    '(x(a|aa))+',
    '(?:\\w*){2,}',
    '(a)\\1',
    '(',
    '.*.*.*.*.*.*',
    'x'.repeat(MAX_PATTERN + 1),
  ])('%s is refused', (pattern) => expect(patternTrouble(pattern)).not.toBeNull());
});

it('finds whole words, also behind and before others that only contain them', () => {
  const found = (sought: string, isPattern: boolean, line: string) =>
    [...line.matchAll(new RegExp(wholeWords(sought, isPattern), 'gi'))].map(({ index }) => index);
  expect(found('word', false, 'words Word-words [word] `word` word_x word')).toEqual([
    6, 18, 25, 38,
  ]);
  expect(found('a.b', false, 'a.b axb xa.b a.b')).toEqual([0, 13]);
  expect(found('w.rd|x', true, 'ward x sward')).toEqual([0, 5]);
});
