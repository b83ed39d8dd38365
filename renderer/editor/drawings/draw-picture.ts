/** Puts pictures on the drawing, from the computer of whoever looks at the page. */
import { emptyDiff } from '../../../shared/document/document-diff';
import type { PictureNode } from '../../../shared/document/topology';
import { changeNode } from '../../document/edits/edits';
import { newNode, type Point } from '../../document/records/new-node';
import { currentDocument, edit } from '../../document/store/document-store';
import { select } from '../../document/store/selection';
import { t } from '../../i18n/translate';
import { raiseThrown } from '../../ui/notices';
import { flowPoint, middleOfView } from '../viewport/view-port';
import { fitted, type PictureData, pictureTypes, readPicture } from './picture-file';

/** Longest side that a new picture is shown with; it can be pulled larger. */
const SHOWN_SIDE = 480;
const LEAST_SIDE = 8;

function shownSize({ width, height }: PictureData) {
  const [wide, high] = fitted(width, height, SHOWN_SIDE);
  return { width: Math.max(LEAST_SIDE, wide), height: Math.max(LEAST_SIDE, high) };
}

/** The name of a file without its ending, as a first text for those who cannot see it. */
function titleOf(name: string): string {
  return name
    .replace(/\.[^.]*$/, '')
    .replace(/[\0\r\n]/g, ' ')
    .slice(0, 200);
}

function addPicture(file: File, data: PictureData, at: Point): void {
  const size = shownSize(data);
  const corner = { x: at.x - size.width / 2, y: at.y - size.height / 2 };
  const plain = newNode(currentDocument(), 'picture', corner, Math.random);
  if (plain.kind !== 'picture') return;
  const diff = emptyDiff();
  diff.nodes.added.push({ ...plain, ...size, source: data.source, text: titleOf(file.name) });
  edit(t('Add picture'), diff);
  select([plain.id]);
}

/**
 * Adds a file as a picture.
 *
 * @param pointer in pixels of the window
 */
export async function dropPicture(file: File, pointer: Point): Promise<void> {
  const data = await readPicture(file);
  addPicture(file, data, flowPoint(pointer));
}

/** Asks for a file of this computer; nothing happens when none is chosen. */
function pickFile(take: (file: File) => Promise<void>): void {
  const input = window.document.createElement('input');
  input.type = 'file';
  input.accept = pictureTypes.join(',');
  input.addEventListener('change', () => {
    const file = input.files?.[0];
    if (file !== undefined) take(file).catch(raiseThrown);
  });
  input.click();
}

/** Asks for a file and adds it in the middle of what is shown. */
export function choosePicture(): void {
  pickFile(async (file) => addPicture(file, await readPicture(file), middleOfView()));
}

/** Asks for another image for a picture, which keeps its place and its width. */
export function replacePicture(id: string): void {
  pickFile(async (file) => {
    const data = await readPicture(file);
    const node = currentDocument().nodes[id];
    if (node?.kind === 'picture') exchange(node, data);
  });
}

function exchange(node: PictureNode, { source, width, height }: PictureData): void {
  const tall = Math.round((node.width * height) / width);
  const changed = { ...node, source, height: Math.min(8000, Math.max(LEAST_SIDE, tall)) };
  edit(t('Replace picture'), changeNode(currentDocument(), changed));
}
