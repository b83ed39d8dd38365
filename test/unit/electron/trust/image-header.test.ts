/** What QEMU opens with an image is named, however its header says it. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { namedByImage } from '../../../../electron/trust/image-header';
import { qcow2Head } from '../../../harness/qcow2-head';

let folder: string;
const at = (name: string) => join(folder, name);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vdelab-image-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function named(head: string | Buffer, isWritten = false): Promise<string[]> {
  await writeFile(at('image'), head);
  const found = await namedByImage(at('image'), isWritten);
  return found.map(({ effect, what }) => `${effect} ${what}`);
}

const CLUSTER_BITS_AT = 20;

/** With its backing name, or else its data file, behind the first 64 KiB of a cluster of 2 MiB. */
function farHead(kind: 'backing' | 'data'): Buffer {
  const head = Buffer.alloc(2 * 1024 * 1024);
  qcow2Head('').copy(head);
  head.writeUInt32BE(21, CLUSTER_BITS_AT);
  const name = '/etc/shadow';
  if (kind === 'backing') {
    head.writeBigUInt64BE(100_000n, 8);
    head.writeUInt32BE(name.length, 16);
    head.write(name, 100_000);
    return head;
  }
  head.writeUInt32BE(0x01020304, 104);
  head.writeUInt32BE(80_000, 108);
  head.writeUInt32BE(0x44415441, 80_112);
  head.writeUInt32BE(name.length, 80_116);
  head.write(name, 80_120);
  return head;
}

it('names nothing of a plain one', async () => {
  expect(await named(qcow2Head(''))).toEqual([]);
  expect(await named('nothing but data')).toEqual([]);
});

it('looks as far as QEMU does', async () => {
  expect(await named(farHead('backing'))).toEqual(['reads /etc/shadow']);
  expect(await named(farHead('data'))).toEqual(['reads /etc/shadow']);
});

it('says that what holds the data is written, where the image is', async () => {
  const head = qcow2Head('/base', '/data');
  expect(await named(head, true)).toEqual(['reads /base', 'writes /data']);
});

it('follows a name up to its NUL, as QEMU does', async () => {
  await writeFile(at('below'), qcow2Head('/etc/shadow'));
  expect(await named(qcow2Head(`${at('below')}\0more`))).toEqual([
    `reads ${at('below')}`,
    'reads /etc/shadow',
  ]);
});

it('says that a long chain is not followed', async () => {
  for (let number = 0; number < 20; number++) {
    await writeFile(at(`${number}`), qcow2Head(at(`${number + 1}`)));
  }
  await writeFile(at('20'), qcow2Head('/etc/shadow'));
  expect(await named(qcow2Head(at('0')))).toContain(`reads whatever ${at('15')} names`);
});

it('leaves a path as it is: behind a link, .. leads elsewhere', async () => {
  expect(await named(qcow2Head('link/../x'))).toEqual([`reads ${folder}/link/../x`]);
  expect(await named(qcow2Head('./x'))).toEqual([`reads ${at('x')}`]);
});

it.each([
  ['file:/etc/shadow', 'reads /etc/shadow'],
  // Taken from QEMU's own working directory.
  ['file:etc/shadow', 'reaches file:etc/shadow'],
  ['nbd:127.0.0.1:1', 'reaches nbd:127.0.0.1:1'],
  ['json:{"driver":"file"}', 'reaches json:{"driver":"file"}'],
  ['fat:rw:/etc', 'reaches fat:rw:/etc'],
])('tells addresses from paths: %s', async (name, wish) => {
  expect(await named(qcow2Head(name))).toEqual([wish]);
});

it('is not sure of names in no UTF-8', async () => {
  const head = qcow2Head('/tmp/aXb');
  head[head.indexOf('X')] = 0xff;
  expect(await named(head)).toEqual(['reads /tmp/a\ufffdb', 'reads whatever /tmp/a\ufffdb names']);
});

it.each([
  ['with its title', '# Disk DescriptorFile\nversion=1\n'],
  ['without a title', 'version=1\n'],
  ['behind other comments', '# hello\n  \r\n#\nversion=1\n'],
])('names the extents of a VMDK descriptor %s', async (_, begin) => {
  const text = `${begin}CID=fffffffe\nparentCID=ffffffff\ncreateType="monolithicFlat"\nRW 2 FLAT "/etc/shadow" 0\n`;
  expect(await named(text)).toEqual([
    `reads whatever ${at('image')} (VMDK) names`,
    'reads /etc/shadow',
  ]);
  expect(await named(text, true)).toEqual([
    `writes whatever ${at('image')} (VMDK) names`,
    'writes /etc/shadow',
  ]);
});

it('does not wait for a pipe', async () => {
  execFileSync('mkfifo', [at('pipe')]);
  expect(await namedByImage(at('pipe'))).toEqual([]);
});
