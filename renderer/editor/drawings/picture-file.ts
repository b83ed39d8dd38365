/**
 * Makes a picture of the drawing from a file: decoded by the browser, scaled down where it is too
 * large, and kept in the drawing itself. Nothing of a file but its pixels gets in, unless it fits as
 * it is.
 */

import { FailureError } from '../../../shared/failure/failure';
import { MAX_PICTURE_CHARACTERS } from '../../../shared/kinds/picture';
import { textFrom } from '../../connection/base64';
import { t } from '../../i18n/translate';

/** Most pixels of a side. */
const MAX_SIDE = 2000;
/** Most bytes of a file that is decoded at all. */
const MAX_FILE_BYTES = 64 * 1024 * 1024;
/** A picture that is copied into the drawing with every save should be small; photographs get less. */
const QUALITIES = [0.9, 0.75, 0.6] as const;

export const pictureTypes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'] as const;
type PictureType = (typeof pictureTypes)[number];

export interface PictureData {
  source: string;
  /** Of the image in the drawing, in pixels. */
  width: number;
  height: number;
}

function pictureType(file: Pick<File, 'type'>): PictureType | undefined {
  return pictureTypes.find((type) => type === file.type);
}

/** Whether a file is meant as a picture of the drawing, and not as an image of a disk. */
export function isPicture({ type }: Pick<File, 'type'>): boolean {
  return type.startsWith('image/');
}

function refuse(file: File, why: string): FailureError {
  return new FailureError({
    code: 'bad-request',
    message: t('{{name}} cannot be a picture of the drawing. {{why}}', { name: file.name, why }),
    next: t('Use a PNG, JPEG, GIF or WebP picture.'),
  });
}

/** The sides scaled down so that the longer one has at most so many pixels. Pure. */
export function fitted(width: number, height: number, most: number): [number, number] {
  const scale = Math.min(1, most / Math.max(width, height));
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
}

async function decode(file: File): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(file);
  } catch {
    throw refuse(file, t('The browser cannot read it.'));
  }
}

function painted(bitmap: ImageBitmap, width: number, height: number): HTMLCanvasElement {
  const canvas = window.document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('the browser gives no 2D canvas');
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  return canvas;
}

/** The first form of the picture that is small enough: as it is, then paler copies, then smaller ones. */
function small(bitmap: ImageBitmap, type: PictureType): PictureData | null {
  const lossless = type === 'image/png' || type === 'image/gif';
  for (let most = MAX_SIDE; most >= 100; most = Math.floor(most / 2)) {
    const [width, height] = fitted(bitmap.width, bitmap.height, most);
    const canvas = painted(bitmap, width, height);
    const sources = [
      ...(lossless ? [() => canvas.toDataURL('image/png')] : []),
      ...QUALITIES.map((quality) => () => canvas.toDataURL('image/webp', quality)),
    ];
    for (const make of sources) {
      const source = make();
      if (source.length <= MAX_PICTURE_CHARACTERS) return { source, width, height };
    }
  }
  return null;
}

async function asItIs(file: File, type: PictureType): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return `data:${type};base64,${textFrom(bytes)}`;
}

/**
 * The file as a picture.
 *
 * @throws FailureError with the reason when it cannot be one
 */
export async function readPicture(file: File): Promise<PictureData> {
  if (file.type === 'image/svg+xml') {
    throw refuse(file, t('SVG files can hold programs and fetch from elsewhere.'));
  }
  const type = pictureType(file);
  if (type === undefined) throw refuse(file, t('It is of another type.'));
  if (file.size > MAX_FILE_BYTES) throw refuse(file, t('It is larger than 64 MiB.'));
  const bitmap = await decode(file);
  try {
    const { width, height } = bitmap;
    const fits = Math.max(width, height) <= MAX_SIDE;
    // Base64 takes four characters for three bytes.
    if (fits && (file.size * 4) / 3 + 64 < MAX_PICTURE_CHARACTERS) {
      return { source: await asItIs(file, type), width, height };
    }
    const data = small(bitmap, type);
    if (data === null) throw refuse(file, t('It cannot be made small enough.'));
    return data;
  } finally {
    bitmap.close();
  }
}
