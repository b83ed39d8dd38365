/**
 * Root's switches in folders that another user may write: that user swaps files and folders while sockets
 * are made and removed, and names sockets that are not theirs. Nothing of root's may change hands.
 */
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { clearSwitchDirectory } from '../../electron/instances/stale-switch-directory';
import { AF_UNIX, SOCK_DGRAM, SOCK_NONBLOCK } from '../../electron/native/constants';
import { bind, close, PinnedMemory, read, socket } from '../../electron/native/libc';
import { SOCKADDR_UN_BYTES, unixAddress } from '../../electron/native/socket-address';
import { writeFileAtomically } from '../../electron/system/files/atomic-file';
import { checkDataDirectory, runtimeRoot } from '../../electron/system/files/directories';
import { openTestPlane, type TestPlane } from '../harness/dataplane';
import { describeWith } from '../harness/parts';
import { asOtherUser, OTHER_GROUP, OTHER_USER, whileSwapping } from '../harness/second-user';
import { SwitchStage } from '../harness/switch-stage';
import { eventually, joinRequestV3, VdeTestClient } from '../harness/vde-client';

/** How often the races are tried; each of them is won now and then by who may win it. */
const SWITCHES = 150;
const CLIENTS = 600;

describeWith(['root'], "root's switches among other users", () => {
  let folder: string;
  let victim: string;
  let test: TestPlane;

  beforeEach(() => {
    folder = mkdtempSync('/tmp/vdo-');
    chmodSync(folder, 0o755);
    victim = join(folder, 'secret');
    writeFileSync(victim, "root's", { mode: 0o640 });
    test = openTestPlane();
  });

  afterEach(async () => {
    await test.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function expectUntouched(path = victim): void {
    const { mode, uid, gid } = statSync(path);
    expect({ mode: mode & 0o777, uid, gid }).toEqual({ mode: 0o640, uid: 0, gid: 0 });
    expect(readFileSync(path, 'utf8')).toBe("root's");
  }

  /** A folder of the switch that the other user's group may write, as one of mode 0660 is. */
  function sharedFolder(): string {
    const shared = join(folder, 'sw');
    mkdirSync(shared);
    chownSync(shared, 0, OTHER_GROUP);
    chmodSync(shared, 0o2770);
    return shared;
  }

  const grouped = { mode: 0o660, group: String(OTHER_GROUP) };

  it('gives nobody another file when its control and management sockets are swapped', async () => {
    const directory = sharedFolder();
    const before = process.umask(0);
    try {
      const extras = { managementMode: 0o640, managementGroup: String(OTHER_GROUP) };
      const modes = await whileSwapping(directory, victim, /^(ctl|mgmt)$/, async () => {
        for (let tried = 0; tried < SWITCHES; tried++) {
          const management = join(directory, 'mgmt');
          // A name that is a link by then is taken: the switch is refused, and that is all.
          const made = test.addSwitch('sw', { directory, management, ...grouped, extras });
          await made.then(
            async () => {
              await swappedAt(join(directory, 'ctl'));
              await test.plane.remove('sw');
            },
            () => {},
          );
          for (const name of readdirSync(directory)) rmSync(join(directory, name), { force: true });
        }
      });
      expectUntouched();
      expect(modes.filter((mode) => mode !== '660' && mode !== '640')).toEqual([]);
    } finally {
      process.umask(before);
    }
  });

  it('gives nobody another file when data sockets of clients are swapped', async () => {
    const directory = sharedFolder();
    await test.addSwitch('sw', { directory, ...grouped });
    await whileSwapping(directory, victim, /^\d+\.\d+$/, async () => {
      for (let tried = 0; tried < CLIENTS; tried++) {
        const client = await VdeTestClient.join(directory).catch(() => null);
        if (client !== null) await swappedAt(client.dataPath);
        client?.leave();
        for (const name of readdirSync(directory)) {
          if (/^\d/.test(name)) rmSync(join(directory, name), { force: true });
        }
        expectUntouched();
      }
    });
  });

  it('sends nothing to a socket that is not the client’s', async () => {
    const directory = await test.addSwitch('sw', { mode: 0o666 });
    chmodSync(test.folder, 0o755);
    const path = join(folder, 'root.sock');
    const fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0);
    expect(bind(fd, unixAddress(path), SOCKADDR_UN_BYTES)).toBe(0);
    const alice = await VdeTestClient.join(directory);
    try {
      expect(await answerToOther(directory, path)).toBe('');
      const link = join(folder, 'link.sock');
      symlinkSync(path, link);
      expect(await answerToOther(directory, link)).toBe('');
      alice.send(new Uint8Array(60).fill(0xff));
      const memory = new PinnedMemory(64);
      expect(read(fd, memory.address, 64)).toBe(-1);
      expect(test.presence).toEqual(['sw:1+']);
    } finally {
      alice.leave();
      close(fd);
    }
  });

  it('takes no switch to a folder of another user, nor through one', async () => {
    const theirs = join(folder, 'theirs');
    mkdirSync(theirs);
    chownSync(theirs, OTHER_USER, OTHER_GROUP);
    const refused = (directory: string) =>
      expect(test.addSwitch('sw', { directory })).rejects.toMatchObject({
        failure: { code: 'permission', message: expect.stringContaining(`user ${OTHER_USER}`) },
      });
    await refused(theirs);
    await refused(join(theirs, 'sw'));
    await expect(test.addSwitch('sw', { management: join(theirs, 'mgmt') })).rejects.toMatchObject({
      failure: { code: 'permission' },
    });
    expect(readdirSync(theirs)).toEqual([]);
    expect(existsSync(join(test.folder, 'sw'))).toBe(false);
  });

  it('takes no switch to where a folder or a link can be exchanged', async () => {
    const common = join(folder, 'common');
    const like = join(folder, 'tmp');
    const secret = join(folder, 'own');
    for (const path of [common, like, secret]) mkdirSync(path);
    chmodSync(common, 0o777);
    chmodSync(like, 0o1777);
    chmodSync(secret, 0o700);
    await asOther('ln', ['-s', secret, join(like, 'sw')]);
    const refused = (directory: string, words: string) =>
      expect(
        test.addSwitch('sw', { directory, extras: { directoryMode: 0o777 } }),
      ).rejects.toMatchObject({
        failure: { code: 'permission', message: expect.stringContaining(words) },
      });
    await refused(join(common, 'sw'), 'every user');
    await refused(join(like, 'sw'), `user ${OTHER_USER}`);
    await refused(like, 'all users');
    expect(statSync(secret).mode & 0o777).toBe(0o700);
    await test.addSwitch('sw', { directory: join(like, 'mine') });
    await test.plane.remove('sw');
    expect(readdirSync(like)).toEqual(['sw']);
  });

  it('removes nothing elsewhere when its folder is exchanged while it runs', async () => {
    const [directory, elsewhere, moved] = ['sw', 'elsewhere', 'moved'].map((name) =>
      join(folder, name),
    ) as [string, string, string];
    mkdirSync(elsewhere);
    const other = await listeningAt(join(elsewhere, 'ctl'));
    try {
      await test.addSwitch('sw', { directory });
      renameSync(directory, moved);
      symlinkSync(elsewhere, directory);
      await test.plane.remove('sw');
      expect(readdirSync(elsewhere)).toEqual(['ctl']);
      expect(readdirSync(moved)).toEqual([]);
    } finally {
      other.close();
    }
  });

  it('clears nothing after a crash in a folder that others could have put there', async () => {
    const theirs = join(folder, 'theirs');
    const elsewhere = join(folder, 'elsewhere');
    for (const path of [theirs, elsewhere]) mkdirSync(path);
    chownSync(theirs, OTHER_USER, OTHER_GROUP);
    const left = socket(AF_UNIX, SOCK_DGRAM, 0);
    expect(bind(left, unixAddress(join(elsewhere, '001.7')), SOCKADDR_UN_BYTES)).toBe(0);
    close(left);
    await asOther('ln', ['-s', elsewhere, join(theirs, 'sw')]);
    const record = { kind: 'directory', path: join(theirs, 'sw'), made: true } as const;
    const management = join(theirs, 'sw/001.7');
    expect(await clearSwitchDirectory({ ...record, management })).toEqual([]);
    expect(readdirSync(elsewhere)).toEqual(['001.7']);
    // The same by a way that nobody could change.
    const cleared = await clearSwitchDirectory({ ...record, path: elsewhere });
    expect(cleared).toEqual([join(elsewhere, '001.7'), elsewhere]);
  });

  it('writes and removes its pidfile only where others cannot lead it elsewhere', async () => {
    const stage = new SwitchStage();
    try {
      const theirs = join(folder, 'theirs');
      mkdirSync(theirs);
      chownSync(theirs, OTHER_USER, OTHER_GROUP);
      const answer = stage.runSwitch('-s', stage.at('sw'), '-p', join(theirs, 'pid'));
      expect(answer).toMatchObject({
        status: 1,
        stderr: expect.stringContaining(`belongs to user ${OTHER_USER}`),
      });
      expect(readdirSync(theirs)).toEqual([]);
      const through = join(folder, 'tmp');
      mkdirSync(through);
      chmodSync(through, 0o1777);
      await asOther('ln', ['-s', folder, join(through, 'link')]);
      const led = stage.runSwitch('-s', join(through, 'link/sw'), '--dirmode', '777');
      expect(led).toMatchObject({ status: 255, stderr: expect.stringContaining('belongs to') });
    } finally {
      await stage.close();
    }
  });

  it('writes no document through a link of another user', async () => {
    const like = join(folder, 'tmp');
    mkdirSync(like);
    chmodSync(like, 0o1777);
    await asOther('ln', ['-s', victim, join(like, 'lab.vdelab')]);
    await expect(writeFileAtomically(join(like, 'lab.vdelab'), 'new')).rejects.toMatchObject({
      failure: { message: expect.stringContaining(`a link that user ${OTHER_USER} put there`) },
    });
    expectUntouched();
  });

  it('takes the folder of another user neither for sockets nor for data', () => {
    const session = join(folder, 'session');
    mkdirSync(session);
    chownSync(session, OTHER_USER, OTHER_GROUP);
    vi.stubEnv('XDG_RUNTIME_DIR', session);
    expect(runtimeRoot()).toBe('/tmp/vdelab-0');
    vi.stubEnv('XDG_DATA_HOME', session);
    expect(() => checkDataDirectory()).toThrow(`belongs to user ${OTHER_USER}`);
    expect(readdirSync(session)).toEqual([]);
    vi.unstubAllEnvs();
  });

  /** The other user is at work: what stands at the path is their link by now. */
  const swappedAt = (path: string) =>
    eventually('a swap', () => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink());

  async function asOther(program: string, args: readonly string[]): Promise<void> {
    const like = asOtherUser(program, args);
    const code = await new Promise((resolve) => like.once('close', resolve));
    expect(code).toBe(0);
  }
});

/** What a switch answers to the other user, who says that their socket is at the path; in base64. */
async function answerToOther(directory: string, path: string): Promise<string> {
  const request = Buffer.from(joinRequestV3({ path })).toString('base64');
  const script = `
    const control = require('node:net').connect(process.argv[1]);
    control.write(Buffer.from(process.argv[2], 'base64'));
    control.on('data', (data) => { process.stdout.write(data.toString('base64')); control.end(); });
    setTimeout(() => control.destroy(), 5000).unref();
  `;
  const child = asOtherUser(process.execPath, ['-e', script, join(directory, 'ctl'), request]);
  let said = '';
  child.stdout!.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  await new Promise((resolve) => child.once('close', resolve));
  return said;
}

function listeningAt(path: string): Promise<Server> {
  const server = createServer();
  return new Promise((resolve) => server.listen(path, () => resolve(server)));
}
