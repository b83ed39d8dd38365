/** Snapping of the drag that is under way, and the lines that show it. */
import { create } from 'zustand';
import { type Box, boundsOf, nodeBox, overlaps } from '../../document/geometry/geometry';
import { hasOwnBox } from '../../document/records/drawn-nodes';
import type { Point } from '../../document/records/new-node';
import { currentDocument } from '../../document/store/document-store';
import { GRID_STEP, useCanvasSettings } from '../viewport/canvas-settings';
import { shownArea, zoomNow } from '../viewport/view-port';
import { type Guide, type SnapTargets, snapTargets, snapToGrid, snapToOthers } from './snapping';

const REACH_PX = 6;
const NOWHERE: Point = { x: 0, y: 0 };

export const useGuides = create<{ guides: readonly Guide[] }>(() => ({ guides: [] }));

let targets: SnapTargets | null = null;
/** Ctrl or Alt is held: things go where the pointer is. */
let suspended = false;

function handlePointer({ ctrlKey, altKey, metaKey }: PointerEvent): void {
  suspended = ctrlKey || altKey || metaKey;
}

/** Watches the keys that suspend snapping for the life of the page. */
export function subscribeSnapping(): void {
  // Before the drag itself hears of the movement.
  window.addEventListener('pointermove', handlePointer, { capture: true, passive: true });
}

function showGuides(guides: readonly Guide[]): void {
  if (guides.length > 0 || useGuides.getState().guides.length > 0) useGuides.setState({ guides });
}

/** What stays and can be seen. */
function boxesInView(dragged: ReadonlySet<string>): Box[] {
  const document = currentDocument();
  const area = shownArea();
  return Object.values(document.nodes)
    .filter((node) => !dragged.has(node.id) && hasOwnBox(document, node))
    .map((node) => nodeBox(node))
    .filter((box) => area === null || overlaps(box, area));
}

/** Around what is dragged; an open group is where its members are, and they are dragged with it. */
function boxOf(places: ReadonlyMap<string, Point>): Box | null {
  const document = currentDocument();
  const boxes = [...places].flatMap(([id, at]) => {
    const node = document.nodes[id];
    return node === undefined || !hasOwnBox(document, node) ? [] : [nodeBox(node, at)];
  });
  return boundsOf(boxes);
}

/**
 * How far dragged things rest from where the pointer has them. The first call of a drag looks up what
 * there is to be in line with.
 */
export function snapDrag(places: ReadonlyMap<string, Point>): Point {
  const box = suspended ? null : boxOf(places);
  if (box === null) {
    showGuides([]);
    return NOWHERE;
  }
  if (useCanvasSettings.getState().snapGrid) return snapToGrid(box, GRID_STEP);
  targets ??= snapTargets(boxesInView(new Set(places.keys())));
  const { by, guides } = snapToOthers(box, targets, REACH_PX / zoomNow());
  showGuides(guides);
  return by;
}

/** The drag is over. */
export function endSnapping(): void {
  targets = null;
  showGuides([]);
}
