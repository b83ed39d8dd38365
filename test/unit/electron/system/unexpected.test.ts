import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { onUnexpected, unwaited } from '../../../../electron/system/unexpected';
import { type Failure, FailureError } from '../../../../shared/failure/failure';

const full: Failure = { code: 'disk-full', message: 'The disk is full.', next: 'Free some room.' };

it('tells what keeps work from being done that nobody waits for', async () => {
  const told: Failure[] = [];
  const stops = [
    onUnexpected(() => {
      throw new Error('a listener that fails');
    }),
    onUnexpected((failure) => told.push(failure)),
  ];
  try {
    unwaited(Promise.reject(new FailureError(full)));
    unwaited(undefined);
    await expect.poll(() => told).toEqual([full]);
  } finally {
    for (const stop of stops) stop();
  }
  unwaited(Promise.reject(new FailureError(full)));
  await new Promise((done) => setImmediate(done));
  expect(told).toHaveLength(1);
});

it('keeps a process going that was thrown at from callbacks, and whose output nobody reads', async () => {
  const tsx = createRequire(import.meta.url).resolve('tsx');
  const script = resolve(import.meta.dirname, '../../../harness/thrown-at.ts');
  const child = spawn(process.execPath, ['--import', tsx, script], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  child.stdout?.destroy();
  child.stderr?.destroy();
  const [said] = await Promise.all([
    text(child.stdio[3] as NodeJS.ReadableStream),
    once(child, 'exit'),
  ]);
  expect(said.trim().split('\n').sort()).toEqual(
    ['a timer', 'a promise', 'an emitter', 'done'].sort(),
  );
  expect(child.exitCode).toBe(0);
});
