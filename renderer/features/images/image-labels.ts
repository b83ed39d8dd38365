/** What the library says about images and jobs. Pure. */

import type { Image, ImageJob } from '../../../shared/contract/service-images';
import type { ImageKind } from '../../../shared/kinds/fields/image-kinds';
import { bytesText } from '../../../shared/text/quantities';
import { t } from '../../i18n/translate';

export const kindLabel: Record<ImageKind, string> = {
  cd: 'CD',
  disk: 'Disk',
  kernel: 'Kernel',
  initrd: 'Initial ramdisk',
  rootfs: 'Root file system',
};

/** The file name at the end of a path. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

const BLOCK_BYTES = 4096;

function sizeLabel({ virtualBytes, bytes }: Image): string {
  // Files take whole blocks, which tells nobody anything.
  if (Math.abs(virtualBytes - bytes) <= BLOCK_BYTES) return bytesText(virtualBytes);
  return t('{{size}} for the guest, {{taken}} here', {
    size: bytesText(virtualBytes),
    taken: bytesText(bytes),
  });
}

/** "qcow2, 8 MiB for the guest, 196 KiB here". */
export function imageLine(image: Image): string {
  if (!image.exists) return t('The file is gone.');
  return [image.format, sizeLabel(image)].filter((part) => part !== '').join(', ');
}

/** "Used by vm1 and vm2". */
export function usersLine(users: readonly string[]): string {
  if (users.length === 0) return t('Not used in this lab');
  const last = users.at(-1)!;
  const others = users.slice(0, -1);
  if (others.length === 0) return t('Used by {{name}}', { name: last });
  return t('Used by {{names}} and {{last}}', { names: others.join(', '), last });
}

/** "Downloading: 12 MiB of 66 MiB". */
export function jobLine({ step, state, doneBytes, totalBytes }: ImageJob): string {
  if (state !== 'running' || doneBytes + totalBytes === 0) return step;
  const done = bytesText(doneBytes);
  if (totalBytes === 0) return `${step}: ${done}`;
  return t('{{step}}: {{done}} of {{total}}', { step, done, total: bytesText(totalBytes) });
}

/** What is wrong with a download that was typed; null if nothing is. */
export function downloadProblem(url: string, sha256: string): string | null {
  if (!/^https?:\/\/\S+$/.test(url)) return t('An address that begins with http:// or https://.');
  if (/^[0-9a-fA-F]{64}$/.test(sha256)) return null;
  return t(
    'The SHA-256 checksum has 64 hexadecimal digits; it stands beside the file where it is offered.',
  );
}
