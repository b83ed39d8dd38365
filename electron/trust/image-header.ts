/**
 * The other files that a disk image names in its header, which QEMU opens with it: a qcow2 image can stand
 * on any file of this computer, or have its data in one (docs/interop/qcow2.rst of QEMU).
 */
import { open } from 'node:fs/promises';
import { dirname, isAbsolute, join, normalize } from 'node:path';

export interface NamedByImage {
  readonly effect: 'reads' | 'reaches';
  readonly what: string;
  /** The image whose header names it. */
  readonly image: string;
}

const HEAD_BYTES = 64 * 1024;
/** A chain that is longer is not followed, but named. */
const MAX_CHAIN = 16;
const QCOW2 = 0x514649fb;
const V2_HEADER_BYTES = 72;
const EXTERNAL_DATA_NAME = 0x44415441;

/** Formats whose images can name other files in ways that are not looked into here. */
const otherFormats: readonly [name: string, isIt: (head: Buffer) => boolean][] = [
  [
    'QCOW',
    (head) => head.length >= 8 && head.readUInt32BE(0) === QCOW2 && head.readUInt32BE(4) < 2,
  ],
  ['QED', (head) => head.subarray(0, 4).equals(Buffer.from('QED\0', 'latin1'))],
  [
    'VMDK',
    (head) => /^(KDMV|COWD|\s*#\s*Disk\s*DescriptorFile)/i.test(head.toString('latin1', 0, 512)),
  ],
  ['VHDX', (head) => head.toString('latin1', 0, 8) === 'vhdxfile'],
  ['VHD', (head) => head.toString('latin1', 0, 8) === 'conectix'],
  [
    'Parallels',
    (head) =>
      /^Without(FreeSpace|ouFreSpacExt)|^WithouFreSpacExt/.test(head.toString('latin1', 0, 16)),
  ],
  ['VDI', (head) => head.length >= 68 && head.readUInt32LE(64) === 0xbeda107f],
];

async function headOf(path: string): Promise<Buffer | null> {
  try {
    const file = await open(path, 'r');
    try {
      if (!(await file.stat()).isFile()) return null;
      const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch {
    // Whoever uses it says that it is not there, or may not be read.
    return null;
  }
}

/** The names that stand in a qcow2 header; null if it is none. */
export function namesInQcow2(head: Buffer): string[] | null {
  if (head.length < V2_HEADER_BYTES || head.readUInt32BE(0) !== QCOW2) return null;
  const version = head.readUInt32BE(4);
  if (version < 2) return null;
  const offset = Number(head.readBigUInt64BE(8));
  const length = head.readUInt32BE(16);
  const backing = offset === 0 ? [] : [head.toString('utf8', offset, offset + length)];
  const start = version === 2 || head.length < 104 ? V2_HEADER_BYTES : head.readUInt32BE(100);
  return [...backing, ...externalData(head, start)].filter((name) => name !== '');
}

/** Header extensions: a type, a length, and the data padded to eight bytes. */
function externalData(head: Buffer, start: number): string[] {
  const names: string[] = [];
  for (let at = start; at + 8 <= head.length; ) {
    const type = head.readUInt32BE(at);
    const length = head.readUInt32BE(at + 4);
    if (type === 0) break;
    if (type === EXTERNAL_DATA_NAME) names.push(head.toString('utf8', at + 8, at + 8 + length));
    at += 8 + Math.ceil(length / 8) * 8;
  }
  return names;
}

/** As QEMU takes it: a path relative to the image, or the address of something that is no file. */
function named(name: string, image: string): NamedByImage {
  if (/^json:|^[A-Za-z0-9+.-]+:/.test(name) && !name.startsWith('file:')) {
    return { effect: 'reaches', what: name, image };
  }
  const path = name.replace(/^file:/, '');
  const what = normalize(isAbsolute(path) ? path : join(dirname(image), path));
  return { effect: 'reads', what, image };
}

/** All that is opened with an image, through the whole chain; empty for a plain one. */
export async function namedByImage(image: string): Promise<NamedByImage[]> {
  const found: NamedByImage[] = [];
  const queue = [image];
  const seen = new Set<string>();
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (seen.has(path) || seen.size >= MAX_CHAIN) continue;
    seen.add(path);
    const head = await headOf(path);
    if (head === null) continue;
    const names = namesInQcow2(head)?.map((name) => named(name, path));
    if (names === undefined) found.push(...inOtherFormat(head, path));
    else {
      found.push(...names);
      queue.push(...names.filter(({ effect }) => effect === 'reads').map(({ what }) => what));
    }
  }
  return found;
}

function inOtherFormat(head: Buffer, image: string): NamedByImage[] {
  const format = otherFormats.find(([, isIt]) => isIt(head))?.[0];
  if (format === undefined) return [];
  return [{ effect: 'reads', what: `whatever ${image} (${format}) names`, image }];
}
