/** Reads a lab's file, and tells by a fingerprint whether it has changed since. */
import { createHash } from 'node:crypto';
import type { TopologyDocument } from '../../shared/document/topology';
import { FailureError } from '../../shared/failure/failure';
import { errorCode, fileFailure } from '../system/files/file-failure';
import { piecesOf } from '../system/files/regular-file';
import { readTextContent, type TextFailures } from '../system/files/text-file';
import { MAX_DOCUMENT_BYTES, readDocument, tooLargeDocument } from './document-text';

/** SHA-256 of a file's bytes, in hexadecimal. */
export function fingerprintOf(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

function notText(path: string, cause: unknown): FailureError {
  return new FailureError(
    {
      code: 'document-broken',
      message: `${path} is not UTF-8 text.`,
      next: 'Choose the file of a lab, or open an earlier copy; the file was not changed.',
    },
    { cause },
  );
}

const failures: TextFailures = { tooLarge: tooLargeDocument, notText };

/** The text of a file of at most the size of a document. Throws a FailureError. */
export async function readDocumentText(
  path: string,
  maxBytes = MAX_DOCUMENT_BYTES,
): Promise<string> {
  try {
    return (await readTextContent(path, maxBytes, failures)).text;
  } catch (error) {
    throw fileFailure(error, path, 'opened');
  }
}

/** The document in a file, with its fingerprint. Throws a FailureError. */
export async function readDocumentFile(
  path: string,
): Promise<{ document: TopologyDocument; fingerprint: string }> {
  try {
    const { text, fingerprint } = await readTextContent(path, MAX_DOCUMENT_BYTES, failures);
    return { document: await readDocument(text), fingerprint };
  } catch (error) {
    throw fileFailure(error, path, 'opened');
  }
}

/** The fingerprint of what is at `path` now, or null if nothing is there. */
export async function fingerprintAt(path: string): Promise<string | null> {
  try {
    const hash = createHash('sha256');
    for await (const piece of piecesOf(path, MAX_DOCUMENT_BYTES, tooLargeDocument))
      hash.update(piece);
    return hash.digest('hex');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw fileFailure(error, path, 'read');
  }
}
