import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checked, packagesOf } from '../../../../electron/images/debian-archive';
import { failureOf } from '../../../../shared/failure/failure';

const SHOWN = `Package: user-mode-linux
Version: 7.2um1
Architecture: amd64
Description: User-mode Linux (kernel)
 Size: of the machine
Filename: pool/main/u/user-mode-linux/user-mode-linux_7.2um1_amd64.deb
Size: 36430088
SHA256: f947c9244fd79d481299df2ad68961f6b3b7703bff38c4b0e726f861161da62c

Package: libc6
Version: 2.43-7
Size: 1866392
SHA256: 5c71715c51103beb4fbba9fe9f8dff604af6610dfa71c70bff342f54a7860803

Package: without-a-checksum
Version: 1
Size: 1
`;

/** What sha256sum says of the four bytes `abc\n`. */
const ABC = 'edeaaff3f1774ad2888673770c6d64097e391bc362d7d6fb34982ddf0efd18cb';

describe('the packages of an archive', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vdelab-archive-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are read from the index, those without a checksum left out', () => {
    expect(packagesOf(SHOWN)).toEqual([
      {
        ...{ name: 'user-mode-linux', version: '7.2um1', bytes: 36_430_088 },
        sha256: 'f947c9244fd79d481299df2ad68961f6b3b7703bff38c4b0e726f861161da62c',
      },
      {
        ...{ name: 'libc6', version: '2.43-7', bytes: 1_866_392 },
        sha256: '5c71715c51103beb4fbba9fe9f8dff604af6610dfa71c70bff342f54a7860803',
      },
    ]);
  });

  it('are used only if they have the checksum of the index', async () => {
    const wanted = { name: 'abc', version: '1:2', bytes: 4, sha256: ABC };
    const path = join(folder, 'abc_1%3a2_amd64.deb');
    writeFileSync(path, 'abc\n');
    expect(await checked(folder, wanted)).toBe(path);
    writeFileSync(path, 'abd\n');
    const failure = await checked(folder, wanted).catch(failureOf);
    expect(failure).toMatchObject({ code: 'checksum-wrong' });
  });
});
