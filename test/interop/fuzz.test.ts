/**
 * Two minutes of fuzzing: once with the seed that it always has, once with one that the code gives, so
 * that a change is also tried with other inputs than the last one. `npm run fuzz` goes on for an hour.
 */
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
/** Bundling, instrumenting and replaying on a busy computer. */
const START_MS = 120_000;
const FUZZ_MS = 60_000;

interface Outcome {
  readonly code: number | string | null;
  readonly output: string;
}

function fuzz(seed: string): Promise<Outcome> {
  const tool = ['--import', 'tsx', 'test/fuzz/fuzz.ts'];
  const args = [...tool, '--quiet', '--minutes', String(FUZZ_MS / 60_000), '--seed', seed];
  return new Promise((settle) => {
    const limits = { cwd: root, timeout: FUZZ_MS + START_MS, maxBuffer: 1 << 24 };
    execFile(process.execPath, args, limits, (error, stdout, stderr) => {
      settle({ code: error === null ? 0 : (error.code ?? null), output: `${stdout}\n${stderr}` });
    });
  });
}

describe('fuzzing', () => {
  it.each(['1', 'code'])(
    'finds nothing in a minute with seed %s',
    async (seed) => {
      const { code, output } = await fuzz(seed);
      console.log(output);
      expect(output).not.toContain('FOUND');
      expect(code, output).toBe(0);
    },
    FUZZ_MS + START_MS,
  );
});
