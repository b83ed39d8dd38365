/** Links of the page, as the page and the desktop judge them. Pure. */

/**
 * Whether a link may be handed to the user's browser: the web, and nothing with a login in it. Without
 * TLS too, for that is how devices in a lab show their pages.
 */
export function isWebAddress(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, username, password } = new URL(url);
  return (protocol === 'https:' || protocol === 'http:') && username === '' && password === '';
}
