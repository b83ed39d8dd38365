import { describe, expect, it } from 'vitest';
import { MAX_PATTERN, patternTrouble } from '../../../renderer/console/search-pattern';

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
