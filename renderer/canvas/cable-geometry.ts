/** Where a cable runs and where its two port labels stand. Pure; shared with the SVG export. */
import type { DeviceNode } from '../../shared/topology';
import { portLabel } from '../../shared/topology';
import type { Point } from '../document/new-node';
import { jackCentre, nodeSize, type Size } from './geometry';

export interface PlacedEnd {
  node: DeviceNode;
  /** The node's corner, which differs from the document's while it is dragged. */
  at: Point;
  port: number;
  /** The size of the collapsed group that stands for the node. */
  symbol?: Size;
}

export interface Pill {
  /** The middle of the label. */
  x: number;
  y: number;
  width: number;
  text: string;
}

export interface CableDrawing {
  a: Point;
  b: Point;
  pills: { a: Pill; b: Pill };
  /** Where a sign about an end stands: past its label. */
  signs: { a: Point; b: Point };
  /** The middle of what can be seen of the line. */
  middle: Point;
}

export const PILL_HEIGHT = 18;
const PILL_GAP = 5;
const NO_SIZE = { width: 0, height: 0 };
/** Neighbouring ports of a switch put their labels at two distances, so that they do not overlap. */
const PILL_STAGGER = 22;
const CHARACTER_WIDTH = 6.4;
const PILL_PADDING = 22;
/** A label never goes past this part of the visible line. */
const MOST_OF_LINE = 0.42;

function placed({ node, at, port, symbol }: PlacedEnd): Point {
  const { x, y } =
    symbol === undefined ? jackCentre(node, port) : { x: symbol.width / 2, y: symbol.height / 2 };
  return { x: at.x + x, y: at.y + y };
}

/** How far, from 0 to 1, the line has gone when it leaves the node's body, grown by a margin. */
function exitOf(end: PlacedEnd, from: Point, to: Point, grow: Size = NO_SIZE): number {
  const { node, at, symbol } = end;
  const { width, height } = symbol ?? nodeSize(node);
  const along = (start: number, end: number, low: number, high: number) => {
    if (end === start) return Number.POSITIVE_INFINITY;
    return ((end > start ? high : low) - start) / (end - start);
  };
  return Math.min(
    1,
    along(from.x, to.x, at.x - grow.width, at.x + width + grow.width),
    along(from.y, to.y, at.y - grow.height, at.y + height + grow.height),
  );
}

function pillOf(end: PlacedEnd, from: Point, to: Point, visible: number): Pill {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const text = portLabel(end.node, end.port);
  const width = PILL_PADDING + text.length * CHARACTER_WIDTH;
  const clear = { width: width / 2 + PILL_GAP, height: PILL_HEIGHT / 2 + PILL_GAP };
  const stagger = end.port % 2 === 0 && end.port > 0 ? PILL_STAGGER / length : 0;
  const exit = exitOf(end, from, to);
  const out = exitOf(end, from, to, clear) - exit + stagger;
  const part = exit + Math.min(out, visible * MOST_OF_LINE);
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part, width, text };
}

const SIGN_GAP = 12;

/** Past a label on the way to the other end. */
function signOf({ x, y, width }: Pill, to: Point): Point {
  const length = Math.hypot(to.x - x, to.y - y) || 1;
  const across = Math.abs(to.x - x) / length;
  const half = across * (width / 2) + (1 - across) * (PILL_HEIGHT / 2);
  const part = Math.min(0.5, (half + SIGN_GAP) / length);
  return { x: x + (to.x - x) * part, y: y + (to.y - y) * part };
}

/** The line of a cable and its labels, each just outside of its node's body. */
export function drawCable(a: PlacedEnd, b: PlacedEnd): CableDrawing {
  const from = placed(a);
  const to = placed(b);
  const visible = Math.max(0, 1 - exitOf(a, from, to) - exitOf(b, to, from));
  const pills = { a: pillOf(a, from, to, visible), b: pillOf(b, to, from, visible) };
  return {
    a: from,
    b: to,
    pills,
    signs: { a: signOf(pills.a, to), b: signOf(pills.b, from) },
    middle: { x: (pills.a.x + pills.b.x) / 2, y: (pills.a.y + pills.b.y) / 2 },
  };
}

const CHARACTER_OF_LABEL = 6.2;
const LABEL_PADDING = 12;
export const LABEL_LINE = 14;

export interface CableLabelBox extends Point, Size {
  lines: readonly string[];
}

/**
 * The label in the middle of a cable: on a steep line, beside a flat one, so that it hides neither the
 * line nor the labels of its ends. Null when there is nothing to say.
 */
export function labelBox(drawing: CableDrawing, lines: readonly string[]): CableLabelBox | null {
  if (lines.length === 0) return null;
  const longest = Math.max(...lines.map((line) => line.length));
  const size = {
    width: LABEL_PADDING + longest * CHARACTER_OF_LABEL,
    height: lines.length * LABEL_LINE + 4,
  };
  const flat = Math.abs(drawing.b.x - drawing.a.x) >= 2 * Math.abs(drawing.b.y - drawing.a.y);
  const { x, y } = drawing.middle;
  return { x, y: flat ? y + size.height / 2 + PILL_HEIGHT / 2 + 2 : y, ...size, lines };
}
