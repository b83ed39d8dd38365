/** Points of a cable under the pointer and the keys: added, moved, taken away. */

import { MAX_CABLE_POINTS } from '../../../shared/document/topology';
import {
  dragged,
  type Grip,
  gripAt,
  gripsOf,
  snapped,
} from '../../document/cables/cable-grip-places';
import { type CableDrawing, middleOf } from '../../document/cables/cable-layout';
import { routePoints, withPoints } from '../../document/cables/cable-route';
import { changePoints } from '../../document/edits/cable-route-edits';
import type { Point } from '../../document/records/new-node';
import { currentDocument, edit } from '../../document/store/document-store';
import { select } from '../../document/store/selection';
import { t } from '../../i18n/translate';
import { pageStore } from '../../page/page-state';
import { type Gesture, press } from '../../ui/gestures';
import { cableDrawing, useRouteDraft } from '../scene/cable-layout-store';
import { flowPoint, zoomNow } from '../viewport/view-port';

/** In pixels of the window. */
const REACH = 14;
const CLICK_DISTANCE = 4;
const SNAP = 7;
/** Pixels that an arrow key moves a point by; with Shift it is moved finely. */
const STEP = 12;

/** The point that takes the focus as soon as it is there. */
export const usePointFocus = pageStore<{ cable: string; index: number } | { cable: null }>(() => ({
  cable: null,
}));

function follow({ cable, a, b }: CableDrawing, grip: Grip, pointer: Point): void {
  const points = routePoints(cable);
  const before = points[grip.index - 1] ?? a;
  const after = points[grip.isNew ? grip.index : grip.index + 1] ?? b;
  const at = snapped(flowPoint(pointer), before, after, SNAP / zoomNow());
  const { id, route, points: kept } = withPoints(cable, dragged(points, grip, at));
  useRouteDraft.setState({ draft: { id, route, points: kept } });
}

function commit({ isNew }: Grip): void {
  const { draft } = useRouteDraft.getState();
  if (draft === null) return;
  const label = isNew ? t('Lead cable through a point') : t('Move point of cable');
  edit(label, changePoints(currentDocument(), draft.id, draft.points));
  select([draft.id]);
  useRouteDraft.setState({ draft: null });
}

/** A press on a cable: where a grip is, moving the pointer moves a point. */
export function pressCable(drawing: CableDrawing, pointer: Point): void {
  const grip = gripAt(gripsOf(drawing), flowPoint(pointer), REACH / zoomNow());
  if (grip === null) return;
  if (grip.isNew && routePoints(drawing.cable).length >= MAX_CABLE_POINTS) return;
  const reroute: Gesture = {
    slack: CLICK_DISTANCE,
    move: ({ clientX: x, clientY: y }) => follow(drawing, grip, { x, y }),
    end: () => commit(grip),
    cancel: () => useRouteDraft.setState({ draft: null }),
  };
  press(reroute, pointer);
}

/** A double click takes the point away that is there. */
export function doubleClickCable(id: string, pointer: Point): void {
  const drawing = cableDrawing(id);
  if (drawing === undefined) return;
  const grip = gripAt(gripsOf(drawing), flowPoint(pointer), REACH / zoomNow());
  if (grip !== null && !grip.isNew) removePoint(drawing.cable.id, grip.index);
}

function removePoint(id: string, index: number): void {
  const points = currentDocument().cables[id]?.points ?? [];
  const left = points.filter((_, at) => at !== index);
  edit(t('Remove point of cable'), changePoints(currentDocument(), id, left));
}

const ways: Record<string, Point> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** What a key does with the point that has the focus; false if it means nothing to it. */
export function pressKeyAtPoint(id: string, index: number, key: string, fine: boolean): boolean {
  if (key === 'Delete' || key === 'Backspace') {
    removePoint(id, index);
    return true;
  }
  const way = ways[key];
  const points = currentDocument().cables[id]?.points;
  const point = points?.[index];
  if (way === undefined || points === undefined || point === undefined) return false;
  const step = fine ? 1 : STEP;
  const to = { x: point.x + way.x * step, y: point.y + way.y * step };
  const diff = changePoints(currentDocument(), id, points.with(index, to));
  edit(t('Move point of cable'), diff, `point ${id} ${index}`);
  return true;
}

/** Adds a point in the middle of the longest piece and gives it the focus. */
export function addPoint(id: string): void {
  const drawing = cableDrawing(id);
  if (drawing === undefined) return;
  const points = routePoints(drawing.cable);
  if (points.length >= MAX_CABLE_POINTS) return;
  const [first] = gripsOf(drawing).middles;
  const at = first ?? { ...middleOf(drawing), before: 0 };
  const grip = { index: at.before, isNew: true };
  usePointFocus.setState({ cable: id, index: at.before });
  const diff = changePoints(currentDocument(), id, dragged(points, grip, at));
  edit(t('Lead cable through a point'), diff);
}
