/**
 * Opens and reads files whose paths come from people and drawings, which may name anything: opening a
 * named pipe waits until somebody writes to it, a device may do something when it is opened, and reading
 * either may never end. Only regular files are opened, and no more is read than is wanted.
 */
import {
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  type Stats,
  statSync,
  writeSync,
} from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { FailureError } from '../../../shared/failure/failure';

/** Should a pipe take the file's place after it was looked at, opening it does not wait. */
const FLAGS = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY;
const PIECE_BYTES = 1 << 20;
/** What Vdelab's own small files may have: lists, notes, settings. */
const MAX_OWN_FILE_BYTES = 16 * 1024 * 1024;

/** What is there in place of a file, in words. */
export function kindOf(found: Stats): string {
  if (found.isDirectory()) return 'a folder';
  if (found.isFIFO()) return 'a named pipe';
  if (found.isSocket()) return 'a socket';
  return 'a device';
}

/** Throws a FailureError that says what is in the place of a file. */
export function checkRegular(found: Stats, path: string): void {
  if (found.isFile()) return;
  throw new FailureError({
    code: 'file-forbidden',
    message: `${path} is ${kindOf(found)}, not a file.`,
    next: 'Choose a file.',
  });
}

function tooLarge(path: string, maxBytes: number): FailureError {
  const mib = maxBytes / 1024 / 1024;
  return new FailureError({
    code: 'bad-request',
    message: `${path} has more than ${mib} MiB, which is more than is read of it.`,
    next: 'Choose another file.',
  });
}

/** Opens a regular file for reading. Throws a FailureError for anything else, and Node's own errors. */
export async function openRegular(path: string): Promise<FileHandle> {
  checkRegular(await stat(path), path);
  const file = await open(path, FLAGS);
  try {
    checkRegular(await file.stat(), path);
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

/**
 * The content of a regular file, a piece at a time; a file that grows meanwhile has an end all the same.
 *
 * @param tooMuch what is thrown for a larger file
 */
export async function* piecesOf(
  path: string,
  maxBytes: number,
  tooMuch: (bytes: number) => Error = () => tooLarge(path, maxBytes),
): AsyncGenerator<Buffer> {
  const file = await openRegular(path);
  try {
    const { size } = await file.stat();
    if (size > maxBytes) throw tooMuch(size);
    let done = 0;
    for (;;) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(PIECE_BYTES), 0, PIECE_BYTES);
      if (bytesRead === 0) return;
      done += bytesRead;
      if (done > maxBytes) throw tooMuch(done);
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/** The text of a regular file. Throws a FailureError for anything else, and Node's own errors. */
export async function readRegular(path: string, maxBytes = MAX_OWN_FILE_BYTES): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of piecesOf(path, maxBytes)) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}

/** The same for those who cannot wait: small files only. */
export function readRegularSync(path: string, maxBytes = MAX_OWN_FILE_BYTES): string {
  checkRegular(statSync(path), path);
  const descriptor = openSync(path, FLAGS);
  try {
    checkRegular(fstatSync(descriptor), path);
    const content = Buffer.alloc(Math.min(fstatSync(descriptor).size, maxBytes) + 1);
    const bytes = readSync(descriptor, content, 0, content.length, 0);
    if (bytes > maxBytes) throw tooLarge(path, maxBytes);
    return content.toString('utf8', 0, bytes);
  } finally {
    closeSync(descriptor);
  }
}

/** Writes a small file for those who cannot wait. Throws a FailureError for anything else in its place. */
export function writeRegularSync(path: string, text: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found !== undefined) checkRegular(found, path);
  const { O_WRONLY, O_CREAT, O_NONBLOCK, O_NOCTTY } = constants;
  const descriptor = openSync(path, O_WRONLY | O_CREAT | O_NONBLOCK | O_NOCTTY, 0o600);
  try {
    checkRegular(fstatSync(descriptor), path);
    ftruncateSync(descriptor);
    writeSync(descriptor, text);
  } finally {
    closeSync(descriptor);
  }
}
