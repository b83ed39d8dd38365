/**
 * Shows nodes on their way to places that the document has already given them. Only the picture
 * moves: whatever ends it early, the drawing is right.
 */

import type { Point } from '../../document/records/new-node';
import { currentPage } from '../../page/page';
import { pageState } from '../../page/page-state';
import { showDrafts } from '../scene/drafts';

const GLIDE_MS = 320;
/** More would stutter: they are just there. */
const MOST_NODES = 150;

/** How the glide that is under way is called off; null while there is none. */
const current = pageState((): { stop: (() => void) | null } => ({ stop: null }));

/** Fast at first, gently to a stop. */
function ease(part: number): number {
  return 1 - (1 - part) ** 3;
}

function between(from: Point, to: Point, part: number): Point {
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

/** Shows everything where it is. */
export function endGlide(): void {
  const { stop } = current();
  if (stop === null) return;
  stop();
  current().stop = null;
  showDrafts(new Map());
}

/** Lets nodes slide from where they were to where they are; at once for those who want no motion. */
export function glide(from: ReadonlyMap<string, Point>, to: ReadonlyMap<string, Point>): void {
  endGlide();
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  if (still || to.size > MOST_NODES) return;
  const start = performance.now();
  const show = (now: number) => {
    const part = Math.min(1, Math.max(0, now - start) / GLIDE_MS);
    if (part === 1) {
      endGlide();
      return;
    }
    const drafts = [...to].map(([id, place]) => {
      return [id, { at: between(from.get(id) ?? place, place, ease(part)) }] as const;
    });
    showDrafts(new Map(drafts));
    current().stop = currentPage().frame(show);
  };
  current().stop = currentPage().frame(show);
  show(start);
}
