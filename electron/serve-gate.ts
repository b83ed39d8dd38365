/** Who may use the browser shell: a token that is printed once, and the cookie that it is traded for. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const SECRET_BYTES = 32;

export interface Gate {
  /** 256 random bits, base64url. */
  readonly token: string;
  /** The Set-Cookie header for whoever brought the token. */
  readonly cookie: string;
  opens(token: string): boolean;
  /** Whether a Cookie header holds the cookie. */
  admits(cookieHeader: string | undefined): boolean;
}

/** Compares in a time that tells nothing about where the two differ, nor how long they are. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

function cookieValue(header: string, name: string): string | null {
  for (const pair of header.split(';')) {
    const [key, value] = pair.trim().split('=', 2);
    if (key === name && value !== undefined) return value;
  }
  return null;
}

/**
 * Makes the secrets of one run. The cookie is named after the port, so that two servers on one
 * machine do not overwrite each other's: browsers keep one jar for all ports of a host.
 *
 * @param host address and port, `127.0.0.1:8080`
 */
export function createGate(host: string): Gate {
  const token = randomBytes(SECRET_BYTES).toString('base64url');
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  const name = `vdelab-${host.slice(host.lastIndexOf(':') + 1)}`;
  return {
    token,
    cookie: `${name}=${secret}; Path=/; HttpOnly; SameSite=Strict`,
    opens: (offered) => isSame(offered, token),
    admits: (header) => {
      const value = header === undefined ? null : cookieValue(header, name);
      return value !== null && isSame(value, secret);
    },
  };
}
