/** Files that a console may load: regular ones, short ones, readable by who asks. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readScript } from '../../../../../electron/dataplane/host/script-file';
import { MAX_SCRIPT_BYTES } from '../../../../../electron/engine/core/limits';

/** A user who owns nothing here. */
const STRANGER = 54_321;
/** How often the swap of a link is tried. */
const RACES = 1_000;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vds-'));
  chmodSync(folder, 0o755);
});

afterEach(() => rmSync(folder, { recursive: true }));

const at = (name: string) => join(folder, name);

describe('a file of commands', () => {
  it('is read', async () => {
    writeFileSync(at('rc'), 'vlan/create 5\n');
    symlinkSync('rc', at('link'));
    expect(await readScript(at('rc'), null)).toEqual({ text: 'vlan/create 5\n' });
    expect(await readScript(at('link'), null)).toEqual({ text: 'vlan/create 5\n' });
  });

  it('that is a FIFO, a device or a folder is refused at once', async () => {
    spawnSync('mkfifo', [at('fifo')]);
    expect(await readScript(at('fifo'), null)).toEqual({ error: 'EINVAL' });
    for (const device of ['/dev/zero', '/dev/null', '/dev/tty']) {
      expect(await readScript(device, null)).toEqual({ error: 'EINVAL' });
    }
    expect(await readScript(folder, null)).toEqual({ error: 'EISDIR' });
    expect(await readScript(at('nothing'), null)).toEqual({ error: 'ENOENT' });
    expect(await readScript('a\0b', null)).toEqual({ error: 'EIO' });
  });

  it('that is too large is refused, whatever size it tells', async () => {
    writeFileSync(at('large'), '');
    truncateSync(at('large'), MAX_SCRIPT_BYTES + 1);
    expect(await readScript(at('large'), null)).toEqual({ error: 'EFBIG' });
    truncateSync(at('large'), 1e9);
    expect(await readScript(at('large'), null)).toEqual({ error: 'EFBIG' });
    // Files of /proc tell no size.
    expect(await readScript('/proc/self/status', null)).toMatchObject({
      text: expect.stringContaining('Name:'),
    });
  });

  it('is given up when the file system does not answer', async () => {
    writeFileSync(at('rc'), 'vlan/create 5\n');
    const reading = readScript(at('rc'), null, 1);
    // Its time is over before the first answer of the file system is heard.
    const begin = performance.now();
    while (performance.now() < begin + 20);
    expect(await reading).toEqual({ error: 'ETIMEDOUT' });
  });

  it('is read for a client only if that may read it itself', async () => {
    writeFileSync(at('rc'), 'secret');
    chmodSync(at('rc'), 0o600);
    expect(await readScript(at('rc'), process.getuid!())).toEqual({ text: 'secret' });
    expect(await readScript(at('rc'), STRANGER)).toEqual({ error: 'EACCES' });
    chmodSync(at('rc'), 0o644);
    expect(await readScript(at('rc'), STRANGER)).toEqual({ text: 'secret' });
    mkdirSync(at('closed'), { mode: 0o700 });
    writeFileSync(at('closed/rc'), 'secret', { mode: 0o644 });
    expect(await readScript(at('closed/rc'), STRANGER)).toEqual({ error: 'EACCES' });
    symlinkSync('closed/rc', at('link'));
    expect(await readScript(at('link'), STRANGER)).toEqual({ error: 'EACCES' });
  });

  it('of /proc is not read for a client: it shows root more than its mode says', async () => {
    for (const path of ['/proc/self/maps', '/proc/self/cmdline', '/proc/kallsyms']) {
      expect(await readScript(path, STRANGER)).toEqual({ error: 'EACCES' });
    }
  });

  it('is not read for a client that leads its link elsewhere meanwhile', async () => {
    mkdirSync(at('closed'), { mode: 0o700 });
    writeFileSync(at('closed/rc'), 'secret', { mode: 0o644 });
    writeFileSync(at('public'), 'vlan/create 5\n', { mode: 0o644 });
    writeFileSync(at('go'), '');
    // Puts one link, then the other, in the place of the one that is loaded.
    const swapper = spawn(
      'sh',
      [
        '-c',
        'while [ -e go ]; do ln -sfT closed/rc n; mv -T n "$0"; ln -sfT public n; mv -T n "$0"; done',
        at('link'),
      ],
      { cwd: folder },
    );
    try {
      await vi.waitUntil(() => existsSync(at('link')));
      for (let tried = 0; tried < RACES; tried++) {
        expect(await readScript(at('link'), STRANGER)).not.toEqual({ text: 'secret' });
      }
    } finally {
      // What it has begun is to end as well, before the folder is removed.
      rmSync(at('go'));
      await once(swapper, 'exit');
    }
  });
});
