/** What the errors of a download mean for a user. Pure. */
import { FailureError } from '../../shared/failure/failure';

interface Known {
  readonly codes: readonly string[];
  readonly because: string;
  readonly next: string;
}

const certificate =
  'Its bytes would be checked by their SHA-256 anyway; use an address whose certificate is right, or the same file by http.';

const known: readonly Known[] = [
  {
    codes: ['ENOTFOUND', 'EAI_AGAIN'],
    because: 'no such computer is known',
    next: 'Check the address and that you are online, then resume.',
  },
  {
    codes: ['ECONNREFUSED'],
    because: 'nobody answers there',
    next: 'Check the address, or try again later.',
  },
  {
    codes: ['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'HPE_INVALID_EOF_STATE'],
    because: 'the connection was cut off',
    next: 'Resume it: what has come is kept.',
  },
  {
    codes: ['ETIMEDOUT', 'ESOCKETTIMEDOUT'],
    because: 'nothing has come for too long',
    next: 'Resume it when the network is better: what has come is kept.',
  },
  {
    codes: ['ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN'],
    because: 'the network is not there',
    next: 'Check that you are online, then resume.',
  },
  {
    codes: ['CERT_HAS_EXPIRED'],
    because: 'the certificate of that computer has expired',
    next: `Check the clock of this computer. ${certificate}`,
  },
  {
    codes: ['CERT_NOT_YET_VALID'],
    because: 'the certificate of that computer is not valid yet',
    next: `Check the clock of this computer. ${certificate}`,
  },
  {
    codes: ['ERR_TLS_CERT_ALTNAME_INVALID'],
    because: 'its certificate belongs to another name',
    next: `Somebody may be in between. ${certificate}`,
  },
  {
    codes: [
      ...['DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'CERT_UNTRUSTED'],
      ...['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_GET_ISSUER_CERT'],
      ...['UNABLE_TO_GET_ISSUER_CERT_LOCALLY'],
    ],
    because: 'nobody whom this computer trusts has signed its certificate',
    next: `Somebody may be in between. ${certificate}`,
  },
];

/** The failure for a system or TLS error, or null for an error of another kind. */
export function netFailure(url: string, code: string, detail: string): FailureError | null {
  const found = known.find(({ codes }) => codes.includes(code));
  if (found === undefined) return null;
  return downloadFailure(url, found.because, found.next, `${code}: ${detail}`);
}

/** The failure for an answer that is none. */
export function statusFailure(url: string, status: number): FailureError {
  const missing = status === 404 || status === 410;
  const forbidden = status === 401 || status === 403;
  const because = missing
    ? 'there is no such file'
    : forbidden
      ? 'that computer does not give it to everybody'
      : `that computer answered with ${status}`;
  const next =
    missing || forbidden ? 'Check the address.' : 'Try again later, or use another address.';
  return downloadFailure(url, because, next, `HTTP ${status}`);
}

export function downloadFailure(
  url: string,
  because: string,
  next: string,
  detail = '',
): FailureError {
  return new FailureError({
    code: 'download-failed',
    message: `${url} could not be downloaded: ${because}.`,
    next,
    detail,
  });
}
