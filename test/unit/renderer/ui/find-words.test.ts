import { expect, test } from 'vitest';
import { hasWords, wordsOf } from '../../../../renderer/ui/find-words';

test('every word has to be somewhere, in any order and in small letters or large ones', () => {
  expect(wordsOf('  PC  Running ')).toEqual(['pc', 'running']);
  expect(hasWords('pc1 is Running', wordsOf('running PC'))).toBe(true);
  expect(hasWords('pc1 is off', wordsOf('running PC'))).toBe(false);
});

test('a query of blanks has no words, and fits everything', () => {
  expect(wordsOf(' \t')).toEqual([]);
  expect(hasWords('', [])).toBe(true);
});
