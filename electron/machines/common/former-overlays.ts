/**
 * Overlays of a machine whose image it does not name any more: the image was moved or renamed, or the drawing
 * names another one. What was written there is not lost: it is found again by what the image is, or by choice.
 */
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { FailureError } from '../../../shared/failure/failure';
import { bytesText } from '../../../shared/text/quantities';
import { type BaseState, NOTE_ENDING, samenessOf, writeNote } from './base-image';

const OVERLAY = /^(?:disk-[0-9a-f]{12}-(\d+)\.qcow2|root-[0-9a-f]{12}\.cow)$/;
const BLOCK_BYTES = 512;

export interface FormerOverlay {
  /** The file's name within the machine's folder. */
  readonly name: string;
  /** What is known of the image that it stands on; null for nothing. */
  readonly state: BaseState | null;
  /** What it takes on this computer. */
  readonly bytes: number;
}

/** Reads what an overlay stands on. */
export type StateOf = (overlay: string) => Promise<BaseState | null>;

/** The overlays in a machine's folder, but for those that its disks use. */
export async function formerOverlays(
  directory: string,
  used: ReadonlySet<string>,
  stateOf: StateOf,
): Promise<FormerOverlay[]> {
  const names = (await readdir(directory).catch(() => [])).filter(
    (name) => OVERLAY.test(name) && !used.has(name),
  );
  return Promise.all(
    names.sort().map(async (name) => {
      const path = join(directory, name);
      const { blocks } = await stat(path);
      return { name, state: await stateOf(path), bytes: blocks * BLOCK_BYTES };
    }),
  );
}

export interface Wanted {
  readonly directory: string;
  /** The name of the overlay that is missing. */
  readonly name: string;
  readonly base: string;
  readonly used: ReadonlySet<string>;
  readonly record: string;
}

/**
 * The former overlay of an image that stands at another path now; null if there is none. Throws `image-changed`
 * where there is one and nobody can tell.
 */
export async function overlayOfMoved(
  wanted: Wanted,
  stateOf: StateOf,
): Promise<FormerOverlay | null> {
  const { directory, name, base, used } = wanted;
  const [kind, place] = [endingOf(name), OVERLAY.exec(name)?.[1]];
  const unclear: FormerOverlay[] = [];
  for (const former of await formerOverlays(directory, used, stateOf)) {
    const isOfKind = endingOf(former.name) === kind && OVERLAY.exec(former.name)?.[1] === place;
    if (!isOfKind || former.state === null) continue;
    const sameness = await samenessOf(former.state, base);
    if (sameness === 'same') return former;
    // One whose image is still there is that image's, as when a disk was exchanged in the drawing.
    if (sameness === 'unknown' && !(await isThere(former.state.base))) unclear.push(former);
  }
  if (unclear.length > 0) throw unclearImage(wanted, unclear[0]!);
  return null;
}

/** Gives an overlay the name that belongs to its image now, and notes it. */
export async function giveName(
  directory: string,
  former: string,
  name: string,
  state: BaseState,
): Promise<void> {
  await writeNote(join(directory, name), state);
  await rename(join(directory, former), join(directory, name));
  await rm(join(directory, `${former}${NOTE_ENDING}`), { force: true });
}

const endingOf = (name: string) => name.slice(name.lastIndexOf('.'));

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function unclearImage({ base, record }: Wanted, { state, bytes }: FormerOverlay): FailureError {
  return new FailureError({
    code: 'image-changed',
    message: `This machine wrote ${bytesText(bytes)} on ${state?.base}, which is not there any more. ${base} may be the same image or another one.`,
    next: 'Say which it is under Overlays in the inspector: go on with what was written, or delete it.',
    record,
  });
}
