/** The canvas's view for those outside of it: commands, palette, problem list. */

import type { FitViewOptions, ReactFlowInstance, Viewport } from '@xyflow/react';
import type { TopologyNode } from '../../../shared/document/topology';
import { uncoverDrawing } from '../../consoles/tabs/console-store';
import { routePoints } from '../../document/cables/cable-route';
import { collapseGroups } from '../../document/edits/group-edits';
import {
  type Box,
  boundsOf,
  freePlace,
  isInView,
  type Size,
} from '../../document/geometry/geometry';
import { shownBox, shownBoxes } from '../../document/geometry/group-frame';
import { symbolsOf } from '../../document/records/membership';
import type { Point } from '../../document/records/new-node';
import { currentDocument, edit } from '../../document/store/document-store';
import { select, useSelection } from '../../document/store/selection';
import { t } from '../../i18n/translate';
import { currentPage } from '../../page/page';
import { pageState } from '../../page/page-state';
import { fittedView } from './fit-view';

/** What of React Flow moves the view, whatever it shows. */
type Flow = Pick<
  ReactFlowInstance,
  | 'getViewport'
  | 'getZoom'
  | 'screenToFlowPosition'
  | 'setCenter'
  | 'setViewport'
  | 'zoomIn'
  | 'zoomOut'
  | 'zoomTo'
> & { fitView: (options: FitViewOptions<never>) => Promise<boolean> };

const EDGE_MARGIN = 40;
const STEADY_MS = 180;
const FLIGHT_MS = 450;
/** Names are read at this zoom. */
const READABLE_ZOOM = 0.6;
const CLOSE_ZOOM = 1.5;

interface View {
  /** Null before the canvas is there. */
  flow: Flow | null;
  fitted: boolean;
}

const view = pageState((): View => ({ flow: null, fitted: false }));

/**
 * The view with which a drawing opens, so that it is not drawn once at its own size before it is fitted.
 * Undefined for an empty drawing, and before the page has an area to draw in.
 */
export function openingView(): Viewport | undefined {
  const area = window.document.querySelector('.canvas')?.getBoundingClientRect();
  if (area === undefined) return undefined;
  return fittedView(drawnBoxes(), area) ?? undefined;
}

export function holdFlow(instance: Flow): void {
  const state = view();
  state.flow = instance;
  // A drawing that was opened is shown as a whole; the first node of a new one stays where it is put.
  state.fitted = Object.keys(currentDocument().nodes).length > 0;
  if (state.fitted) showDrawing(0);
}

function durationMs(usualMs = STEADY_MS): number {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : usualMs;
}

function paneBox(): DOMRect | undefined {
  return window.document.querySelector('.react-flow')?.getBoundingClientRect();
}

/** Whether the view is as fitting left it: nobody has moved or zoomed it since. */
export function isFitted(): boolean {
  return view().fitted;
}

/** The user, or a command, has chosen another view. */
export function leaveFit(): void {
  view().fitted = false;
}

/** Shows these boxes as a whole. */
function showBoxes(boxes: readonly Box[], maxZoom: number, duration = durationMs()): void {
  const pane = paneBox();
  const fitting = pane === undefined ? null : fittedView(boxes, pane, maxZoom);
  if (fitting !== null) void view().flow?.setViewport(fitting, { duration });
}

/** All that a view of the whole drawing has to show: nodes, and cables where they are led past them. */
function drawnBoxes(): Box[] {
  const { nodes, cables } = currentDocument();
  const points = Object.values(cables).flatMap((cable) => routePoints(cable));
  return [...shownBoxes(nodes), ...points.map(({ x, y }) => ({ x, y, width: 0, height: 0 }))];
}

function showDrawing(duration: number): void {
  showBoxes(drawnBoxes(), 1, duration);
}

export function fitDrawing(): void {
  view().fitted = true;
  showDrawing(durationMs());
}

/** The nodes that records are or hang on: a cable stands for its two ends. */
function nodesOf(ids: Iterable<string>): TopologyNode[] {
  const { nodes, cables } = currentDocument();
  const wanted = [...ids].flatMap((id) => {
    const cable = cables[id];
    return cable === undefined ? [id] : [cable.a.node, cable.b.node];
  });
  return [...new Set(wanted)].flatMap((id) => nodes[id] ?? []);
}

/** Shows what is selected as large as it can be seen as a whole. */
export function fitSelection(): void {
  const nodes = nodesOf(useSelection.getState().ids);
  if (nodes.length === 0) return;
  leaveFit();
  showBoxes(
    nodes.map((node) => shownBox(currentDocument().nodes, node)),
    CLOSE_ZOOM,
  );
}

/** Shows the drawing at its own size. */
export function zoomToActualSize(): void {
  leaveFit();
  void view().flow?.zoomTo(1, { duration: durationMs() });
}

/**
 * Moves the view as soon as the drawing shows: consoles that have its room give it back first. The area's
 * new size is known, and what keeps the drawing in view has seen it, after the first look of an observer.
 */
function whenUncovered(move: () => void): void {
  const pane = window.document.querySelector('.react-flow');
  if (!uncoverDrawing() || pane === null) {
    move();
    return;
  }
  const page = currentPage();
  const observer = new ResizeObserver(() => {
    observer.disconnect();
    forget();
    page.timeout(move, 0);
  });
  const forget = page.onDispose(() => observer.disconnect());
  observer.observe(pane);
}

/** Selects a node and flies to it, no closer than its name needs; its group is expanded. */
export function flyTo(id: string): void {
  const node = currentDocument().nodes[id];
  const { flow } = view();
  if (node === undefined || flow === null) return;
  expandAround(id);
  select([id]);
  const { x, y, width, height } = shownBox(currentDocument().nodes, node);
  const zoom = Math.max(flow.getZoom(), READABLE_ZOOM);
  const duration = durationMs(FLIGHT_MS);
  whenUncovered(() => {
    leaveFit();
    void view().flow?.setCenter(x + width / 2, y + height / 2, { zoom, duration });
  });
}

export function zoomIn(): void {
  leaveFit();
  void view().flow?.zoomIn({ duration: durationMs() });
}

export function zoomOut(): void {
  leaveFit();
  void view().flow?.zoomOut({ duration: durationMs() });
}

/** Zooms at once, the middle of the view staying where it is. */
export function zoomBy(factor: number): void {
  leaveFit();
  void view().flow?.zoomTo(zoomNow() * factor, { duration: 0 });
}

/** Brings a place of the drawing to the middle of the view, at once. */
export function centreOn({ x, y }: Point): void {
  leaveFit();
  void view().flow?.setCenter(x, y, { zoom: zoomNow(), duration: 0 });
}

/** Nobody finds what is in a collapsed group. */
function expandAround(id: string): void {
  const { nodes, cables } = currentDocument();
  const cable = cables[id];
  const ends = cable === undefined ? [id] : [cable.a.node, cable.b.node];
  const groups = ends.map((end) => symbolsOf(nodes).get(end)).filter((one) => one !== undefined);
  // A cable between a group and what is outside of it shows without that.
  if (cable !== undefined && (groups.length < 2 || groups[0] !== groups[1])) return;
  edit(t('Expand group'), collapseGroups(currentDocument(), groups, false));
}

/** Selects a record and brings it into view; the group that hides it is expanded. */
export function reveal(id: string): void {
  expandAround(id);
  select([id]);
  const { nodes } = currentDocument();
  const known = nodesOf([id]).map((node) => ({ id: symbolsOf(nodes).get(node.id) ?? node.id }));
  if (known.length === 0) return;
  whenUncovered(() => {
    leaveFit();
    void view().flow?.fitView({ nodes: known, padding: 0.6, maxZoom: 1, duration: durationMs() });
  });
}

/** How far a span has to go to lie between 0 and `most`, with a margin. */
function shiftInto(start: number, length: number, most: number): number {
  const over = start + length + EDGE_MARGIN - most;
  const under = EDGE_MARGIN - start;
  if (under > 0) return under;
  return over > 0 ? -Math.min(over, start - EDGE_MARGIN) : 0;
}

/** Whether all of these show in the view. */
export function isAllInView(boxes: readonly Box[]): boolean {
  const pane = paneBox();
  const bounds = boundsOf(boxes);
  const { flow } = view();
  if (flow === null || pane === undefined || bounds === null) return false;
  const { x, y, zoom } = flow.getViewport();
  return isInView(bounds, [x, y, zoom], pane);
}

/** What of the drawing shows, in its own pixels; null before there is a view. */
export function shownArea(): Box | null {
  const pane = paneBox();
  const { flow } = view();
  if (flow === null || pane === undefined) return null;
  const { x, y, zoom } = flow.getViewport();
  return { x: -x / zoom, y: -y / zoom, width: pane.width / zoom, height: pane.height / zoom };
}

/** Moves the view just so far that the box can be seen. */
export function showBox(box: Box): void {
  const pane = paneBox();
  const { flow } = view();
  if (flow === null || pane === undefined) return;
  const { x, y, zoom } = flow.getViewport();
  const right = shiftInto(box.x * zoom + x, box.width * zoom, pane.width);
  const down = shiftInto(box.y * zoom + y, box.height * zoom, pane.height);
  if (right === 0 && down === 0) return;
  leaveFit();
  void flow.setViewport({ x: x + right, y: y + down, zoom }, { duration: durationMs() });
}

/**
 * Moves the view just so far that a node can be seen beside what covers the right of the drawing area.
 *
 * @param covered in pixels
 */
export function showBesides(id: string, covered: number): void {
  const node = currentDocument().nodes[id];
  const pane = paneBox();
  const { flow } = view();
  if (flow === null || pane === undefined || node === undefined) return;
  const box = shownBox(currentDocument().nodes, node);
  const { x, y, zoom } = flow.getViewport();
  const right = shiftInto(box.x * zoom + x, box.width * zoom, pane.width - covered);
  if (right >= 0) return;
  leaveFit();
  void flow.setViewport({ x: x + right, y, zoom }, { duration: durationMs() });
}

/** How many pixels of the window one of the drawing takes. */
export function zoomNow(): number {
  return view().flow?.getZoom() ?? 1;
}

/** A point of the window as a place on the drawing. */
export function flowPoint(pointer: Point): Point {
  return view().flow?.screenToFlowPosition(pointer) ?? { x: 0, y: 0 };
}

/** The top left corner of a free place of this size near the middle of what is shown. */
export function freePlaceFor(size: Size): Point {
  const { x, y } = middleOfView();
  const boxes = shownBoxes(currentDocument().nodes);
  return freePlace(boxes, size, { x: x - size.width / 2, y: y - size.height / 2 });
}

/** Adds something; a drawing that showed as a whole before does so afterwards. */
export function keepWhole(add: () => void): void {
  const boxes = () => shownBoxes(currentDocument().nodes);
  const whole = isAllInView(boxes());
  add();
  if (whole && !isAllInView(boxes())) fitDrawing();
}

/** The place on the drawing that is in the middle of what is shown. */
export function middleOfView(): Point {
  const pane = paneBox();
  const { flow } = view();
  if (flow === null || pane === undefined) return { x: 0, y: 0 };
  return flow.screenToFlowPosition({
    x: pane.x + pane.width / 2,
    y: pane.y + pane.height / 2,
  });
}
