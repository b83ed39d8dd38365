import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPidfile, removePidfile } from '../../../../../electron/cli/switch/pidfile';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync('/tmp/vdp-');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('holds the number of this process, and goes at the end', () => {
  const pidfile = createPidfile(join(folder, 'pid'))!;
  expect(readFileSync(join(folder, 'pid'), 'utf8')).toBe(`${process.pid}\n`);
  removePidfile(pidfile);
  expect(readdirSync(folder)).toEqual([]);
});

test('of somebody else by now stays', () => {
  const path = join(folder, 'pid');
  const pidfile = createPidfile(path)!;
  const kept = join(folder, 'kept');
  writeFileSync(kept, '1\n');
  rmSync(path);
  symlinkSync(kept, path);
  removePidfile(pidfile);
  expect(readdirSync(folder)).toEqual(['kept', 'pid']);
});

test.each(['a file', 'a link that leads nowhere'])('is not written where %s is', (what) => {
  const path = join(folder, 'pid');
  if (what === 'a file') writeFileSync(path, '');
  else symlinkSync(join(folder, 'elsewhere'), path);
  expect(() => createPidfile(path)).toThrow('exists already');
  expect(readdirSync(folder)).toEqual(['pid']);
});
