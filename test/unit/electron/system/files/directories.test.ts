/** Which folders are fit for sockets and data: those that nobody else can write to, or exchange. */
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { writeFileAtomically } from '../../../../../electron/system/files/atomic-file';
import {
  checkDataDirectory,
  checkVdeDirectoryLength,
  runtimeRoot,
} from '../../../../../electron/system/files/directories';
import { openFolder } from '../../../../../electron/system/folders/safe-way';
import { ownCache } from '../../../../harness/own-cache';

let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync('/tmp/vdd-'));
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

/** A folder that everybody may write, as a careless `chmod` leaves one. */
function common(name = 'common'): string {
  const path = join(folder, name);
  mkdirSync(path);
  chmodSync(path, 0o777);
  return path;
}

const permission = (next: string) =>
  expect.objectContaining({
    failure: expect.objectContaining({ code: 'permission', next: expect.stringContaining(next) }),
  });

describe('the folder for sockets', () => {
  test('is made for this user only', () => {
    vi.stubEnv('XDG_RUNTIME_DIR', folder);
    const root = runtimeRoot();
    expect(root).toBe(join(folder, 'vdelab'));
    expect(lstatSync(root).mode & 0o777).toBe(0o700);
  });

  test('is another one where sockets in it would have too long a path', () => {
    // By bytes: it has half as many characters.
    vi.stubEnv('XDG_RUNTIME_DIR', join(folder, 'д'.repeat(30)));
    expect(runtimeRoot()).toBe(`/tmp/vdelab-${process.getuid?.()}`);
  });

  test('is named when what is in it has too long a path all the same', () => {
    const directory = `${folder}/${'x'.repeat(80)}`;
    const failure = expect.objectContaining({
      code: 'path-too-long',
      message: expect.stringMatching(/^The folder for sockets .* bytes long; at most 92 fit\.$/),
      next: expect.stringContaining('XDG_RUNTIME_DIR'),
    });
    expect(() => checkVdeDirectoryLength(directory, 'host1', true)).toThrow(
      expect.objectContaining({ failure }),
    );
  });

  test.each(['a link', 'open to others', 'a file'])('is refused if it is %s', (what) => {
    const root = join(folder, 'vdelab');
    if (what === 'a link') symlinkSync(common(), root);
    else if (what === 'a file') writeFileSync(root, '');
    else mkdirSync(root);
    if (what === 'open to others') chmodSync(root, 0o755);
    vi.stubEnv('XDG_RUNTIME_DIR', folder);
    expect(() => runtimeRoot()).toThrow(permission('XDG_RUNTIME_DIR'));
  });

  test('is refused where others could exchange it', () => {
    vi.stubEnv('XDG_RUNTIME_DIR', common());
    expect(() => runtimeRoot()).toThrow(permission('XDG_RUNTIME_DIR'));
  });
});

describe('the folder for data', () => {
  test('may be one that is yet to be made', () => {
    vi.stubEnv('XDG_DATA_HOME', join(folder, 'a/b'));
    checkDataDirectory();
    expect(existsSync(join(folder, 'a'))).toBe(false);
  });

  test('is refused where others may write', () => {
    vi.stubEnv('XDG_DATA_HOME', common());
    expect(() => checkDataDirectory()).toThrow(permission('XDG_DATA_HOME'));
    vi.stubEnv('XDG_DATA_HOME', join(folder, 'common/deep/er'));
    expect(() => checkDataDirectory()).toThrow(permission('XDG_DATA_HOME'));
    vi.stubEnv('XDG_DATA_HOME', folder);
    common('vdelab');
    expect(() => checkDataDirectory()).toThrow(permission('XDG_DATA_HOME'));
  });
});

describe('the way to a folder', () => {
  test('goes by links of this user, whole and relative, and not round in a ring', () => {
    mkdirSync(join(folder, 'a/b'), { recursive: true });
    symlinkSync(join(folder, 'a'), join(folder, 'whole'));
    symlinkSync('../whole/b/..', join(folder, 'a/relative'));
    const opened = openFolder(join(folder, 'a/relative/b'));
    expect(realpathSync(`/proc/self/fd/${opened.fd}`)).toBe(join(folder, 'a/b'));
    opened.close();
    symlinkSync('ring', join(folder, 'ring'));
    expect(() => openFolder(join(folder, 'ring/x'))).toThrow('ELOOP');
    expect(() => openFolder(join(folder, 'nothing'))).toThrow('ENOENT');
  });
});

describe('a document', () => {
  test('is written through links of this user', async () => {
    writeFileSync(join(folder, 'real'), 'old');
    symlinkSync('real', join(folder, 'one'));
    symlinkSync(join(folder, 'one'), join(folder, 'two'));
    await writeFileAtomically(join(folder, 'two'), 'new');
    expect(readFileSync(join(folder, 'real'), 'utf8')).toBe('new');
    expect(lstatSync(join(folder, 'two')).isSymbolicLink()).toBe(true);
  });
});

describe('a folder that tests keep', () => {
  test('is another one where somebody made the first', () => {
    const [first, second] = [join(folder, 'first'), join(folder, 'second')];
    const name = `kept-${process.getuid?.()}`;
    mkdirSync(join(first, name), { recursive: true });
    chmodSync(join(first, name), 0o777);
    expect(ownCache('kept', [first, second])).toBe(join(second, name));
    expect(() => ownCache('kept', [first])).toThrow('remove it there');
  });
});
