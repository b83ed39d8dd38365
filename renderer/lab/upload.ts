/** Copies files that were dropped on the page into the library, in parts. */
import type { ImageJob } from '../../shared/contract/service-images';
import { textFrom } from '../connection/base64';
import { call } from '../connection/client';
import { endOfJob, listImages } from './image-store';

const PART_BYTES = 2 * 1024 * 1024;

/** Whether files of the computer are being dragged. */
export function carriesFiles({ types }: DataTransfer): boolean {
  return types.includes('Files');
}

async function sendParts(job: string, file: File): Promise<void> {
  for (let offset = 0; offset < file.size; offset += PART_BYTES) {
    const part = await file.slice(offset, offset + PART_BYTES).arrayBuffer();
    await call('images.uploadPart', { job, offset, data: textFrom(new Uint8Array(part)) });
  }
}

/**
 * Copies a file into the library; its job tells how far it is.
 *
 * @returns the job when it has ended
 * @throws FailureError when it cannot be begun, such as for want of room
 */
export async function uploadFile(file: File): Promise<ImageJob> {
  const { job } = await call('images.upload', { name: file.name, bytes: file.size });
  await listImages();
  try {
    await sendParts(job.id, file);
  } catch {
    // The job says why, unless it was this computer's file that could not be read: then it ends here.
    await call('images.cancel', { job: job.id });
  }
  return endOfJob(job.id);
}
