/** Where the pointer was last, for what goes under it: a paste. */
import type { Point } from '../../document/records/new-node';

let last: Point | null = null;

/** Watches the pointer for the life of the page. */
export function subscribePointer(): void {
  window.addEventListener('pointermove', ({ clientX: x, clientY: y }) => {
    last = { x, y };
  });
  window.document.documentElement.addEventListener('pointerleave', () => {
    last = null;
  });
}

/** The pointer in pixels of the window while it is over the drawing, and over nothing that covers it. */
export function pointerOnCanvas(): Point | null {
  if (last === null) return null;
  const below = window.document.elementFromPoint(last.x, last.y);
  return below?.closest('.react-flow') == null ? null : last;
}
