/** The canvas's view for those outside of it: commands, palette, problem list. */
import type { ReactFlowInstance } from '@xyflow/react';
import type { NodeKind, TopologyNode } from '../../shared/topology';
import { currentDocument, edit } from '../document/document-store';
import { addNode } from '../document/edits';
import { newNode, type Point } from '../document/new-node';
import { select } from '../document/selection';
import { kindTitles } from '../ui/symbol-shapes';
import type { CableFlowEdge } from './cable-edge';
import type { FlowNode } from './flow-elements';
import { type Box, boundsOf, freePlace, isInView, nodeBox, nodeSize } from './geometry';
import { beginRename } from './rename';

type Flow = ReactFlowInstance<FlowNode, CableFlowEdge>;

/** Leaves the zoom controls free, and most of the overview. */
export const FIT_PADDING = { top: '44px', x: '44px', bottom: '72px' } as const;
/** In a low drawing area every pixel is for the drawing. */
const LOW_PADDING = { top: '36px', x: '36px', bottom: '24px' } as const;
const LOW_HEIGHT = 420;
const EDGE_MARGIN = 40;
const STEADY_MS = 180;
let flow: Flow | null = null;
let fitted = false;

export function holdFlow(instance: Flow): void {
  // A drawing that was opened is shown as a whole; see Flow in canvas.tsx.
  fitted = Object.keys(currentDocument().nodes).length > 0;
  flow = instance;
}

function durationMs(): number {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : STEADY_MS;
}

function paneBox(): DOMRect | undefined {
  return window.document.querySelector('.react-flow')?.getBoundingClientRect();
}

/** Whether the view is as fitting left it: nobody has moved or zoomed it since. */
export function isFitted(): boolean {
  return fitted;
}

/** The user, or a command, has chosen another view. */
export function leaveFit(): void {
  fitted = false;
}

export function fitDrawing(): void {
  fitted = true;
  const low = (paneBox()?.height ?? LOW_HEIGHT) < LOW_HEIGHT;
  const padding = low ? LOW_PADDING : FIT_PADDING;
  void flow?.fitView({ padding, maxZoom: 1, duration: durationMs() });
}

export function zoomIn(): void {
  leaveFit();
  void flow?.zoomIn({ duration: durationMs() });
}

export function zoomOut(): void {
  leaveFit();
  void flow?.zoomOut({ duration: durationMs() });
}

/** Selects a record and brings it into view. */
export function reveal(id: string): void {
  select([id]);
  const { nodes, cables } = currentDocument();
  const cable = cables[id];
  const wanted = cable === undefined ? [id] : [cable.a.node, cable.b.node];
  const known = wanted.filter((node) => nodes[node] !== undefined).map((node) => ({ id: node }));
  if (known.length === 0) return;
  leaveFit();
  void flow?.fitView({ nodes: known, padding: 0.6, maxZoom: 1, duration: durationMs() });
}

/** How far a span has to go to lie between 0 and `most`, with a margin. */
function shiftInto(start: number, length: number, most: number): number {
  const over = start + length + EDGE_MARGIN - most;
  const under = EDGE_MARGIN - start;
  if (under > 0) return under;
  return over > 0 ? -Math.min(over, start - EDGE_MARGIN) : 0;
}

function isAllInView(boxes: readonly Box[]): boolean {
  const pane = paneBox();
  const bounds = boundsOf(boxes);
  if (flow === null || pane === undefined || bounds === null) return false;
  const { x, y, zoom } = flow.getViewport();
  return isInView(bounds, [x, y, zoom], pane);
}

/** What of the drawing shows, in its own pixels; null before there is a view. */
export function shownArea(): Box | null {
  const pane = paneBox();
  if (flow === null || pane === undefined) return null;
  const { x, y, zoom } = flow.getViewport();
  return { x: -x / zoom, y: -y / zoom, width: pane.width / zoom, height: pane.height / zoom };
}

export function zoomOfView(): number {
  return flow?.getZoom() ?? 1;
}

/** Moves the view just so far that the box can be seen. */
export function showBox(box: Box): void {
  const pane = paneBox();
  if (flow === null || pane === undefined) return;
  const { x, y, zoom } = flow.getViewport();
  const right = shiftInto(box.x * zoom + x, box.width * zoom, pane.width);
  const down = shiftInto(box.y * zoom + y, box.height * zoom, pane.height);
  if (right === 0 && down === 0) return;
  leaveFit();
  void flow.setViewport({ x: x + right, y: y + down, zoom }, { duration: durationMs() });
}

function middle(): Point {
  const pane = paneBox();
  if (flow === null || pane === undefined) return { x: 0, y: 0 };
  return flow.screenToFlowPosition({
    x: pane.x + pane.width / 2,
    y: pane.y + pane.height / 2,
  });
}

type Complete = (node: TopologyNode) => TopologyNode;
const asItComes: Complete = (node) => node;

function add(kind: NodeKind, at: Point, complete: Complete): void {
  const { diff, id } = addNode(currentDocument(), kind, at);
  diff.nodes.added = diff.nodes.added.map(complete);
  edit(`Add ${kindTitles[kind]}`, diff);
  select([id]);
  // A note without a text says nothing, so its text comes first.
  if (kind === 'note') beginRename(id);
}

function sizeOf(kind: NodeKind) {
  return nodeSize(newNode(currentDocument(), kind, { x: 0, y: 0 }, Math.random));
}

/**
 * Adds a node where the pointer is, in pixels of the window; its middle goes there.
 *
 * @param complete what is changed of a node with its defaults before it is added
 */
export function addAtPointer(kind: NodeKind, pointer: Point, complete = asItComes): void {
  if (flow === null) return;
  const { x, y } = flow.screenToFlowPosition(pointer);
  const { width, height } = sizeOf(kind);
  add(kind, { x: x - width / 2, y: y - height / 2 }, complete);
}

/** Adds a node in a free place near the middle of what is shown. */
export function addInFreePlace(kind: NodeKind, complete = asItComes): void {
  const { x, y } = middle();
  const size = sizeOf(kind);
  const boxes = Object.values(currentDocument().nodes).map((node) => nodeBox(node));
  const place = freePlace(boxes, size, { x: x - size.width / 2, y: y - size.height / 2 });
  const whole = isAllInView(boxes);
  add(kind, place, complete);
  const box = { ...place, ...size };
  if (!whole) showBox(box);
  else if (!isAllInView([...boxes, box])) fitDrawing();
}
