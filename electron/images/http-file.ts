/**
 * Asks for a file by HTTP or HTTPS, from a byte on, after RFC 9110: `Range` with `If-Range`, so that a
 * file that was changed meanwhile comes from its beginning. Follows a few redirects.
 */
import { get as getPlain, type IncomingMessage } from 'node:http';
import { get as getSecure } from 'node:https';
import { errorCode } from '../system/files/file-failure';
import { downloadFailure, netFailure, statusFailure } from './net-failure';

const MAX_REDIRECTS = 5;

export interface FileRequest {
  readonly url: string;
  /** How many bytes are there already. */
  readonly from: number;
  /** What the file was known by then: a strong ETag or a date. Empty asks for the whole file. */
  readonly validator: string;
  /** How long nothing may come. */
  readonly idleMs: number;
  readonly signal: AbortSignal;
}

export interface FileAnswer {
  readonly body: IncomingMessage;
  /** Where in the file the body begins. */
  readonly from: number;
  /** Size of the whole file; null if the other side does not say. */
  readonly total: number | null;
  /** To ask for the rest with; empty if it cannot be resumed. */
  readonly validator: string;
}

/** Asks; resolves when the body begins. Throws a FailureError. */
export async function requestFile(request: FileRequest): Promise<FileAnswer> {
  let url = new URL(request.url);
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const answer = await ask(url, request);
    const status = answer.statusCode ?? 0;
    const location = answer.headers.location;
    if (status >= 300 && status < 400 && location !== undefined) {
      answer.destroy();
      url = redirected(url, location, request.url);
    } else if (status === 416 && request.from > 0) {
      // There is nothing behind what came before; whether that is the file, nobody can tell any more.
      answer.destroy();
      return requestFile({ ...request, from: 0 });
    } else return answerOf(request, answer, status);
  }
  throw downloadFailure(request.url, 'it leads from address to address', 'Check the address.');
}

/** An error of the connection as a failure; others as they are. */
export function connectionFailure(url: string, error: unknown): unknown {
  const code = errorCode(error) ?? '';
  const detail = error instanceof Error ? error.message : String(error);
  return netFailure(url, code, detail) ?? error;
}

function ask(url: URL, request: FileRequest): Promise<IncomingMessage> {
  const { from, validator, idleMs, signal } = request;
  const isPart = from > 0 && validator !== '';
  const headers = {
    'user-agent': 'vdelab',
    // A packed answer would have another length and another checksum.
    'accept-encoding': 'identity',
    ...(isPart ? { range: `bytes=${from}-`, 'if-range': validator } : {}),
  };
  const get = url.protocol === 'https:' ? getSecure : getPlain;
  return new Promise((resolve, reject) => {
    const asked = get(url, { headers, signal, timeout: idleMs }, (answer) => {
      asked.on('timeout', () => answer.destroy(timedOut()));
      resolve(answer);
    });
    asked.on('timeout', () => asked.destroy(timedOut()));
    asked.on('error', (error) => reject(connectionFailure(url.href, error)));
  });
}

function timedOut(): Error {
  return Object.assign(new Error('nothing came'), { code: 'ETIMEDOUT' });
}

function redirected(from: URL, location: string, asked: string): URL {
  const next = URL.canParse(location, from) ? new URL(location, from) : null;
  if (next !== null && /^https?:$/.test(next.protocol)) return next;
  throw downloadFailure(
    asked,
    `it leads to ${location}, which is no web address`,
    'Check the address.',
  );
}

function answerOf(request: FileRequest, body: IncomingMessage, status: number): FileAnswer {
  const validator = validatorOf(body);
  const length = numberOf(body.headers['content-length']);
  if (status === 200) return { body, from: 0, total: length, validator };
  const range = /^bytes (\d+)-\d+\/(\d+)$/.exec(body.headers['content-range'] ?? '');
  if (status === 206 && range !== null && Number(range[1]) === request.from) {
    return { body, from: request.from, total: Number(range[2]), validator };
  }
  body.destroy();
  throw statusFailure(request.url, status);
}

/** Weak ETags do not promise the same bytes, RFC 9110 section 13.1.5. */
function validatorOf({ headers }: IncomingMessage): string {
  const { etag = '', 'last-modified': modified = '' } = headers;
  return etag !== '' && !etag.startsWith('W/') ? etag : modified;
}

function numberOf(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
