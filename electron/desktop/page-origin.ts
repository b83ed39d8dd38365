/** The desktop's page has an origin of its own, so that it is neither a file nor a web site. */

import { routeOf } from '../../shared/contract/dock-route';
import { DOCUMENTATION_PATH } from '../../shared/contract/documentation';

export const PAGE_SCHEME = 'app';
const PAGE_HOST = 'vdelab';
export const PAGE_URL = `${PAGE_SCHEME}://${PAGE_HOST}/`;

/** Whether a URL belongs to the page that this app serves. */
export function isPageUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  // The origin of a scheme that is not the web's own is opaque ("null"), so compare its parts.
  const { protocol, host } = new URL(url);
  return protocol === `${PAGE_SCHEME}:` && host === PAGE_HOST;
}

/** Whether a URL is that of the documentation, which is shown outside. */
export function isDocumentationUrl(url: string): boolean {
  return isPageUrl(url) && new URL(url).pathname === DOCUMENTATION_PATH;
}

/** Whether a URL is that of a window with consoles only. */
export function isConsolesUrl(url: string): boolean {
  return isPageUrl(url) && routeOf(new URL(url).hash) !== null;
}
