/** Whether this page is a window for consoles only. */
import { routeOf } from '../../../shared/contract/dock-route';

/** The route of this page; null in the window with the drawing. It stays for the life of the page. */
export const dockRoute = routeOf(globalThis.location?.hash ?? '');
