import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { agreedIn } from '../../../../electron/cli/agreed-file';
import { findingsOf } from '../../../../electron/cli/lab-findings';
import { dataDirectory, overlaysDirectory } from '../../../../electron/system/files/directories';
import { LabIdentity } from '../../../../electron/trust/lab-identity';
import { LabPermissions } from '../../../../electron/trust/lab-permissions';
import { TrustStore } from '../../../../electron/trust/trust-store';
import { newNode } from '../../../../renderer/document/records/new-node';
import {
  emptyDocument,
  type QemuNode,
  type TopologyDocument,
} from '../../../../shared/document/topology';

const before = { ...process.env };
const DIGEST = '7'.repeat(64);
let folder: string;
let file: string;
let machine: QemuNode;
let document: TopologyDocument;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vdelab-agreed-'));
  process.env.XDG_DATA_HOME = join(folder, 'data');
  file = join(folder, 'lab.vdelab');
  const lab = emptyDocument('5d6e4f4e-0c1b-4b8e-9a43-7f0b8c6d2e19');
  const drawn = newNode(lab, 'qemu', { x: 0, y: 0 }, () => 0.5) as QemuNode;
  // By its name, this kernel has no driver for the card.
  machine = { ...drawn, kernel: '/boot/vmlinuz-6.1.0-44-cloud-amd64' };
  machine = { ...machine, cards: machine.cards.map((card) => ({ ...card, model: 'e1000' })) };
  document = { ...lab, nodes: { [machine.id]: machine } };
});
afterEach(async () => {
  process.env = { ...before };
  await rm(folder, { recursive: true });
});

it('is not what a stranger’s lab names, and is once it was agreed to and remembered', async () => {
  const isAgreed = await agreedIn(document, file, DIGEST);
  expect(await isAgreed(machine)).toBe(false);

  const store = new TrustStore(join(dataDirectory(), 'trust/store.json'));
  const identity = new LabIdentity({ store, overlays: overlaysDirectory() });
  const permissions = new LabPermissions(store, identity);
  await permissions.opened(document, { from: 'file', path: file, digest: DIGEST });
  const keys = new Set((await permissions.pending([machine])).map(({ key }) => key));
  await permissions.grant([machine], keys, true);
  expect(await (await agreedIn(document, file, DIGEST))(machine)).toBe(true);
});

it('decides whether files that a lab names are looked into for the terminal', async () => {
  const asked: string[] = [];
  const mayRead = async ({ id }: { id: string }) => {
    asked.push(id);
    return false;
  };
  const fields = (await findingsOf(document, mayRead)).map(({ field }) => field);
  expect(asked).toEqual([machine.id]);
  expect(fields).not.toContain('cards');
});
