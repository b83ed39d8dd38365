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
import { fingerprintOf } from '../../../../electron/document/document-file';
import { LabIdentity } from '../../../../electron/trust/lab-identity';
import { TrustStore } from '../../../../electron/trust/trust-store';
import { emptyDocument } from '../../../../shared/document/topology';

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
  expect(await first.refusal(node)).toBeNull();
  await start(first);
  expect(await (await open('a')).question()).toBeNull();
  await symlink(at('a'), at('link'));
  expect(await (await open('link')).question()).toBeNull();
});

it('another file with its id does not, until somebody says so', async () => {
  await write('a', 'one');
  await start(await open('a'));
  await write('b', 'of a stranger');
  const other = await open('b');
  expect(await other.question()).toEqual({ path: at('a'), isChanged: false });
  expect(await other.refusal(node)).toMatchObject({ code: 'not-agreed', record: 'v' });
  await expect(other.check(node)).rejects.toThrow(/disks of another lab/);
  await other.using();
  expect(await (await open('b')).question()).not.toBeNull();
  other.settled();
  await other.using();
  expect(await (await open('b')).question()).toBeNull();
  expect(await (await open('a')).question()).toBeNull();
});

it('nor does a copy of it', async () => {
  await write('a', 'one');
  await start(await open('a'));
  await copyFile(at('a'), at('copy'));
  expect(await (await open('copy')).question()).toEqual({ path: at('a'), isChanged: false });
});

it('nor does what somebody else put into its place', async () => {
  await write('a', 'one');
  await start(await open('a'));
  await write('a', 'of a stranger');
  expect(await (await open('a')).question()).toEqual({ path: at('a'), isChanged: true });
});

it('a file that was moved keeps them, also when it was saved here meanwhile', async () => {
  await write('a', 'one');
  await start(await open('a'));
  await rename(at('a'), at('b'));
  expect(await (await open('b')).question()).toBeNull();
  await write('b', 'saved');
  await store.addDocument({ digest: fingerprintOf('saved'), pending: [], contents: {} });
  expect(await (await open('b')).question()).toBeNull();
});

it('disks of which no file is known are not given away', async () => {
  await mkdir(join(at('overlays'), document.id, node.id), { recursive: true });
  await write('a', 'one');
  expect(await (await open('a')).question()).toEqual({ path: null, isChanged: false });
});

it('asks for the second of two copies that were open before there were disks', async () => {
  await write('a', 'one');
  await copyFile(at('a'), at('copy'));
  const [first, second] = [await open('a'), await open('copy')];
  expect(await second.refusal(node)).toBeNull();
  await start(first);
  expect(await second.refusal(node)).toMatchObject({ code: 'not-agreed' });
  expect(await first.refusal(node)).toBeNull();
});

it('does not take disks of its own for leave to use those of the other, when it is opened again', async () => {
  await write('a', 'one');
  await start(await open('a'));
  await copyFile(at('a'), at('copy'));
  const copy = await open('copy');
  copy.renewed('9a1d0ad4-52a9-4a52-8df0-6f4b4a9a3c11');
  expect(await copy.refusal(node)).toBeNull();
  await copy.using();
  expect(await (await open('copy')).question()).not.toBeNull();
});

it('takes saving a file that somebody else put there for no answer', async () => {
  await write('a', 'one');
  await start(await open('a'));
  await write('a', 'of a stranger');
  const identity = await open('a');
  await store.addDocument({ digest: fingerprintOf('saved'), pending: [], contents: {} });
  await identity.saved(document, { path: at('a'), digest: fingerprintOf('saved') });
  expect(await identity.question()).toEqual({ path: at('a'), isChanged: true });
});
