/** Puts images into machines of the drawing, and files that are dropped on it. */

import type { Image } from '../../../shared/contract/service-images';
import { isDevice, nameOf, type TopologyNode } from '../../../shared/document/topology';
import { FailureError } from '../../../shared/failure/failure';
import { changeNode } from '../../document/edits/edits';
import type { Point } from '../../document/records/new-node';
import { currentDocument, edit } from '../../document/store/document-store';
import { select } from '../../document/store/selection';
import { addAtPointer, addInFreePlace } from '../../editor/placing/add-node';
import { t } from '../../i18n/translate';
import { listImages } from '../../lab/image-store';
import { uploadFile } from '../../lab/upload';
import { raiseThrown } from '../../ui/notices';
import { machineFor, withImage } from './place-image';

function noPlace(node: TopologyNode, image: Image): FailureError {
  return new FailureError({
    code: 'bad-request',
    message: isDevice(node)
      ? t('{{node}} has no place for {{image}}.', { node: nameOf(node), image: image.name })
      : t('The note has no place for {{image}}.', { image: image.name }),
    next: t('Drop it on a QEMU or User-Mode Linux machine, or on a free place for a new one.'),
    record: node.id,
  });
}

/** Draws a machine that uses the image, in a free place. */
export function drawMachine(image: Image): void {
  addInFreePlace(machineFor(image), (node) => withImage(node, image) ?? node);
}

function putInto(node: TopologyNode, image: Image): void {
  const changed = withImage(node, image);
  if (changed === null) throw noPlace(node, image);
  edit(t('Use {{name}}', { name: image.name }), changeNode(currentDocument(), changed));
  select([node.id]);
}

function isBackground({ kind }: TopologyNode): boolean {
  return kind === 'shape' || kind === 'picture' || kind === 'group';
}

async function dropFile(file: File, pointer: Point, target: string | null): Promise<void> {
  const job = await uploadFile(file);
  if (job.state !== 'done') return;
  const image = (await listImages()).find(({ id }) => job.images.includes(id));
  if (image === undefined) return;
  // The machine may have gone while the file was copied.
  const below = target === null ? undefined : currentDocument().nodes[target];
  // What lies behind the drawing is no place of its own.
  const node = below !== undefined && isBackground(below) ? undefined : below;
  if (node !== undefined) putInto(node, image);
  else addAtPointer(machineFor(image), pointer, (fresh) => withImage(fresh, image) ?? fresh);
}

/**
 * Copies files into the library, and uses each in the machine that it was dropped on, else in a new one.
 *
 * @param pointer in pixels of the window
 * @param target id of the node below the pointer
 */
export async function dropImages(
  files: readonly File[],
  pointer: Point,
  target: string | null,
): Promise<void> {
  for (const file of files) await dropFile(file, pointer, target).catch(raiseThrown);
}
