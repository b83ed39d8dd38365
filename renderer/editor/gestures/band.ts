/**
 * The rubber band over React Flow's own: with Shift or Ctrl it adds to what is selected, and it takes
 * the cables that lie between the nodes it took, once it is let go.
 */
import type { PointerEvent } from 'react';
import { currentDocument } from '../../document/store/document-store';
import { cablesBetween } from '../../document/store/select-more';
import { select, useSelection } from '../../document/store/selection';
import { type Gesture, press, pressedGesture } from '../../ui/gestures';

/** A press on the drawing, which is of a band unless something else comes of it. */
class Band implements Gesture {
  readonly slack = 1;

  /** @param kept what was selected when the button went down with a key that adds */
  constructor(readonly kept: ReadonlySet<string>) {}
}

/** The button goes down on the drawing. */
export function pressDrawing(event: PointerEvent): void {
  if (event.button !== 0) return;
  const adds = event.shiftKey || event.ctrlKey || event.metaKey;
  const kept = adds ? useSelection.getState().ids : new Set<string>();
  press(new Band(kept), { x: event.clientX, y: event.clientY });
}

/** Whether a record stays selected although the band left it out. A click that adds to the selection is no band. */
export function isKeptByBand(id: string): boolean {
  const pressed = pressedGesture();
  return (
    pressed?.phase === 'dragged' && pressed.gesture instanceof Band && pressed.gesture.kept.has(id)
  );
}

/** Takes the cables between the nodes that the band took, which React Flow lets go. */
export function takeCables(): void {
  const gesture = pressedGesture()?.gesture;
  const before = gesture instanceof Band ? gesture.kept : new Set<string>();
  const document = currentDocument();
  const { ids } = useSelection.getState();
  const nodes = new Set([...ids].filter((id) => document.nodes[id] !== undefined));
  const kept = [...ids].filter((id) => nodes.has(id) || before.has(id));
  select([...kept, ...cablesBetween(document, nodes)]);
}
