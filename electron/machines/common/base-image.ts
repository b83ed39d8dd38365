/**
 * What is noted beside an overlay of the image below it, and whether an image is still that one. Its path and
 * times say little: a copy back from a backup, a checkout or a move changes them, and not a byte. So the
 * digest of its bytes is noted, too, which takes a while for a large one and is done beside the running machine.
 */
import { createHash } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { parseJson } from '../../../shared/text/json-check';
import { writeFileAtomically } from '../../system/files/atomic-file';
import { readRegular } from '../../system/files/regular-file';

const baseStateSchema = z.object({
  base: z.string(),
  bytes: z.number(),
  modifiedMs: z.number(),
  format: z.string(),
  /** Device and inode: a file that is moved within a file system keeps them. Older notes have neither this, */
  file: z.string().optional(),
  /** nor the SHA-256 of the image. */
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});
export type BaseState = z.infer<typeof baseStateSchema>;

/** What the name of every note ends in. */
export const NOTE_ENDING = '.base.json';
/** `unknown`: it has the size, and what was in it then nobody noted. */
export type Sameness = 'same' | 'other' | 'unknown';

const PIECE_BYTES = 4 << 20;
/** Between two pieces, so that a machine that runs meanwhile is not slowed. */
const PAUSE_MS = 20;

export async function baseState(base: string, format: string): Promise<BaseState> {
  const { size, mtimeMs, dev, ino } = await stat(base);
  return { base, bytes: size, modifiedMs: mtimeMs, format, file: `${dev}:${ino}` };
}

/** What is noted beside an overlay of the base that it was made on; null if nothing is. */
export async function notedBase(overlay: string): Promise<BaseState | null> {
  try {
    return baseStateSchema.parse(parseJson(await readRegular(`${overlay}${NOTE_ENDING}`)));
  } catch {
    // Never written, or lost with a crash: whoever asks does without.
    return null;
  }
}

/** Notes that the base is as it should be now. */
export async function noteBase(overlay: string, base: string, format: string): Promise<void> {
  await writeNote(overlay, await baseState(base, format));
}

export async function writeNote(overlay: string, state: BaseState): Promise<void> {
  await writeFileAtomically(`${overlay}${NOTE_ENDING}`, JSON.stringify(state));
}

/** Whether the base has size and time that it had when the overlay was made. */
export async function isBaseUnchanged(before: BaseState): Promise<boolean> {
  const now = await baseState(before.base, before.format).catch(() => null);
  return now !== null && now.bytes === before.bytes && now.modifiedMs === before.modifiedMs;
}

/** Whether the image at a path is the one that a note is about, wherever and from whenever that was. */
export async function samenessOf(before: BaseState, path: string): Promise<Sameness> {
  const now = await baseState(path, before.format);
  if (now.bytes !== before.bytes) return 'other';
  const isUntouched = now.modifiedMs === before.modifiedMs;
  if (isUntouched && (before.base === path || before.file === now.file)) return 'same';
  const known = before.digest ?? (await digestOfBase(before));
  const digest = known === null ? null : await digestOf(path);
  if (known === null || digest === null) return 'unknown';
  return digest === known ? 'same' : 'other';
}

/** The digest of a base that is where it was, as it was. */
async function digestOfBase(before: BaseState): Promise<string | null> {
  return (await isBaseUnchanged(before)) ? digestOf(before.base) : null;
}

/** SHA-256 of an image; null if it cannot be read. @param pauseMs between two pieces */
async function digestOf(path: string, pauseMs = 0): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    const file = await open(path, 'r');
    try {
      const buffer = Buffer.alloc(PIECE_BYTES);
      for (;;) {
        const { bytesRead } = await file.read(buffer, 0, PIECE_BYTES);
        if (bytesRead === 0) return hash.digest('hex');
        hash.update(buffer.subarray(0, bytesRead));
        if (pauseMs > 0) await sleep(pauseMs, undefined, { ref: false });
      }
    } finally {
      await file.close();
    }
  } catch {
    return null;
  }
}

/** Digests under way or done, by file and time: machines share images. */
const digests = new Map<string, Promise<string | null>>();

/** Adds the digest to a note that has none. Takes its time; nothing fails when it cannot be written. */
export async function noteDigest(overlay: string): Promise<void> {
  const before = await notedBase(overlay);
  if (before === null || before.digest !== undefined || !(await isBaseUnchanged(before))) return;
  const key = `${before.file} ${before.bytes} ${before.modifiedMs}`;
  const known = digests.get(key) ?? digestOf(before.base, PAUSE_MS);
  digests.set(key, known);
  const digest = await known;
  const now = await notedBase(overlay);
  const isStill = JSON.stringify(now) === JSON.stringify(before) && (await isBaseUnchanged(before));
  if (digest === null || !isStill) return;
  await writeNote(overlay, { ...before, digest }).catch(() => {});
}
