/**
 * `protocol`: Chromium refuses schemes that it does not know, so a privileged `app://HOST/` is put
 * on `https://HOST.app.invalid/`, which is answered before it reaches the network. The shell's code
 * is only ever told the URL that it knows.
 */
import { only } from './only';

type Handler = (request: Request) => Promise<Response> | Response;

const privileged = new Set<string>();
const handlers = new Map<string, Handler>();

export function toChromium(url: string): string {
  const { protocol, host, pathname, search, hash } = new URL(url);
  const scheme = protocol.slice(0, -1);
  if (!privileged.has(scheme)) return url;
  return `https://${host}.${scheme}.invalid${pathname}${search}${hash}`;
}

export function fromChromium(url: string): string {
  const [, host, scheme, rest] = /^https:\/\/([^/]+)\.([a-z]+)\.invalid(.*)$/.exec(url) ?? [];
  return scheme !== undefined && privileged.has(scheme) ? `${scheme}://${host}${rest}` : url;
}

/** The handler of a URL's scheme, if the shell has one. */
export function handlerOf(url: string): Handler | undefined {
  return handlers.get(new URL(url).protocol.slice(0, -1));
}

let isReady = false;
export const closeRegistration = () => {
  isReady = true;
};

export const protocol = only('protocol', {
  registerSchemesAsPrivileged(
    schemes: { scheme: string; privileges: { standard?: boolean; secure?: boolean } }[],
  ): void {
    if (isReady) throw new Error('Schemes must be registered before the app is ready');
    for (const { scheme, privileges } of schemes) {
      // Only such a scheme behaves like the https that it is put on.
      if (!privileges.standard || !privileges.secure) {
        throw new Error(
          `The Electron stand-in has only standard and secure schemes, not ${scheme}`,
        );
      }
      privileged.add(scheme);
    }
  },
  handle(scheme: string, handler: Handler): void {
    if (!isReady) throw new Error('protocol.handle needs a ready app');
    handlers.set(scheme, handler);
  },
});
