/** Where the symbols of a sketch go on its card. Pure. */
import type { Sketch } from '../../../shared/document/example-sketch';

export interface SketchArea {
  width: number;
  height: number;
}

/** Side of a symbol, in the units of the card. */
export const SYMBOL = 26;
const MARGIN = 4;

type Centre = { x: number; y: number };

/** From the corner of a node to its middle, at its own size: switches are wider. */
function centreOf({ kind, x, y }: Sketch['nodes'][number]): Centre {
  return { x: x + (kind === 'switch' || kind === 'hub' ? 118 : 92), y: y + 48 };
}

interface Span {
  least: number;
  length: number;
}

function spanOf(values: readonly number[]): Span {
  const least = Math.min(...values);
  return { least, length: Math.max(...values) - least };
}

/** A number of the span as one between the margins; the middle where the span is a point. */
function place(value: number, { least, length }: Span, scale: number, room: number): number {
  return room / 2 + (value - least - length / 2) * scale;
}

/** The middles of the symbols, as large as the area allows and in the middle of it. */
export function layOutSketch({ nodes }: Sketch, { width, height }: SketchArea): Centre[] {
  if (nodes.length === 0) return [];
  const centres = nodes.map(centreOf);
  const across = spanOf(centres.map(({ x }) => x));
  const down = spanOf(centres.map(({ y }) => y));
  const room = (side: number) => side - SYMBOL - 2 * MARGIN;
  const scale = Math.min(
    across.length === 0 ? 1 : room(width) / across.length,
    down.length === 0 ? 1 : room(height) / down.length,
  );
  return centres.map(({ x, y }) => ({
    x: place(x, across, scale, width),
    y: place(y, down, scale, height),
  }));
}
