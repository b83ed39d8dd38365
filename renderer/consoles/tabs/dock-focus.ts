/** The way of the keyboard between a console, its tab and the drawing. One key leads along it. */
import { flushSync } from 'react-dom';
import { uncoverDrawing } from './console-store';

/** Puts the keyboard on a tab: from there the arrow keys and Tab lead on. */
export function focusTab(id: string): void {
  const place = `[role="tab"][aria-controls="panel-${CSS.escape(id)}"]`;
  window.document.querySelector<HTMLElement>(place)?.focus();
}

/** Puts the keyboard back on the drawing, on what is selected there. */
export function focusDrawing(): void {
  flushSync(uncoverDrawing);
  const drawing = window.document.querySelector<HTMLElement>('.canvas');
  const selected = drawing?.querySelector<HTMLElement>('.react-flow__node.selected');
  // A section takes the keyboard only by being told to; Tab does not stop at it.
  drawing?.setAttribute('tabindex', '-1');
  (selected ?? drawing)?.focus({ preventScroll: true });
}
