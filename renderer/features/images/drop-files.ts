/** Files that are dropped on the drawing: labs, pictures of it, and images of disks for its machines. */
import { FILE_EXTENSION } from '../../../shared/document/topology';
import { openDropped } from '../../commands/actions/file-actions';
import type { Point } from '../../document/records/new-node';
import { dropPicture } from '../../editor/drawings/draw-picture';
import { isPicture } from '../../editor/drawings/picture-file';
import { raiseThrown } from '../../ui/notices';
import { dropImages } from './draw-image';

const isLab = ({ name }: File) => name.toLowerCase().endsWith(FILE_EXTENSION);

/**
 * Opens a lab, or puts pictures where they were dropped, and copies all else into the library of images.
 *
 * @param pointer in pixels of the window
 * @param target id of the node below the pointer
 */
export async function dropFiles(
  files: readonly File[],
  pointer: Point,
  target: string | null,
): Promise<void> {
  const lab = files.find(isLab);
  // A lab takes the place of the drawing, on which there is nothing to be put then.
  if (lab !== undefined) return openDropped(lab);
  for (const file of files.filter(isPicture)) await dropPicture(file, pointer).catch(raiseThrown);
  const disks = files.filter((file) => !isPicture(file));
  await dropImages(disks, pointer, target);
}
