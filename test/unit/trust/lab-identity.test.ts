import {
  copyFile,
  mkdir,
  mkdtemp,
  readFile,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fingerprintOf } from '../../../electron/document/document-file';
import { LabIdentity } from '../../../electron/trust/lab-identity';
import { TrustStore } from '../../../electron/trust/trust-store';
import { emptyDocument } from '../../../shared/topology';

const document = emptyDocument('5d6e4f4e-0c1b-4b8e-9a43-7f0b8c6d2e13');
const node = { id: 'v', name: 'vm1' };
let folder: string;
let store: TrustStore;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vdelab-identity-'));
  store = new TrustStore(join(folder, 'data/trust.json'));
});
afterEach(() => rm(folder, { recursive: true }));

const at = (name: string) => join(folder, name);

/** Opens a file of the lab as an instance of its own. */
async function open(name: string): Promise<LabIdentity> {
  const identity = new LabIdentity({ store, overlays: at('overlays') });
  const digest = fingerprintOf(await readFile(at(name)));
  await identity.opened(document, { path: at(name), digest });
  return identity;
}

/** Starts a machine that writes to a disk. */
async function start(identity: LabIdentity): Promise<void> {
  await identity.using();
  await mkdir(join(at('overlays'), document.id, node.id), { recursive: true });
}

async function write(name: string, text: string): Promise<void> {
  await writeFile(at(name), text);
}

it('a lab has its disks, again and again', async () => {
  await write('a', 'one');
  const first = await open('a');
  expect(first.refusal(node)).toBeNull();
  await start(first);
  expect((await open('a')).question).toBeNull();
  await symlink(at('a'), at('link'));
  expect((await open('link')).question).toBeNull();
});

it('another file with its id does not, until somebody says so', async () => {
  await write('a', 'one');
  await start(await open('a'));
  await write('b', 'of a stranger');
  const other = await open('b');
  expect(other.question).toEqual({ path: at('a'), isChanged: false });
  expect(other.refusal(node)).toMatchObject({ code: 'not-agreed', record: 'v' });
  expect(() => other.check(node)).toThrow(/disks of another lab/);
  await other.using();
  expect((await open('b')).question).not.toBeNull();
  other.settled();
  await other.using();
  expect((await open('b')).question).toBeNull();
  expect((await open('a')).question).toBeNull();
});

it('nor does a copy of it', async () => {
  await write('a', 'one');
  await start(await open('a'));
  await copyFile(at('a'), at('copy'));
  expect((await open('copy')).question).toEqual({ path: at('a'), isChanged: false });
});

it('nor does what somebody else put into its place', async () => {
  await write('a', 'one');
  await start(await open('a'));
  await write('a', 'of a stranger');
  expect((await open('a')).question).toEqual({ path: at('a'), isChanged: true });
});

it('a file that was moved keeps them, also when it was saved here meanwhile', async () => {
  await write('a', 'one');
  await start(await open('a'));
  await rename(at('a'), at('b'));
  expect((await open('b')).question).toBeNull();
  await write('b', 'saved');
  await store.addDocument({ digest: fingerprintOf('saved'), pending: [], contents: {} });
  expect((await open('b')).question).toBeNull();
});

it('disks of which no file is known are not given away', async () => {
  await mkdir(join(at('overlays'), document.id, node.id), { recursive: true });
  await write('a', 'one');
  expect((await open('a')).question).toEqual({ path: null, isChanged: false });
});
