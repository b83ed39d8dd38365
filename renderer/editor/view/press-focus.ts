/**
 * What a press on the drawing gives the focus to. It is what the browser would choose; but the browser
 * takes a press also for the begin of a selection of text, and looks for some at every move of the
 * pointer, which takes it longer than a large drawing takes to follow.
 */
import type { MouseEvent } from 'react';
import { cableLabelled } from '../cables/label-layer';

/** They need the press themselves. */
const CONTROLS = 'input, textarea, select, button, a, [contenteditable]';

function focusLikeBrowser(target: Element): void {
  const focusable = cableLabelled(target) ?? target.closest<HTMLElement>('[tabindex]');
  const focused = document.activeElement;
  if (focusable !== null) focusable.focus({ preventScroll: true });
  // A cable is an element of SVG.
  else if (focused instanceof HTMLElement || focused instanceof SVGElement) focused.blur();
}

/** To be heard before React Flow, which lets nobody hear of a press on a node. */
export function handlePress(event: MouseEvent): void {
  const target = event.target as Element;
  const isDrawn = target.closest('.react-flow__renderer') !== null;
  if (event.button !== 0 || !isDrawn || target.closest(CONTROLS) !== null) return;
  event.preventDefault();
  focusLikeBrowser(target);
}
