/** The overlays of User-Mode Linux machines that are off: found, put on another image, written back. */
import { chmod, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { UmlNode } from '../../../shared/document/topology';
import { flushFile } from '../../system/files/flush';
import { checkRoom } from '../../system/files/free-space';
import { openRegular } from '../../system/files/regular-file';
import { runProgram } from '../../system/processes/run-program';
import { notCommitted } from '../common/disk-failures';
import type { OverlayDisks, OwnDisk } from '../common/overlay-disks';
import { backingFile, COW_HEAD_BYTES, cowName } from './uml-cow';
import { cowState, moveCow } from './uml-overlay';

/** Writing back goes through all that a guest ever wrote. */
const COMMIT_LIMIT_MS = 60 * 60 * 1000;

function disksOf({ rootfs, access }: UmlNode, directory: string): OwnDisk[] {
  return rootfs === ''
    ? []
    : [{ image: rootfs, access, overlay: join(directory, cowName(rootfs)) }];
}

async function imageBelow(path: string): Promise<string | null> {
  const file = await openRegular(path);
  try {
    const { buffer, bytesRead } = await file.read(
      Buffer.alloc(COW_HEAD_BYTES),
      0,
      COW_HEAD_BYTES,
      0,
    );
    return backingFile(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

/** Makes the merged image beside the old one and puts it into its place when it is whole. */
async function mergeCow(node: UmlNode, { overlay, image }: OwnDisk): Promise<void> {
  const path = await realpath(image);
  const { size, mode } = await stat(path);
  await checkRoom(dirname(path), size, path);
  const draft = `${path}.vdelab-new`;
  try {
    const result = await runProgram('uml_moo', [overlay, draft], COMMIT_LIMIT_MS);
    if (result.code !== 0) throw notCommitted(node, image, result);
    await chmod(draft, mode);
    await written(draft);
    await rename(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
}

/** Waits until a file is on the disk: what it was made from is removed next. */
async function written(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await flushFile(file);
  } finally {
    await file.close();
  }
}

export const umlOverlays: OverlayDisks<UmlNode> = {
  ending: '.cow',
  disksOf,
  stateOf: cowState,
  imageBelow,
  adopt: (_, { overlay, image }, former) => {
    const name = basename(overlay);
    return moveCow(dirname(overlay), former?.name ?? name, name, image);
  },
  commit: mergeCow,
};
