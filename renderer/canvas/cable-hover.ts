/** A cable under the pointer shows which jacks it joins. No state of React: hovering must cost nothing. */
import type { Cable } from '../../shared/topology';

/** Marks both jacks of a cable, or takes the marks away. */
export function markJacks({ a, b }: Cable, marked: boolean): void {
  for (const { node, port } of [a, b]) {
    const selector = `.jack[data-node="${CSS.escape(node)}"][data-jack="${port}"]`;
    window.document.querySelector(selector)?.toggleAttribute('data-pointed', marked);
  }
}
