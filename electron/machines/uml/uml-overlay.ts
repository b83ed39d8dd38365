/**
 * The copy-on-write file of a User-Mode Linux machine before it starts. The kernel makes it, names the image
 * and its time in the header, and refuses any other time; here an image that was moved, copied back or touched
 * is recognised by its bytes, and the header is put right.
 */
import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { UmlNode } from '../../../shared/document/topology';
import { FailureError } from '../../../shared/failure/failure';
import { openRegular } from '../../system/files/regular-file';
import { unwaited } from '../../system/unexpected';
import {
  type BaseState,
  baseState,
  noteBase,
  noteDigest,
  notedBase,
  samenessOf,
  writeNote,
} from '../common/base-image';
import { giveName, overlayOfMoved } from '../common/former-overlays';
import { COW_HEAD_BYTES, cowBase, cowHeadFor, cowName } from './uml-cow';

/** Gets the overlay of a machine's disk ready. Throws `image-changed` where it is not of this image. */
export async function ensureCow(node: UmlNode, directory: string): Promise<void> {
  const { rootfs, access, id } = node;
  if (rootfs === '' || access === 'direct') return;
  const name = cowName(rootfs);
  const overlay = join(directory, name);
  if (existsSync(overlay)) await checkCow(node, overlay);
  else {
    const used = new Set([name]);
    const wanted = { directory, name, base: rootfs, used, record: id };
    const moved = await overlayOfMoved(wanted, cowState);
    if (moved !== null) await moveCow(directory, moved.name, name, rootfs);
    // The kernel makes it; what it stands on is noted before.
    else await noteBase(overlay, rootfs, 'raw');
  }
  unwaited(noteDigest(overlay));
}

/** What a copy-on-write file stands on: as noted, or as its header says. */
export async function cowState(overlay: string): Promise<BaseState | null> {
  const noted = await notedBase(overlay);
  return noted ?? cowBase(await headOf(overlay));
}

/** Puts a copy-on-write file on the same image, at this path and with this time. */
export async function moveCow(
  directory: string,
  former: string,
  name: string,
  base: string,
): Promise<void> {
  const path = join(directory, former);
  const digest = (await cowState(path))?.digest;
  const now = await baseState(base, 'raw');
  const state = digest === undefined ? now : { ...now, digest };
  await writeHead(path, state);
  if (former === name) await writeNote(path, state);
  else await giveName(directory, former, name, state);
}

async function checkCow({ id, name, rootfs }: UmlNode, overlay: string): Promise<void> {
  const before = await cowState(overlay);
  const inHead = cowBase(await headOf(overlay));
  // Not of a version that is known: the kernel has the last word.
  if (before === null || inHead === null) return;
  const now = await baseState(rootfs, 'raw');
  const isAsInHead = seconds(inHead) === seconds(now) && inHead.bytes === now.bytes;
  if (isAsInHead && inHead.base === rootfs) {
    if ((await notedBase(overlay)) === null) await noteBase(overlay, rootfs, 'raw');
    return;
  }
  const sameness = await samenessOf(before, rootfs);
  if (sameness !== 'same') throw changedBase(id, name, rootfs, sameness === 'unknown');
  const [directory, file] = [join(overlay, '..'), cowName(rootfs)];
  await moveCow(directory, file, file, rootfs);
}

const seconds = ({ modifiedMs }: BaseState) => Math.floor(modifiedMs / 1000);

async function headOf(path: string): Promise<Uint8Array> {
  const file = await openRegular(path);
  try {
    const head = Buffer.alloc(COW_HEAD_BYTES);
    const { bytesRead } = await file.read(head, 0, COW_HEAD_BYTES, 0);
    return head.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function writeHead(path: string, state: BaseState): Promise<void> {
  const head = cowHeadFor(await headOf(path), state.base, seconds(state));
  if (head === null) return;
  const file = await open(path, 'r+');
  try {
    await file.write(head, 0, head.length, 0);
    await file.sync();
  } finally {
    await file.close();
  }
}

function changedBase(id: string, name: string, rootfs: string, isUnknown: boolean): FailureError {
  return new FailureError({
    code: 'image-changed',
    message: isUnknown
      ? `The root file system ${rootfs} has another time than when ${name} wrote to its overlay; whether it is the same image nobody noted.`
      : `The root file system ${rootfs} was changed after ${name} had written to its overlay; together they would be garbage.`,
    next: isUnknown
      ? 'If it is the same image, say so under Overlays in the inspector; else put the former one back, or wipe what was written.'
      : 'Put the former image back, or begin with an empty overlay: Wipe, under Overlays in the inspector.',
    record: id,
  });
}
