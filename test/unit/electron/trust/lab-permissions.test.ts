import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LabIdentity } from '../../../../electron/trust/lab-identity';
import { LabPermissions } from '../../../../electron/trust/lab-permissions';
import { TrustStore } from '../../../../electron/trust/trust-store';
import { newNode } from '../../../../renderer/document/records/new-node';
import { applyDiff, diffBetween } from '../../../../shared/document/document-diff';
import {
  emptyDocument,
  type HostNode,
  type QemuNode,
  type TopologyDocument,
  type TopologyNode,
  type UmlNode,
} from '../../../../shared/document/topology';
import { permissionsText } from '../../../../shared/trust/permission-text';
import { everythingStrange } from '../../../harness/everything-strange';
import { qcow2Head } from '../../../harness/qcow2-head';

const LAB = '5d6e4f4e-0c1b-4b8e-9a43-7f0b8c6d2e13';
const path = '/nowhere/lab.vdelab';
const fileOf = (digit: string) => ({ path, digest: digit.repeat(64) });
const fromFile = (digit: string) => ({ from: 'file', ...fileOf(digit) }) as const;
const foreign = fromFile('0');
const here = { from: 'here' } as const;
const byHand = { untrusted: [] };

let folder: string;
let store: TrustStore;
let permissions: LabPermissions;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vdelab-trust-'));
  store = new TrustStore(join(folder, 'data/trust.json'));
  permissions = permissionsIn();
});
afterEach(() => rm(folder, { recursive: true }));

function permissionsIn(): LabPermissions {
  const identity = new LabIdentity({ store, overlays: join(folder, 'overlays') });
  return new LabPermissions(store, identity);
}

function nodeOf<Node extends TopologyNode>(kind: Node['kind'], change: Partial<Node>): Node {
  const document = emptyDocument(LAB);
  return { ...newNode(document, kind, { x: 0, y: 0 }, () => 0.5), ...change } as Node;
}
const host = (id: string, script: string) => nodeOf<HostNode>('host', { id, name: id, script });

function drawing(...nodes: TopologyNode[]): TopologyDocument {
  const document = emptyDocument(LAB, 'drawing');
  return { ...document, nodes: Object.fromEntries(nodes.map((node) => [node.id, node])) };
}

/** Edits the drawing. */
function change(
  from: TopologyDocument,
  to: TopologyDocument,
  hand: { untrusted: string[] } | null = byHand,
): TopologyDocument {
  const diff = diffBetween(from, to);
  permissions.changed(diff, hand, from);
  return applyDiff(from, diff);
}

const asked = async ({ nodes }: TopologyDocument) =>
  (await permissions.pending(Object.values(nodes))).map(({ what }) => what);

async function grantAll({ nodes }: TopologyDocument, remember = false): Promise<void> {
  const all = Object.values(nodes);
  const keys = (await permissions.pending(all)).map(({ key }) => key);
  await permissions.grant(all, new Set(keys), remember);
}

describe('what is drawn here', () => {
  it('is not asked about, whatever it does', async () => {
    const document = emptyDocument(LAB);
    await permissions.opened(document, here);
    const drawn = change(document, { ...everythingStrange(), id: LAB, name: document.name });
    expect(await asked(drawn)).toEqual([]);
  });

  it('is not asked about when it is changed here, nor when it is undone', async () => {
    const tap = nodeOf('tap', { id: 't', interface: 'tap0', address: '' } as Partial<TopologyNode>);
    const first = drawing(tap, host('a', 'touch x'));
    await permissions.opened(emptyDocument(LAB), here);
    change(drawing(), first);
    const second = change(
      first,
      drawing({ ...tap, address: '10.0.0.1/24' } as TopologyNode, host('a', 'touch x\ntouch y')),
    );
    expect(await asked(second)).toEqual([]);
    expect(await asked(change(second, first))).toEqual([]);
  });

  it('is asked about when nobody says that the user did it', async () => {
    await permissions.opened(emptyDocument(LAB), here);
    expect(await asked(change(drawing(), drawing(host('a', 'touch x')), null))).toEqual([
      'touch x',
    ]);
  });

  it('is known after it was saved, by its bytes alone', async () => {
    const document = drawing(host('a', 'touch x'));
    await permissions.opened(emptyDocument(LAB), here);
    change(drawing(), document);
    await permissions.saved(document, fileOf('1'));
    const later = permissionsIn();
    await later.opened(document, fromFile('1'));
    expect(await later.pending(Object.values(document.nodes))).toEqual([]);
    // Another file with the same id and the same content but for one byte is another document.
    await later.opened(document, fromFile('2'));
    expect(await later.pending(Object.values(document.nodes))).toHaveLength(1);
  });
});

describe('what came from somebody else', () => {
  it('is asked about until it was agreed to, one by one', async () => {
    const document = drawing(host('a', 'touch x'), host('b', 'touch y'));
    await permissions.opened(document, foreign);
    expect(await asked(document)).toEqual(['touch x', 'touch y']);
    await grantAll(drawing(host('a', 'touch x')));
    expect(await asked(document)).toEqual(['touch y']);
  });

  it('stays theirs when this user writes more into it, or copies it', async () => {
    const document = drawing(host('a', 'touch x'), host('empty', ''));
    await permissions.opened(document, foreign);
    const more = drawing(host('a', 'touch x\ntouch z'), host('empty', 'touch mine'));
    expect(await asked(change(document, more))).toEqual(['touch x\ntouch z']);
    const copy = { ...host('copy', 'touch x') };
    expect(await asked(change(more, drawing(...Object.values(more.nodes), copy)))).toEqual([
      'touch x\ntouch z',
      'touch x',
    ]);
  });

  it('stays theirs when another field of it is changed that makes it worse', async () => {
    const disks = [{ image: '/dev/sda', interface: 'ide', access: 'overlay' }] as QemuNode['disks'];
    const vm = nodeOf<QemuNode>('qemu', { id: 'v', disks });
    await permissions.opened(drawing(vm), foreign);
    const direct = { ...vm, disks: [{ ...disks[0]!, access: 'direct' as const }] };
    expect(await asked(change(drawing(vm), drawing(direct)))).toEqual(['/dev/sda']);
    const other = { ...vm, disks: [{ ...disks[0]!, image: '/chosen/here.img' }] };
    expect(await asked(change(drawing(direct), drawing(other)))).toEqual([]);
  });

  it('is theirs as well when it is pasted', async () => {
    await permissions.opened(emptyDocument(LAB), here);
    const pasted = change(drawing(), drawing(host('a', 'touch x'), host('b', 'touch y')), {
      untrusted: ['a'],
    });
    expect(await asked(pasted)).toEqual(['touch x']);
    // Taken back and done again it is not this user's own by that.
    const without = change(pasted, drawing(host('b', 'touch y')));
    expect(await asked(change(without, pasted))).toEqual(['touch x']);
  });

  it('is not this user’s own because they had drawn the same, and taken it away again', async () => {
    await permissions.opened(emptyDocument(LAB), here);
    const mine = change(drawing(), drawing(host('a', 'touch x')));
    const gone = change(mine, drawing());
    expect(await asked(change(gone, drawing(host('b', 'touch x')), { untrusted: ['b'] }))).toEqual([
      'touch x',
    ]);
  });

  it('is still open in a file that was saved here before an answer', async () => {
    const document = drawing(host('a', 'touch x'));
    await permissions.opened(document, foreign);
    const more = change(document, drawing(host('a', 'touch x'), host('b', 'touch mine')));
    await permissions.saved(more, fileOf('3'));
    await permissions.opened(more, fromFile('3'));
    expect(await asked(more)).toEqual(['touch x']);
  });

  it('is remembered for this lab, and a changed value is asked about', async () => {
    const document = drawing(host('a', 'touch x'));
    await permissions.opened(document, foreign);
    await grantAll(document, true);
    await permissions.opened(document, foreign);
    expect(await asked(document)).toEqual([]);
    const changed = drawing(host('a', 'touch y'));
    await permissions.opened(changed, foreign);
    expect(await asked(changed)).toEqual(['touch y']);
    const other = { ...document, id: '5d6e4f4e-0c1b-4b8e-9a43-7f0b8c6d2e99' };
    await permissions.opened(other, foreign);
    expect(await asked(other)).toEqual(['touch x']);
  });

  it('is named where a script is exported, agreed to or not', async () => {
    const document = drawing(host('a', 'touch x'), host('b', 'touch y'));
    await permissions.opened(document, foreign);
    await grantAll(drawing(host('a', 'touch x')));
    const more = change(document, drawing(...Object.values(document.nodes), host('c', 'touch z')));
    const named = permissions.foreign(Object.values(more.nodes)).map(({ what }) => what);
    expect(named).toEqual(['touch x', 'touch y']);
  });

  it('is asked about once for all nodes that do the same', async () => {
    const document = drawing(host('a', 'touch x'), host('b', 'touch x'));
    await permissions.opened(document, foreign);
    const [only, ...more] = await permissions.pending(Object.values(document.nodes));
    expect(more).toEqual([]);
    expect(only?.nodes.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('is a program with its content: another one at the same path is asked about', async () => {
    const program = join(folder, 'linux');
    await writeFile(program, 'one');
    const document = drawing(nodeOf<UmlNode>('uml', { id: 'u', kernel: program }));
    await permissions.opened(document, foreign);
    expect(await permissions.mayRun(program, document)).toBe(false);
    await grantAll(document, true);
    expect(await asked(document)).toEqual([]);
    expect(await permissions.mayRun(program, document)).toBe(true);
    await writeFile(program, 'another one');
    expect(await asked(document)).toEqual([program]);
    expect(await permissions.mayRun(program, document)).toBe(false);
  });

  it('is, with an image, all that its header names, once the image may be read', async () => {
    const image = join(folder, 'disk.qcow2');
    await writeFile(image, qcow2Head('/etc/shadow'));
    const disks = [{ image, interface: 'ide', access: 'overlay' }] as QemuNode['disks'];
    const document = drawing(nodeOf<QemuNode>('qemu', { id: 'v', disks }));
    await permissions.opened(document, foreign);
    expect(await asked(document)).toEqual([image]);
    await grantAll(document);
    expect(await asked(document)).toEqual(['/etc/shadow']);
    await grantAll(document);
    expect(await asked(document)).toEqual([]);
  });
});

describe('the store', () => {
  it('can be read by this user alone', async () => {
    await store.addDocument({ digest: '4'.repeat(64), pending: [], contents: {} });
    expect((await stat(join(folder, 'data/trust.json'))).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'data'))).mode & 0o777).toBe(0o700);
  });

  it('proves nothing where somebody else may write to it', async () => {
    const file = join(folder, 'data/trust.json');
    await store.addDocument({ digest: '4'.repeat(64), pending: [], contents: {} });
    expect(await store.document('4'.repeat(64))).toBeDefined();
    await chmod(file, 0o602);
    expect(await store.document('4'.repeat(64))).toBeUndefined();
    await chmod(file, 0o600);
    await chmod(join(folder, 'data'), 0o777);
    expect(await store.document('4'.repeat(64))).toBeUndefined();
    // What was in it is gone with the next note, which makes it private again.
    await store.addDocument({ digest: '5'.repeat(64), pending: [], contents: {} });
    expect(await store.document('4'.repeat(64))).toBeUndefined();
    expect(await store.document('5'.repeat(64))).toBeDefined();
  });

  it('is as good as empty when it is damaged', async () => {
    await store.addDocument({ digest: '4'.repeat(64), pending: [], contents: {} });
    await writeFile(join(folder, 'data/trust.json'), '{"documents":');
    expect(await store.document('4'.repeat(64))).toBeUndefined();
  });
});

describe('the text of the question', () => {
  it('for a lab with everything in it', async () => {
    const document = everythingStrange();
    await permissions.opened(document, foreign);
    const text = permissionsText(await permissions.pending(Object.values(document.nodes)), true);
    const golden = join(import.meta.dirname, 'everything.txt');
    if (process.env.UPDATE_GOLDEN === '1') await writeFile(golden, `${text}\n`);
    expect(`${text}\n`).toBe(await readFile(golden, 'utf8'));
  });

  it('shows a long script to its last line', async () => {
    const document = drawing(host('h', `${'\n'.repeat(5000)}touch /tmp/trace`));
    await permissions.opened(document, foreign);
    const text = permissionsText(await permissions.pending(Object.values(document.nodes)), true);
    expect(text.trimEnd().endsWith('touch /tmp/trace')).toBe(true);
  });

  it('names arguments of QEMU that are empty: its sandbox is given up for any', async () => {
    const document = drawing(nodeOf<QemuNode>('qemu', { id: 'v', arguments: [''] }));
    await permissions.opened(document, foreign);
    expect(await asked(document)).toEqual(["qemu ''"]);
  });
});
