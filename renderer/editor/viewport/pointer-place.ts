/** Where the pointer was last, for what goes under it: a paste. */

import type { Point } from '../../document/records/new-node';
import type { Page } from '../../page/page';
import { pageState } from '../../page/page-state';

interface Pointer {
  last: Point | null;
}

const pointer = pageState((): Pointer => ({ last: null }));

/** Watches the pointer for the life of the page. */
export function subscribePointer(page: Page): void {
  const state = pointer();
  page.listen(window, 'pointermove', ({ clientX: x, clientY: y }) => {
    state.last = { x, y };
  });
  page.listen(window.document.documentElement, 'pointerleave', () => {
    state.last = null;
  });
}

/** The pointer in pixels of the window while it is over the drawing, and over nothing that covers it. */
export function pointerOnCanvas(): Point | null {
  const { last } = pointer();
  if (last === null) return null;
  const below = window.document.elementFromPoint(last.x, last.y);
  return below?.closest('.react-flow') == null ? null : last;
}
