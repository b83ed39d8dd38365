/**
 * The other files that a disk image names in its header, which QEMU opens with it: a qcow2 image can stand
 * on any file of this computer, or have its data in one (docs/interop/qcow2.rst of QEMU).
 */
import { constants, type Stats } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

export interface NamedByImage {
  readonly effect: 'writes' | 'reads' | 'reaches';
  readonly what: string;
  /** The image whose header names it. */
  readonly image: string;
}

/** The largest cluster of qcow2, whose header names nothing behind its first cluster. */
const HEAD_BYTES = 2 * 1024 * 1024;
/** A chain that is longer is not followed, which is said. */
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
  ['VMDK', (head) => /^(KDMV|COWD)/.test(head.toString('latin1', 0, 4)) || isVmdkDescriptor(head)],
  ['VHDX', (head) => head.toString('latin1', 0, 8) === 'vhdxfile'],
  ['VHD', (head) => head.toString('latin1', 0, 8) === 'conectix'],
  [
    'Parallels',
    (head) =>
      /^Without(FreeSpace|ouFreSpacExt)|^WithouFreSpacExt/.test(head.toString('latin1', 0, 16)),
  ],
  ['VDI', (head) => head.length >= 68 && head.readUInt32LE(64) === 0xbeda107f],
];

/** How much QEMU looks at to tell a format. */
const PROBED_BYTES = 512;

/** QEMU wants no title: `version=` behind comments and empty lines makes one (block/vmdk.c). */
function isVmdkDescriptor(head: Buffer): boolean {
  const text = head.toString('latin1', 0, PROBED_BYTES);
  return (
    /^\s*#\s*Disk\s*DescriptorFile/i.test(text) ||
    /^(?:[ \t\r]*(?:#[^\n]*)?\n)*\s*version\s*=/i.test(text)
  );
}

/** A pipe in the place of an image would keep whoever opens it waiting. */
const FLAGS = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY;
const isDisk = (found: Stats) => found.isFile() || found.isBlockDevice();

async function headOf(path: string): Promise<Buffer | null> {
  try {
    if (!isDisk(await stat(path))) return null;
    const file = await open(path, FLAGS);
    try {
      if (!isDisk(await file.stat())) return null;
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

interface Name {
  readonly name: string;
  /** It holds data of the image, so that whoever writes to the image writes to it. */
  readonly isData: boolean;
}

/** The names that stand in a qcow2 header; null if it is none. */
export function namesInQcow2(head: Buffer): Name[] | null {
  if (head.length < V2_HEADER_BYTES || head.readUInt32BE(0) !== QCOW2) return null;
  const version = head.readUInt32BE(4);
  if (version < 2) return null;
  const offset = Number(head.readBigUInt64BE(8));
  const backing = offset === 0 ? '' : nameIn(head, offset, head.readUInt32BE(16));
  const start = version === 2 || head.length < 104 ? V2_HEADER_BYTES : head.readUInt32BE(100);
  return [
    { name: backing, isData: false },
    ...externalData(head, start).map((name) => ({ name, isData: true })),
  ].filter(({ name }) => name !== '');
}

/** To QEMU a name ends at its first NUL. */
function nameIn(head: Buffer, offset: number, length: number): string {
  return head.toString('utf8', offset, offset + length).split('\0', 1)[0]!;
}

/** Header extensions: a type, a length, and the data padded to eight bytes. */
function externalData(head: Buffer, start: number): string[] {
  const names: string[] = [];
  for (let at = start; at + 8 <= head.length; ) {
    const type = head.readUInt32BE(at);
    const length = head.readUInt32BE(at + 4);
    if (type === 0) break;
    if (type === EXTERNAL_DATA_NAME) names.push(nameIn(head, at + 8, length));
    at += 8 + Math.ceil(length / 8) * 8;
  }
  return names;
}

/**
 * As QEMU takes it: a path relative to the image, or the address of something that is no file. `..` stays in
 * it, for behind a link it does not lead to where it seems to.
 */
function named(name: string, image: string, effect: 'writes' | 'reads'): NamedByImage {
  const path = /^file:(?=\/)/.test(name) ? name.slice('file:'.length) : name;
  // One that QEMU takes from its own working directory is an address as well.
  if (/^[^/]*:/.test(path)) return { effect: 'reaches', what: path, image };
  const what = path.startsWith('/') ? path : `${dirname(image)}/${path.replace(/^(\.\/+)+/, '')}`;
  return { effect, what, image };
}

function whateverItNames(image: string, effect: 'writes' | 'reads', format = ''): NamedByImage {
  return { effect, what: `whatever ${image}${format && ` (${format})`} names`, image };
}

function namedIn(head: Buffer, image: string, isWritten: boolean): NamedByImage[] {
  const effect = isWritten ? 'writes' : 'reads';
  const names = namesInQcow2(head);
  if (names !== null) {
    return names.map(({ name, isData }) => named(name, image, isData ? effect : 'reads'));
  }
  const format = otherFormats.find(([, isIt]) => isIt(head))?.[0];
  if (format === undefined) return [];
  const others = format === 'VMDK' ? namesInVmdk(head) : [];
  return [
    whateverItNames(image, effect, format),
    ...others.map((name) => named(name, image, effect)),
  ];
}

/** Those that stand in a descriptor in the usual way, so that another one is asked about again. */
function namesInVmdk(head: Buffer): string[] {
  const pattern =
    /^[ \t]*(?:(?:RW|RDONLY|NOACCESS)\s+\d+\s+\w+|parentFileNameHint\s*=)\s*"([^"\r\n]+)"/gim;
  return [...head.toString('utf8').matchAll(pattern)].map(([, name]) => name!);
}

/**
 * All that is opened with an image, through the whole chain; empty for a plain one.
 *
 * @param isWritten whether the machine writes to the image, and so to what holds its data
 */
export async function namedByImage(image: string, isWritten = false): Promise<NamedByImage[]> {
  const found: NamedByImage[] = [];
  const queue = [image];
  const seen = new Set<string>();
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (seen.has(path)) continue;
    if (seen.size >= MAX_CHAIN) {
      found.push(whateverItNames(path, 'reads'));
      break;
    }
    seen.add(path);
    // A name in no UTF-8 is another file's here than QEMU's.
    if (path.includes('\ufffd')) found.push(whateverItNames(path, 'reads'));
    const head = await headOf(path);
    const names = head === null ? [] : namedIn(head, path, isWritten && path === image);
    found.push(...names);
    queue.push(...names.filter(isFile).map(({ what }) => what));
  }
  return found;
}

const isFile = ({ effect, what }: NamedByImage) => effect !== 'reaches' && what.startsWith('/');
