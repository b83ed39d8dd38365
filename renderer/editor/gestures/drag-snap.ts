/** Snapping of a drag, and the lines that show it. */

import { type Box, boundsOf, nodeBox, overlaps } from '../../document/geometry/geometry';
import { hasOwnBox } from '../../document/records/drawn-nodes';
import type { Point } from '../../document/records/new-node';
import { currentDocument } from '../../document/store/document-store';
import { pageStore } from '../../page/page-state';
import { gesturePointer } from '../../ui/gestures';
import { GRID_STEP, useCanvasSettings } from '../viewport/canvas-settings';
import { shownArea, zoomNow } from '../viewport/view-port';
import { type Guide, type SnapTargets, snapTargets, snapToGrid, snapToOthers } from './snapping';

const REACH_PX = 6;
const NOWHERE: Point = { x: 0, y: 0 };

export const useGuides = pageStore<{ guides: readonly Guide[] }>(() => ({ guides: [] }));

/** Ctrl or Alt is held: things go where the pointer is. */
function isSuspended(): boolean {
  const pointer = gesturePointer();
  return pointer !== null && (pointer.ctrlKey || pointer.altKey || pointer.metaKey);
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

export class DragSnap {
  /** What there is to be in line with, looked up once for a drag. */
  #targets: SnapTargets | null = null;

  /** How far dragged things rest from where the pointer has them, which is shown. */
  move(places: ReadonlyMap<string, Point>): Point {
    const box = isSuspended() ? null : boxOf(places);
    if (box === null) {
      showGuides([]);
      return NOWHERE;
    }
    if (useCanvasSettings.getState().snapGrid) return snapToGrid(box, GRID_STEP);
    this.#targets ??= snapTargets(boxesInView(new Set(places.keys())));
    const { by, guides } = snapToOthers(box, this.#targets, REACH_PX / zoomNow());
    showGuides(guides);
    return by;
  }

  /** The drag is over. */
  end(): void {
    this.#targets = null;
    showGuides([]);
  }
}
