import { expect, test } from 'vitest';
import { inSentence } from '../../../../renderer/i18n/in-sentence';

test.each([
  ['Name', 'name'],
  ['Startup commands', 'startup commands'],
  ['DNS address', 'DNS address'],
  ['MAC of eth0', 'MAC of eth0'],
  ['', ''],
])('%s is %s within a sentence', (label, words) => {
  expect(inSentence(label)).toBe(words);
});
