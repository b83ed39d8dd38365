/** The overlays of QEMU machines that are off: found, put on another image, written back. */
import { rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { z } from 'zod';
import type { QemuNode } from '../../../shared/document/topology';
import { parseJson } from '../../../shared/text/json-check';
import { fileState } from '../../images/image-file';
import { checkRoom } from '../../system/files/free-space';
import { runProgram } from '../../system/processes/run-program';
import { NOTE_ENDING, noteBase, notedBase, samenessOf } from '../common/base-image';
import { changedBelow, notCommitted } from '../common/disk-failures';
import type { OverlayDisks, OwnDisk } from '../common/overlay-disks';
import { moveOverlay, overlayPaths } from './disk-overlay';

const INFO_LIMIT_MS = 30_000;
/** Writing back goes through all that a guest ever wrote. */
const COMMIT_LIMIT_MS = 60 * 60 * 1000;

function disksOf({ disks }: QemuNode, directory: string): OwnDisk[] {
  const below = disks.filter(({ access }) => access === 'overlay');
  const paths = overlayPaths(
    below.map(({ image }) => image),
    directory,
  );
  return disks.map(({ image, access }) => ({
    image,
    access,
    overlay: access === 'overlay' ? paths.shift()! : '',
  }));
}

const overlayInfoSchema = z.object({ 'backing-filename': z.string() });

async function backingFileOf(overlay: string): Promise<string | null> {
  const args = ['info', '--force-share', '--output=json', '-f', 'qcow2', overlay];
  const { code, stdout } = await runProgram('qemu-img', args, INFO_LIMIT_MS);
  if (code !== 0) return null;
  return overlayInfoSchema.safeParse(parseJson(stdout)).data?.['backing-filename'] ?? null;
}

/** What is in the image already is in the overlay as well, so the two fit together all the time. */
async function commitOverlay(node: QemuNode, { overlay, image }: OwnDisk): Promise<void> {
  const before = await notedBase(overlay);
  if (before !== null && (await samenessOf(before, image)) !== 'same') {
    throw changedBelow(node, image);
  }
  await checkRoom(dirname(image), (await fileState(overlay)).bytes, image);
  // Without a note an app that is killed now leaves a machine that starts, not one that is refused.
  await rm(`${overlay}${NOTE_ENDING}`, { force: true });
  const args = ['commit', '-q', '-f', 'qcow2', overlay];
  const result = await runProgram('qemu-img', args, COMMIT_LIMIT_MS);
  if (result.code === 0) return;
  if (before !== null) await noteBase(overlay, image, before.format);
  throw notCommitted(node, image, result);
}

/** Notes the image as it is now; where nothing is noted, the next start does. */
async function renote({ overlay, image }: OwnDisk): Promise<void> {
  const before = await notedBase(overlay);
  if (before !== null) await noteBase(overlay, image, before.format);
}

export const qemuOverlays: OverlayDisks<QemuNode> = {
  ending: '.qcow2',
  disksOf,
  stateOf: notedBase,
  imageBelow: async (overlay) => (await notedBase(overlay))?.base ?? (await backingFileOf(overlay)),
  adopt: async ({ id }, disk, former) => {
    if (former === null) await renote(disk);
    else await moveOverlay(dirname(disk.overlay), former, basename(disk.overlay), disk.image, id);
  },
  commit: commitOverlay,
};
