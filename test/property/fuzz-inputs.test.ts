/** Inputs by which fuzzing once found something, and those that reach most, without instrumentation. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readInputs } from '../fuzz/inputs-files';
import { targetNames } from '../fuzz/target-names';
import { fuzzTargets } from '../fuzz/targets';

const MOST_CORPUS_BYTES = 200 * 1024;
const fuzzFolder = join(import.meta.dirname, '../fuzz');

describe('kept inputs', () => {
  it.each(targetNames)('%s keeps its promises', async (name) => {
    const target = fuzzTargets[name];
    expect(target.name).toBe(name);
    const kept = [...readInputs('found', name), ...readInputs('corpus', name)];
    for (const input of [...target.seeds, ...kept]) await target.run(input.slice());
  });

  it('are few', () => {
    const sizes = ['corpus', 'found'].flatMap((folder) =>
      readdirSync(join(fuzzFolder, folder)).map(
        (file) => statSync(join(fuzzFolder, folder, file)).size,
      ),
    );
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MOST_CORPUS_BYTES);
  });
});
