import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { RecentFiles } from '../../../../electron/document/recent-files';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vdelab-recent-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function lab(name: string) {
  const path = join(folder, `${name}.vdelab`);
  writeFileSync(path, '{}');
  return { path, name };
}

test('the latest is first, each once, also for the next instance', async () => {
  const [one, two] = [lab('one'), lab('two')];
  const recent = new RecentFiles(join(folder, 'state', 'recent.json'));
  for (const each of [one, two, one]) await recent.add(each);
  expect(await recent.list()).toEqual([one, two]);
  expect(await new RecentFiles(join(folder, 'state', 'recent.json')).list()).toEqual([one, two]);
});

test('files that are gone are left out, and at most twelve are kept', async () => {
  const recent = new RecentFiles(join(folder, 'recent.json'));
  const all = Array.from({ length: 14 }, (_, index) => lab(`lab${index}`));
  await Promise.all(all.map((each) => recent.add(each)));
  expect(await recent.list()).toEqual(all.toReversed().slice(0, 12));
  rmSync(all[13]!.path);
  expect((await recent.list())[0]).toEqual(all[12]);
});

test('a list that cannot be read is an empty one', async () => {
  const file = join(folder, 'recent.json');
  writeFileSync(file, '[{"path": 7}]');
  expect(await new RecentFiles(file).list()).toEqual([]);
});
