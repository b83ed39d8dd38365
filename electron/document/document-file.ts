/** Reads a lab's file, and tells by a fingerprint whether it has changed since. */
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { FailureError } from '../../shared/failure';
import type { TopologyDocument } from '../../shared/topology';
import { checkDocumentSize, parseDocument } from './document-text';
import { errorCode, fileFailure } from './file-failure';

/** SHA-256 of a file's bytes, in hexadecimal. */
export function fingerprintOf(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

async function contentOf(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const found = await file.stat();
    if (!found.isFile()) {
      throw new FailureError({
        code: 'file-forbidden',
        message: `${path} is not a file.`,
        next: 'Choose the file of a lab.',
      });
    }
    checkDocumentSize(found.size);
    return await file.readFile();
  } finally {
    await file.close();
  }
}

function decode(content: Buffer, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch (error) {
    throw new FailureError(
      {
        code: 'document-broken',
        message: `${path} is not UTF-8 text.`,
        next: 'Choose the file of a lab, or open an earlier copy; the file was not changed.',
      },
      { cause: error },
    );
  }
}

/** The text of a file of at most the size of a document. Throws a FailureError. */
export async function readDocumentText(path: string): Promise<string> {
  try {
    return decode(await contentOf(path), path);
  } catch (error) {
    throw fileFailure(error, path, 'opened');
  }
}

/** The document in a file, with its fingerprint. Throws a FailureError. */
export async function readDocumentFile(
  path: string,
): Promise<{ document: TopologyDocument; fingerprint: string }> {
  try {
    const content = await contentOf(path);
    return {
      document: parseDocument(decode(content, path)),
      fingerprint: fingerprintOf(content),
    };
  } catch (error) {
    throw fileFailure(error, path, 'opened');
  }
}

/** The fingerprint of what is at `path` now, or null if nothing is there. */
export async function fingerprintAt(path: string): Promise<string | null> {
  try {
    return fingerprintOf(await contentOf(path));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw fileFailure(error, path, 'read');
  }
}
