import { readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { targetNames } from '../../fuzz/target-names';
import { fuzzTargets } from '../../fuzz/targets';

const root = resolve(import.meta.dirname, '../../..');

/** Whether the name of a file begins like that. A folder ends with a slash. */
function isThere(begin: string): boolean {
  if (begin.endsWith('/')) return readdirSync(join(root, begin)).length > 0;
  return readdirSync(join(root, dirname(begin))).some((name) => name.startsWith(basename(begin)));
}

it.each(targetNames)('%s takes its words from modules that are there', (name) => {
  expect(fuzzTargets[name].modules.filter((begin) => !isThere(begin))).toEqual([]);
});
