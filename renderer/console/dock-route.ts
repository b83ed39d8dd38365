/**
 * Whether this page is a window for consoles only. Such a window has the address `#/console/OWNER/WINDOW`:
 * the page that opened it, and its own name.
 */

export interface DockRoute {
  readonly owner: string;
  readonly window: string;
}

const NAME = '[a-z0-9-]{8,40}';
const ROUTE = new RegExp(`^#/console/(${NAME})/(${NAME})$`);

export function routeOf(hash: string): DockRoute | null {
  const [, owner, window] = ROUTE.exec(hash) ?? [];
  return owner === undefined || window === undefined ? null : { owner, window };
}

export function hashOf({ owner, window }: DockRoute): string {
  return `#/console/${owner}/${window}`;
}

/** The route of this page; null in the window with the drawing. It stays for the life of the page. */
export const dockRoute = routeOf(globalThis.location?.hash ?? '');
