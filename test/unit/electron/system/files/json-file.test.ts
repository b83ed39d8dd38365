import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { JsonFile } from '../../../../../electron/system/files/json-file';
import { readTextFile } from '../../../../../electron/system/files/text-file';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vdelab-json-file-'));
  path = join(folder, 'data', 'names.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const namesIn = (place: string) => new JsonFile(place, z.array(z.string()), []);
const adds = (name: string) => (names: string[]) => [...names, name];

describe('a file of JSON', () => {
  it('keeps what is changed at the same time', async () => {
    const file = namesIn(path);
    await Promise.all(['one', 'two', 'three'].map((name) => file.change(adds(name))));
    expect(await namesIn(path).read()).toEqual(['one', 'two', 'three']);
  });

  it('is as new where something else is in it', async () => {
    path = join(folder, 'names.json');
    for (const text of ['{"half', '[1]', '\xff']) {
      writeFileSync(path, text, 'latin1');
      expect(await namesIn(path).read()).toEqual([]);
    }
  });

  it('is not written over while it cannot be read', async () => {
    await namesIn(path).change(adds('one'));
    const failing = { code: 'EIO' };
    const file = new JsonFile(path, z.array(z.string()), [], (place) =>
      failing.code === ''
        ? readTextFile(place)
        : Promise.reject(
            Object.assign(new Error(failing.code), { code: failing.code, syscall: 'read' }),
          ),
    );
    for (const code of ['EIO', 'EMFILE', 'ESTALE']) {
      failing.code = code;
      expect(await file.read()).toEqual([]);
      await expect(file.change(adds('two'))).rejects.toThrow(/cannot be read now/);
    }
    failing.code = '';
    await file.change(adds('three'));
    expect(await namesIn(path).read()).toEqual(['one', 'three']);
  });

  it('tells of a failure, and takes the next change', async () => {
    writeFileSync(join(folder, 'data'), '');
    const file = namesIn(path);
    await expect(file.change(adds('one'))).rejects.toThrow();
    rmSync(join(folder, 'data'));
    await file.change(adds('two'));
    expect(await file.read()).toEqual(['two']);
  });
});
