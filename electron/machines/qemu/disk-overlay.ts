/**
 * Copy-on-write overlays: a machine writes to its own qcow2 file on top of the base image, which is
 * never written. Overlays are kept between starts. One belongs to the very base it was made on, so it
 * is named after the base's path; a note beside it tells when the base was changed since, and finds the
 * overlay again when the base was moved.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { FailureError } from '../../../shared/failure/failure';
import { parseJson } from '../../../shared/text/json-check';
import { lastLines } from '../../system/processes/output-tail';
import { type ProgramResult, runProgram } from '../../system/processes/run-program';
import { unwaited } from '../../system/unexpected';
import {
  baseState,
  isBaseUnchanged,
  noteBase,
  noteDigest,
  notedBase,
  samenessOf,
  writeNote,
} from '../common/base-image';
import { type FormerOverlay, giveName, overlayOfMoved } from '../common/former-overlays';

const imageInfoSchema = z.object({ format: z.string().regex(/^[a-z0-9-]+$/) });
const QEMU_IMG_LIMIT_MS = 30_000;

interface OverlayRequest {
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
  const used = new Set(overlayPaths(bases, directory).map((path) => basename(path)));
  for (const [index, base] of bases.entries()) {
    const occurrence = occurrenceOf(bases, index);
    const overlay = await ensureOverlay({ base, directory, occurrence, record }, used);
    overlays.push(overlay);
    unwaited(noteDigest(overlay));
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

/**
 * The overlay's path. Throws a FailureError if the base changed under it or it cannot be made.
 *
 * @param used names of overlays that the machine's disks use: none of these is a former one
 */
async function ensureOverlay(
  request: OverlayRequest,
  used: ReadonlySet<string> = new Set(),
): Promise<string> {
  const { directory, base, record } = request;
  const name = overlayName(request);
  const overlay = join(directory, name);
  if (existsSync(overlay)) {
    await checkBase(request, overlay);
    return overlay;
  }
  const moved = await overlayOfMoved({ directory, name, base, used, record }, notedBase);
  if (moved !== null) {
    await moveOverlay(directory, moved, name, base, record);
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
  await writeNote(overlay, state);
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

/** Throws where the image is not the one that the overlay was made on any more, or nobody can tell. */
async function checkBase(request: OverlayRequest, overlay: string): Promise<void> {
  const before = await notedBase(overlay);
  if (before === null) {
    // Without a note there is nothing to compare with; write down what is there from now on.
    await noteBase(overlay, request.base, await formatOf(request));
    return;
  }
  if (await isBaseUnchanged(before)) return;
  const sameness = await samenessOf(before, request.base);
  if (sameness !== 'same') throw changedBase(request, sameness === 'unknown');
  // Copied back or touched: the same bytes with another time.
  const now = await baseState(request.base, before.format);
  await writeNote(overlay, before.digest === undefined ? now : { ...now, digest: before.digest });
}

function changedBase({ base, record }: OverlayRequest, isUnknown: boolean): FailureError {
  return new FailureError({
    code: 'image-changed',
    message: isUnknown
      ? `The disk image ${base} has another time than when this machine wrote to its overlay; whether it is the same image nobody noted.`
      : `The disk image ${base} was changed after this machine had written to its overlay; together they would be garbage.`,
    next: isUnknown
      ? 'If it is the same image, say so under Overlays in the inspector; else put the former one back, or wipe what was written.'
      : 'Put the former image back, or begin with an empty overlay: Wipe, under Overlays in the inspector.',
    record,
  });
}

/** Puts an overlay on the same image at another path, under the name that belongs to that. */
export async function moveOverlay(
  directory: string,
  former: FormerOverlay,
  name: string,
  base: string,
  record: string,
): Promise<void> {
  const request = { base, directory, occurrence: 0, record };
  const format = former.state?.format ?? (await formatOf(request));
  const args = ['rebase', '-q', '-u', '-f', 'qcow2', '-b', base, '-F', format];
  const done = await runProgram(
    'qemu-img',
    [...args, join(directory, former.name)],
    QEMU_IMG_LIMIT_MS,
  );
  if (done.code !== 0) throw overlayFailure(request, done);
  const digest = former.state?.digest;
  const state = await baseState(base, format);
  await giveName(directory, former.name, name, digest === undefined ? state : { ...state, digest });
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
