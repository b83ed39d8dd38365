/** The canvas's view for those outside of it: commands, palette, problem list. */
import type { ReactFlowInstance } from '@xyflow/react';
import type { NodeKind } from '../../shared/topology';
import { currentDocument, edit } from '../document/document-store';
import { addNode } from '../document/edits';
import { newNode, type Point } from '../document/new-node';
import { select } from '../document/selection';
import { kindTitles } from '../ui/symbol-shapes';
import type { CableFlowEdge } from './cable-edge';
import type { FlowNode } from './flow-elements';
import { freePlace, nodeBox, nodeSize } from './geometry';

type Flow = ReactFlowInstance<FlowNode, CableFlowEdge>;

/** Leaves the zoom controls free, and most of the overview. */
export const FIT_PADDING = { top: '44px', x: '44px', bottom: '72px' } as const;
const STEADY_MS = 180;
let flow: Flow | null = null;

export function holdFlow(instance: Flow): void {
  flow = instance;
}

function durationMs(): number {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : STEADY_MS;
}

export function fitDrawing(): void {
  void flow?.fitView({ padding: FIT_PADDING, maxZoom: 1, duration: durationMs() });
}

export function zoomIn(): void {
  void flow?.zoomIn({ duration: durationMs() });
}

export function zoomOut(): void {
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
  void flow?.fitView({ nodes: known, padding: 0.6, maxZoom: 1, duration: durationMs() });
}

function middle(): Point {
  const pane = window.document.querySelector('.react-flow')?.getBoundingClientRect();
  if (flow === null || pane === undefined) return { x: 0, y: 0 };
  return flow.screenToFlowPosition({
    x: pane.x + pane.width / 2,
    y: pane.y + pane.height / 2,
  });
}

function add(kind: NodeKind, at: Point): void {
  const { diff, id } = addNode(currentDocument(), kind, at);
  edit(`Add ${kindTitles[kind]}`, diff);
  select([id]);
}

function sizeOf(kind: NodeKind) {
  return nodeSize(newNode(currentDocument(), kind, { x: 0, y: 0 }, Math.random));
}

/** Adds a node where the pointer is, in pixels of the window; its middle goes there. */
export function addAtPointer(kind: NodeKind, pointer: Point): void {
  if (flow === null) return;
  const { x, y } = flow.screenToFlowPosition(pointer);
  const { width, height } = sizeOf(kind);
  add(kind, { x: x - width / 2, y: y - height / 2 });
}

/** Adds a node in a free place near the middle of what is shown. */
export function addInFreePlace(kind: NodeKind): void {
  const { x, y } = middle();
  const size = sizeOf(kind);
  const boxes = Object.values(currentDocument().nodes).map((node) => nodeBox(node));
  add(kind, freePlace(boxes, size, { x: x - size.width / 2, y: y - size.height / 2 }));
}
