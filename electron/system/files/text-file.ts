/** Reads UTF-8 text from files whose paths come from people and drawings. */
import { createHash } from 'node:crypto';
import { FailureError } from '../../../shared/failure/failure';
import { fileFailure } from './file-failure';
import { piecesOf } from './regular-file';

/** What to throw for files that are not what the reader is for. */
export interface TextFailures {
  /** Of more than `maxBytes`. */
  tooLarge(bytes: number): Error;
  notText(path: string, cause: unknown): Error;
}

export interface TextContent {
  readonly text: string;
  /** SHA-256 of the bytes, in hexadecimal. */
  readonly fingerprint: string;
}

const MAX_BYTES = 64 * 1024 * 1024;

const defaults: TextFailures = {
  tooLarge: (bytes) =>
    new FailureError({
      code: 'bad-request',
      message: `The file has ${Math.ceil(bytes / 1024 / 1024)} MiB; at most ${MAX_BYTES / 1024 / 1024} are read.`,
      next: 'Choose another file.',
    }),
  notText: (path, cause) =>
    new FailureError(
      { code: 'bad-request', message: `${path} is not UTF-8 text.`, next: 'Choose another file.' },
      { cause },
    ),
};

/**
 * Text and fingerprint of a file, read in pieces because a large file takes a while. Throws what
 * `failures` says, a FailureError for what is no file, and Node's own errors.
 */
export async function readTextContent(
  path: string,
  maxBytes: number,
  failures: TextFailures,
): Promise<TextContent> {
  const hash = createHash('sha256');
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (piece?: Buffer) => {
    try {
      return piece === undefined ? decoder.decode() : decoder.decode(piece, { stream: true });
    } catch (error) {
      throw failures.notText(path, error);
    }
  };
  const texts: string[] = [];
  for await (const piece of piecesOf(path, maxBytes, failures.tooLarge)) {
    hash.update(piece);
    texts.push(decode(piece));
  }
  texts.push(decode());
  return { text: texts.join(''), fingerprint: hash.digest('hex') };
}

/** The text of a file of at most 64 MiB. Throws a FailureError. */
export async function readTextFile(path: string): Promise<string> {
  try {
    return (await readTextContent(path, MAX_BYTES, defaults)).text;
  } catch (error) {
    throw fileFailure(error, path, 'opened');
  }
}
