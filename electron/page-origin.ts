/** The desktop's page has an origin of its own, so that it is neither a file nor a web site. */
export const PAGE_SCHEME = 'app';
export const PAGE_HOST = 'vdelab';
export const PAGE_URL = `${PAGE_SCHEME}://${PAGE_HOST}/`;

/** Whether a URL belongs to the page that this app serves. */
export function isPageUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  // The origin of a scheme that is not the web's own is opaque ("null"), so compare its parts.
  const { protocol, host } = new URL(url);
  return protocol === `${PAGE_SCHEME}:` && host === PAGE_HOST;
}

/** Whether a URL is that of a window with consoles only, see the page's renderer/console/dock-route.ts. */
export function isConsolesUrl(url: string): boolean {
  return isPageUrl(url) && /^#\/console\/[a-z0-9/-]{17,81}$/.test(new URL(url).hash);
}

/**
 * Whether a link may be handed to the user's browser: the web, and nothing with a login in it. Without
 * TLS too, for that is how devices in a lab show their pages.
 */
export function isOutsideLink(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, username, password } = new URL(url);
  return (protocol === 'https:' || protocol === 'http:') && username === '' && password === '';
}
