/**
 * The address of a window for consoles only, `#/console/OWNER/WINDOW`: the page that opened it, and its
 * own name. Pure.
 */

export interface DockRoute {
  readonly owner: string;
  readonly window: string;
}

const NAME = '[a-z0-9-]{8,40}';
const ROUTE = new RegExp(`^#/console/(${NAME})/(${NAME})$`);

/** Null for any other address. */
export function routeOf(hash: string): DockRoute | null {
  const [, owner, window] = ROUTE.exec(hash) ?? [];
  return owner === undefined || window === undefined ? null : { owner, window };
}

export function hashOf({ owner, window }: DockRoute): string {
  return `#/console/${owner}/${window}`;
}
