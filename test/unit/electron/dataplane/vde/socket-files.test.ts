/** How a socket comes to its place, in a folder that others may write and in one that they may not. */
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  isListening,
  placeSocket,
  removeSocket,
  type SocketPlace,
} from '../../../../../electron/dataplane/vde/socket-files';
import { listenAt } from '../../../../../electron/dataplane/vde/stream-listener';
import { clearSwitchDirectory } from '../../../../../electron/instances/stale-switch-directory';
import { AF_UNIX, SOCK_DGRAM } from '../../../../../electron/native/constants';
import {
  bind,
  close,
  EACCES,
  EADDRINUSE,
  ENOENT,
  socket,
} from '../../../../../electron/native/libc';
import { SOCKADDR_UN_BYTES, unixAddress } from '../../../../../electron/native/socket-address';
import { Folder } from '../../../../../electron/system/folders/folder';

const permissions = { mode: 0o640, group: null };

describe.each([0o700, 0o777])('in a folder of mode %o', (mode) => {
  let path: string;
  let folder: Folder;
  let place: SocketPlace;
  let sockets: number[];

  beforeEach(() => {
    path = mkdtempSync('/tmp/vds-');
    chmodSync(path, mode);
    folder = Folder.open(path);
    place = { folder, name: '001.9', permissions, replaces: true, user: null };
    sockets = [];
  });

  afterEach(() => {
    folder.close();
    for (const fd of sockets) close(fd);
    rmSync(path, { recursive: true });
  });

  function newSocket(): number {
    sockets.push(socket(AF_UNIX, SOCK_DGRAM, 0));
    return sockets.at(-1)!;
  }

  test('a socket has its mode whatever the umask is, and nothing else is left', () => {
    for (const umask of [0, 0o077]) {
      const before = process.umask(umask);
      try {
        placeSocket(newSocket(), place);
      } finally {
        process.umask(before);
      }
      expect(readdirSync(path)).toEqual(['001.9']);
      expect(lstatSync(join(path, '001.9')).mode & 0o777).toBe(0o640);
    }
    removeSocket(folder, '001.9');
    expect(readdirSync(path)).toEqual([]);
  });

  test('it takes the place of a socket, but of no file, no folder and of nobody who listens', () => {
    placeSocket(newSocket(), place);
    placeSocket(newSocket(), place);
    writeFileSync(join(path, '002.9'), 'a file');
    mkdirSync(join(path, '003.9'));
    for (const name of ['002.9', '003.9']) {
      expect(() => placeSocket(newSocket(), { ...place, name })).toThrow();
      removeSocket(folder, name);
    }
    expect(readFileSync(join(path, '002.9'), 'utf8')).toBe('a file');
    const listener = listenAt(folder, 'ctl', permissions, 1);
    sockets.push(listener);
    expect(isListening(folder, 'ctl')).toBe(true);
    expect(listenAt(folder, 'ctl', permissions, 1)).toBe(-EADDRINUSE);
    expect(readdirSync(path)).toEqual(['001.9', '002.9', '003.9', 'ctl']);
  });

  test('one that was on its way when the app was killed is cleared', async () => {
    const draft = join(path, '.vdelab-0123456789ab');
    mkdirSync(draft, { mode: 0o700 });
    const fd = newSocket();
    expect(bind(fd, unixAddress(join(draft, 's')), SOCKADDR_UN_BYTES)).toBe(0);
    const cleared = await clearSwitchDirectory({ kind: 'directory', path, made: false });
    expect(cleared).toEqual([draft]);
    expect(readdirSync(path)).toEqual([]);
  });
});

describe('a listener in a folder where somebody else is faster', () => {
  let path: string;
  beforeEach(() => {
    path = mkdtempSync('/tmp/vds-');
    chmodSync(path, 0o777);
  });
  afterEach(() => rmSync(path, { recursive: true }));

  /** What others do between two calls. */
  class RacedFolder extends Folder {
    override find(name: string) {
      const found = super.find(name);
      rmSync(join(path, name), { force: true });
      return found;
    }
    /** Each time another folder is in the place of the one that was made. */
    override make(name: string) {
      mkdirSync(this.at(name), { mode: 0o777 });
      chmodSync(this.at(name), 0o777);
      return Folder.open(this.at(name));
    }
  }

  test('is refused, and no descriptor is kept', () => {
    const folder = new RacedFolder(Folder.open(path).fd);
    const before = readdirSync('/proc/self/fd').length;
    writeFileSync(join(path, 'ctl'), '');
    expect(listenAt(folder, 'ctl', permissions, 5)).toBe(-ENOENT);
    expect(listenAt(folder, 'ctl', permissions, 5)).toBe(-EACCES);
    expect(readdirSync('/proc/self/fd').length).toBe(before);
    folder.close();
  });
});
