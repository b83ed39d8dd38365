/**
 * What the page may load and do, the same in the desktop and in the browser: only what was built
 * beside it. Inline styles are allowed because React Flow and xterm position things with them.
 */

/** One directive each; nothing that is not named here is allowed. */
const directives = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self' 'unsafe-inline'",
  'font-src': "'self'",
  'img-src': "'self' data: blob:",
  'frame-src': "'none'",
  'frame-ancestors': "'none'",
  'form-action': "'none'",
  'base-uri': "'none'",
} as const;

/**
 * The Content-Security-Policy of the page.
 *
 * @param socketOrigin where the page opens its WebSocket (`ws://127.0.0.1:PORT`); the desktop has
 *   none. It is named because not every browser counts it as `'self'`.
 */
export function contentPolicy(socketOrigin?: string): string {
  const connect = socketOrigin === undefined ? "'self'" : `'self' ${socketOrigin}`;
  return Object.entries({ ...directives, 'connect-src': connect })
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; ');
}

/** The headers of every answer that a shell gives to the page. */
export function protectiveHeaders(socketOrigin?: string): Record<string, string> {
  return {
    'content-security-policy': contentPolicy(socketOrigin),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    // The files change with every build, and they are read from the same machine.
    'cache-control': 'no-cache',
  };
}
