/**
 * Downloads one file and checks it. What has come is kept beside the target as `.part`, with a note of
 * what it is a part of, until it is whole: a download that was cut off or cancelled goes on there. What
 * does not fit its checksum is removed, and nothing ever stands at the target that was not checked.
 */
import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { FailureError } from '../../shared/failure/failure';
import { parseJson } from '../../shared/text/json-check';
import { writeFileAtomically } from '../system/files/atomic-file';
import { errorCode, fileFailure } from '../system/files/file-failure';
import { flushFile } from '../system/files/flush';
import { checkRoom } from '../system/files/free-space';
import { readRegular } from '../system/files/regular-file';
import { connectionFailure, type FileAnswer, requestFile } from './http-file';
import { cancelled } from './jobs';
import { downloadFailure } from './net-failure';

const noteSchema = z.object({ url: z.string(), validator: z.string() });
type Note = z.infer<typeof noteSchema>;

const IDLE_LIMIT_MS = 30_000;

export interface DownloadRequest {
  readonly url: string;
  /** In lower-case hexadecimal digits. */
  readonly sha256: string;
  /** Where it will be; its folder exists. A file that is there already is not replaced. */
  readonly target: string;
  readonly signal: AbortSignal;
  /** How long nothing may come; {@link IDLE_LIMIT_MS} by default. */
  readonly idleMs?: number;
  step(step: string): void;
  bytes(done: number, total: number): void;
}

export const partOf = (target: string) => `${target}.part`;
const noteOf = (target: string) => `${target}.part.json`;

/** Resolves when the checked file is at the target. Throws a FailureError. */
export async function download(request: DownloadRequest): Promise<void> {
  const { target, signal } = request;
  const part = await openPart(request);
  try {
    const hash = await received(request, part);
    throwIfAborted(signal);
    await check(request, hash.digest('hex'));
    await flushFile(part);
    await rename(partOf(target), target);
  } catch (error) {
    if (signal.aborted) throw cancelled();
    // Room is what the next attempt needs first.
    if (isFull(error)) await forgetPart(target);
    throw fileFailure(error, target, 'saved');
  } finally {
    await part.close();
  }
  // It is in its place; a note that stays is removed or written over by the next download of the same.
  await forgetPart(target).catch(() => {});
}

/** Removes what is there of a download that nobody wants to go on with. */
export async function forgetPart(target: string): Promise<void> {
  await rm(partOf(target), { force: true });
  await rm(noteOf(target), { force: true });
}

async function openPart({ target }: DownloadRequest): Promise<FileHandle> {
  try {
    // Not truncated: it may hold what came before.
    return await open(partOf(target), 'a+', 0o600);
  } catch (error) {
    throw fileFailure(error, partOf(target), 'saved');
  }
}

/** Fetches what is missing; the hash is that of the whole. */
async function received(request: DownloadRequest, part: FileHandle): Promise<Hash> {
  const { url, target, signal, idleMs = IDLE_LIMIT_MS } = request;
  const note = await readNote(target);
  const from = note?.url === url ? (await stat(partOf(target))).size : 0;
  request.step('Connecting');
  const validator = note?.validator ?? '';
  const answer = await requestFile({ url, from, validator, idleMs, signal });
  try {
    if (answer.from === 0) await part.truncate();
    const missing = (answer.total ?? 0) - answer.from;
    await checkRoom(dirname(target), missing, 'The download');
    await writeFileAtomically(
      noteOf(target),
      JSON.stringify({ url, validator: answer.validator } satisfies Note),
    );
    const hash = await hashOf(request, answer);
    request.step('Downloading');
    await pour(request, answer, part, hash);
    return hash;
  } finally {
    answer.body.destroy();
  }
}

/** The hash of what is there before the rest comes. */
async function hashOf(request: DownloadRequest, { from }: FileAnswer): Promise<Hash> {
  const hash = createHash('sha256');
  if (from === 0) return hash;
  request.step('Reading what came before');
  const there = createReadStream(partOf(request.target), { signal: request.signal });
  for await (const chunk of there) hash.update(chunk as Buffer);
  return hash;
}

async function pour(
  request: DownloadRequest,
  answer: FileAnswer,
  part: FileHandle,
  hash: Hash,
): Promise<void> {
  const { url, signal } = request;
  let done = answer.from;
  request.bytes(done, answer.total ?? 0);
  try {
    for await (const chunk of answer.body as AsyncIterable<Buffer>) {
      throwIfAborted(signal);
      await part.appendFile(chunk);
      hash.update(chunk);
      done += chunk.length;
      request.bytes(done, answer.total ?? 0);
    }
  } catch (error) {
    throw connectionFailure(url, error);
  }
  if (answer.total !== null && done < answer.total) throw cutOff(url, done, answer.total);
}

async function readNote(target: string): Promise<Note | null> {
  try {
    return noteSchema.parse(parseJson(await readRegular(noteOf(target))));
  } catch {
    // Nothing came before, or it was cut off while the note was written: begun anew.
    return null;
  }
}

/** Throws, with nothing left of the file, when it is another one. */
async function check(request: DownloadRequest, found: string): Promise<void> {
  if (found === request.sha256) return;
  await forgetPart(request.target);
  throw new FailureError({
    code: 'checksum-wrong',
    message: `What came from ${request.url} is not the file that was wanted: its SHA-256 is another one. It was removed.`,
    next: 'Check the address and the checksum that its makers publish, and download it again.',
    detail: `wanted ${request.sha256}, got ${found}`,
  });
}

function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw cancelled();
}

function isFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(errorCode(error) ?? '');
}

function cutOff(url: string, done: number, total: number): FailureError {
  return downloadFailure(
    url,
    'the connection was cut off',
    'Resume it: what has come is kept.',
    `${done} of ${total} bytes`,
  );
}
