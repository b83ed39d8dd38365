/** Files that are dropped on the drawing: pictures of it, and images of disks for its machines. */
import type { Point } from '../document/new-node';
import { raiseThrown } from '../session/notices';
import { dropImages } from './draw-image';
import { dropPicture } from './draw-picture';
import { isPicture } from './picture-file';

/**
 * Puts pictures where they were dropped, and copies all else into the library of images.
 *
 * @param pointer in pixels of the window
 * @param target id of the node below the pointer
 */
export async function dropFiles(
  files: readonly File[],
  pointer: Point,
  target: string | null,
): Promise<void> {
  for (const file of files.filter(isPicture)) await dropPicture(file, pointer).catch(raiseThrown);
  const disks = files.filter((file) => !isPicture(file));
  await dropImages(disks, pointer, target);
}
