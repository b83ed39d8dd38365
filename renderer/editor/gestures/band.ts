/**
 * The rubber band over React Flow's own: with Shift or Ctrl it adds to what is selected, and it takes
 * the cables that lie between the nodes it took, once it is let go.
 */
import type { PointerEvent } from 'react';
import { currentDocument } from '../../document/store/document-store';
import { cablesBetween } from '../../document/store/select-more';
import { select, useSelection } from '../../document/store/selection';

const CLICK_PX = 1;

/** What was selected when the button went down with a key that adds. */
let before: ReadonlySet<string> = new Set();
let origin: { x: number; y: number } | null = null;
let drawn = false;

/** The button goes down on the drawing. */
export function beforeBand({ button, clientX, clientY, ...event }: PointerEvent): void {
  if (button !== 0) return;
  const adds = event.shiftKey || event.ctrlKey || event.metaKey;
  before = adds ? useSelection.getState().ids : new Set();
  origin = { x: clientX, y: clientY };
}

/** The pointer moves on the drawing; a click that adds to the selection is no band. */
export function duringBand({ clientX, clientY }: PointerEvent): void {
  if (origin === null) return;
  const far = Math.hypot(clientX - origin.x, clientY - origin.y) > CLICK_PX;
  if (!far) return;
  origin = null;
  drawn = before.size > 0;
}

/** Whether a record stays selected although the band left it out. */
export function isHeldByBand(id: string): boolean {
  return drawn && before.has(id);
}

/** The button is up again. */
export function afterBand(): void {
  origin = null;
  drawn = false;
}

/** Takes the cables between the nodes that the band took. */
export function takeCables(): void {
  const document = currentDocument();
  const { ids } = useSelection.getState();
  const nodes = new Set([...ids].filter((id) => document.nodes[id] !== undefined));
  const kept = [...ids].filter((id) => nodes.has(id) || before.has(id));
  select([...kept, ...cablesBetween(document, nodes)]);
}
