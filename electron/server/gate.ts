/**
 * Who may use the browser shell: whoever brings a token, which works once, gets the cookie that it is
 * traded for. A token that somebody finds later (in a history, a log, a list of processes) opens nothing.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const SECRET_BYTES = 32;
/** Tokens that are remembered; nobody is given more than a few. */
const MAX_REMEMBERED = 64;

/** What a token is worth: it lets in, it has let somebody in before, or it is none. */
type TokenWorth = 'opens' | 'used' | 'unknown';

export interface Gate {
  /** The Set-Cookie header for whoever brought a token. */
  readonly cookie: string;
  /** A new token: 256 random bits, base64url. */
  issue(): string;
  /** Looks at a token and uses it up. */
  spend(token: string): TokenWorth;
  /** Whether a Cookie header holds the cookie. */
  admits(cookieHeader: string | undefined): boolean;
}

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Compares in a time that tells nothing about where the two differ, nor how long they are. */
function isSame(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b));
}

function cookieValue(header: string, name: string): string | null {
  for (const pair of header.split(';')) {
    const [key, value] = pair.trim().split('=', 2);
    if (key === name && value !== undefined) return value;
  }
  return null;
}

class Tokens {
  /** Whether each one was used, by its digest, oldest first. */
  readonly #used = new Map<string, boolean>();

  issue(): string {
    const token = randomBytes(SECRET_BYTES).toString('base64url');
    this.#used.set(digest(token).toString('hex'), false);
    if (this.#used.size > MAX_REMEMBERED) this.#used.delete(this.#used.keys().next().value!);
    return token;
  }

  /** A digest tells nothing of its token, so how long looking it up takes does not matter. */
  spend(token: string): TokenWorth {
    const key = digest(token).toString('hex');
    const used = this.#used.get(key);
    if (used === undefined) return 'unknown';
    this.#used.set(key, true);
    return used ? 'used' : 'opens';
  }
}

/**
 * Makes the secrets of one run. The cookie is named after the port, so that two servers on one
 * machine do not overwrite each other's: browsers keep one jar for all ports of a host.
 *
 * @param host address and port, `127.0.0.1:8080`
 */
export function createGate(host: string): Gate {
  const tokens = new Tokens();
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  const name = `vdelab-${host.slice(host.lastIndexOf(':') + 1)}`;
  return {
    cookie: `${name}=${secret}; Path=/; HttpOnly; SameSite=Strict`,
    issue: () => tokens.issue(),
    spend: (token) => tokens.spend(token),
    admits: (header) => {
      const value = header === undefined ? null : cookieValue(header, name);
      return value !== null && isSame(value, secret);
    },
  };
}
