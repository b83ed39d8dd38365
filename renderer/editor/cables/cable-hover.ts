/**
 * A cable under the pointer, be it at one of its labels, shows its line and which jacks it joins. No state of React:
 * hovering must cost nothing.
 */
import type { Cable } from '../../../shared/document/topology';

/** Marks a cable, which is drawn by an element, and both its jacks; or takes the marks away. */
export function markCable(drawn: Element, { a, b }: Cable, marked: boolean): void {
  drawn.toggleAttribute('data-pointed', marked);
  for (const { node, port } of [a, b]) {
    const selector = `.jack[data-node="${CSS.escape(node)}"][data-jack="${port}"]`;
    window.document.querySelector(selector)?.toggleAttribute('data-pointed', marked);
  }
}
