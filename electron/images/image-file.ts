/** Looks at one file: what it is, how large it is here, and how large the disk in it is. */
import { constants, type Stats } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename, isAbsolute } from 'node:path';
import { z } from 'zod';
import { FailureError } from '../../shared/failure/failure';
import type { ImageKind } from '../../shared/kinds/fields/image-kinds';
import { parseJson } from '../../shared/text/json-check';
import { fileFailure } from '../system/files/file-failure';
import { runProgram } from '../system/processes/run-program';
import {
  type Detected,
  detectedAs,
  detectImage,
  HEAD_BYTES,
  qcow2VirtualBytes,
} from './image-kind';

const BLOCK_BYTES = 512;
const QEMU_IMG_LIMIT_MS = 30_000;

export interface ImageFile extends Detected {
  readonly virtualBytes: number;
}

export interface FileState {
  readonly exists: boolean;
  /** What it takes on this computer; sparse files take less than their length. */
  readonly bytes: number;
}

const infoSchema = z.object({ 'virtual-size': z.number() });

/**
 * Looks at a file that is to become an image.
 *
 * @param kind what the person says that it is; by default what its first bytes show
 * @throws FailureError when it cannot be read or nobody can tell what it is
 */
export async function inspectImage(path: string, kind?: ImageKind): Promise<ImageFile> {
  if (!isAbsolute(path)) throw relative(path);
  const { head, bytes } = await readHead(path);
  const found = detectImage(head, bytes);
  if (found === null && kind === undefined) throw unknown(path);
  const detected = kind === undefined ? found! : detectedAs(kind, found);
  return { ...detected, virtualBytes: await virtualBytesOf(path, detected, head, bytes) };
}

/** How a file is now; one that is gone is no failure. */
export async function fileState(path: string): Promise<FileState> {
  try {
    const { blocks } = await stat(path);
    return { exists: true, bytes: blocks * BLOCK_BYTES };
  } catch {
    // Moved, deleted, on a disk that is not there now: shown as missing, whatever the reason.
    return { exists: false, bytes: 0 };
  }
}

async function readHead(path: string): Promise<{ head: Uint8Array; bytes: number }> {
  try {
    // Looked at before, too: opening a pipe waits, and a device may do something.
    checkDisk(await stat(path), path);
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const state = await file.stat();
      checkDisk(state, path);
      const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
      return { head: buffer.subarray(0, bytesRead), bytes: state.size };
    } finally {
      await file.close();
    }
  } catch (error) {
    throw fileFailure(error, path, 'read');
  }
}

function checkDisk(state: Stats, path: string): void {
  if (!state.isFile() && !state.isBlockDevice()) throw noFile(path);
}

/** Only what is a disk has another size inside; its format is named, so that nothing is guessed. */
async function virtualBytesOf(
  path: string,
  { kind, format }: Detected,
  head: Uint8Array,
  bytes: number,
): Promise<number> {
  if (kind !== 'disk' || format === 'raw') return bytes;
  if (format === 'qcow2') return qcow2VirtualBytes(head) ?? bytes;
  const args = ['info', '--force-share', '--output=json', '-f', format, path];
  const { code, stdout } = await runProgram('qemu-img', args, QEMU_IMG_LIMIT_MS);
  // Without qemu-img, or with a broken image, the file's own size is all that is known.
  return code === 0
    ? (infoSchema.safeParse(parseJson(stdout)).data?.['virtual-size'] ?? bytes)
    : bytes;
}

function relative(path: string): FailureError {
  return new FailureError({
    code: 'bad-request',
    message: `The path ${path} does not begin with a slash.`,
    next: 'Give the full path of the file.',
  });
}

function noFile(path: string): FailureError {
  return new FailureError({
    code: 'bad-request',
    message: `${path} is no file.`,
    next: 'Choose a file: a CD image, a disk image, a kernel or a root file system.',
  });
}

function unknown(path: string): FailureError {
  return new FailureError({
    code: 'bad-request',
    message: `Vdelab cannot tell what ${basename(path)} is: no CD, disk, kernel, ramdisk or file system that it knows.`,
    next: 'If you know better, say what it is beside “Add a file…”, and add it again.',
    detail: path,
  });
}
