/**
 * Copy-on-write overlays: a machine writes to its own qcow2 file on top of the base image, which is
 * never written. Overlays are kept between starts. One belongs to the very base it was made on, so it
 * is named after the base's path, and a note beside it tells when the base was changed since.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { FailureError } from '../../../shared/failure';
import { parseJson } from '../../../shared/json-check';
import { writeFileAtomically } from '../../document/atomic-file';
import { readRegular } from '../../document/regular-file';
import { lastLines } from '../output-tail';
import { type ProgramResult, runProgram } from '../run-program';

const baseStateSchema = z.object({
  base: z.string(),
  bytes: z.number(),
  modifiedMs: z.number(),
  format: z.string(),
});
export type BaseState = z.infer<typeof baseStateSchema>;

/** What the name of every note ends in. */
export const NOTE_ENDING = '.base.json';

const imageInfoSchema = z.object({ format: z.string().regex(/^[a-z0-9-]+$/) });
const QEMU_IMG_LIMIT_MS = 30_000;

export interface OverlayRequest {
  /** Absolute path of the base image. */
  readonly base: string;
  /** Where the machine's overlays are kept. */
  readonly directory: string;
  /** Which of several disks of the machine with the same base this is, from 0. */
  readonly occurrence: number;
  /** The node, for messages. */
  readonly record: string;
}

/** The overlays for a list of base images, in their order; made where they are missing. */
export async function ensureOverlays(
  bases: readonly string[],
  directory: string,
  record: string,
): Promise<string[]> {
  const overlays: string[] = [];
  for (const [index, base] of bases.entries()) {
    const occurrence = occurrenceOf(bases, index);
    overlays.push(await ensureOverlay({ base, directory, occurrence, record }));
  }
  return overlays;
}

/** Where the overlays for a list of base images are, in their order, or will be. */
export function overlayPaths(bases: readonly string[], directory: string): string[] {
  return bases.map((base, index) =>
    join(directory, overlayName({ base, occurrence: occurrenceOf(bases, index) })),
  );
}

function occurrenceOf(bases: readonly string[], index: number): number {
  return bases.slice(0, index).filter((other) => other === bases[index]).length;
}

/** What is noted beside an overlay of the base that it was made on; null if nothing is. */
export async function notedBase(note: string): Promise<BaseState | null> {
  try {
    return baseStateSchema.parse(parseJson(await readRegular(note)));
  } catch {
    // Never written, or lost with a crash: whoever asks does without.
    return null;
  }
}

/** Notes that the base is as it should be now. */
export async function noteBase(overlay: string, base: string, format: string): Promise<void> {
  const note = `${overlay}${NOTE_ENDING}`;
  await writeFileAtomically(note, JSON.stringify(await baseState(base, format)));
}

/** Whether the base is as it was when the overlay was made. */
export async function isBaseUnchanged(before: BaseState): Promise<boolean> {
  const now = await baseState(before.base, before.format);
  return now.bytes === before.bytes && now.modifiedMs === before.modifiedMs;
}

/** The overlay's path. Throws a FailureError if the base changed under it or it cannot be made. */
export async function ensureOverlay(request: OverlayRequest): Promise<string> {
  const overlay = join(request.directory, overlayName(request));
  const note = `${overlay}${NOTE_ENDING}`;
  if (existsSync(overlay)) {
    await checkBase(request, overlay, note);
    return overlay;
  }
  const state = await baseState(request.base, await formatOf(request));
  const draft = `${overlay}.new`;
  await rm(draft, { force: true });
  const from = ['-b', state.base, '-F', state.format];
  const made = await runProgram(
    'qemu-img',
    ['create', '-q', '-f', 'qcow2', ...from, draft],
    QEMU_IMG_LIMIT_MS,
  );
  if (made.code !== 0) throw overlayFailure(request, made);
  await writeFileAtomically(note, JSON.stringify(state));
  await rename(draft, overlay);
  return overlay;
}

function overlayName({ base, occurrence }: Pick<OverlayRequest, 'base' | 'occurrence'>): string {
  const hash = createHash('sha256').update(base).digest('hex').slice(0, 12);
  return `disk-${hash}-${occurrence}.qcow2`;
}

/** The image's format as qemu-img sees it now, before a guest could have written to it. */
async function formatOf(request: OverlayRequest): Promise<string> {
  const args = ['info', '--force-share', '--output=json', request.base];
  const result = await runProgram('qemu-img', args, QEMU_IMG_LIMIT_MS);
  if (result.code !== 0) throw overlayFailure(request, result);
  return imageInfoSchema.parse(parseJson(result.stdout)).format;
}

async function baseState(base: string, format: string): Promise<BaseState> {
  const { size, mtimeMs } = await stat(base);
  return { base, bytes: size, modifiedMs: mtimeMs, format };
}

async function checkBase(request: OverlayRequest, overlay: string, note: string): Promise<void> {
  const before = await notedBase(note);
  if (before === null) {
    // Without a note there is nothing to compare with; write down what is there from now on.
    await noteBase(overlay, request.base, await formatOf(request));
    return;
  }
  if (await isBaseUnchanged(before)) return;
  throw new FailureError({
    code: 'image-changed',
    message: `The disk image ${request.base} was changed after this machine had written to its overlay; together they would be garbage.`,
    next: `Put the former image back, or start afresh from the new one: \`rm ${overlay}\`.`,
    record: request.record,
  });
}

function overlayFailure(request: OverlayRequest, result: ProgramResult): FailureError {
  const words = lastLines(result.stderr, 3);
  const full = /No space left/i.test(words);
  return new FailureError({
    code: full ? 'disk-full' : 'program-failed',
    message: full
      ? `There is no space left for the overlay of ${request.base}.`
      : `No overlay could be made for the disk image ${request.base}.`,
    next: full
      ? `Free some space in ${request.directory} and start again.`
      : 'Check that the file is a disk image that QEMU can read.',
    detail: result.timedOut ? 'qemu-img took too long' : words,
    record: request.record,
  });
}
