/**
 * Many machines of one switch as rows and columns. The cables come down in lanes beside the columns and go into
 * the machines from the side, so that none is hidden behind the rows above. Pure.
 */
import type { Point } from '../records/new-node';
import { GAP, type Layout, type LayoutGraph, type LayoutNode } from './layout-graph';

/** Between the cables of one lane and the next, in pixels. */
const LANE = 8;
/** Between lanes and the machines that they lead to: enough for the label of a port. */
const LANE_MARGIN = 58;
/** Between lanes and the machines that they only pass. */
const PASS_MARGIN = 18;
/** How far above the first row the lanes begin. */
const STUB = 14;

/** A cable that comes to a machine. */
interface Tooth {
  cable: string;
  /** Its jack, relative to the machine's corner. */
  jack: Point;
  /** Whether the machine is the first end of the link. */
  isFirst: boolean;
}

/** The cables that come to some machines from the others of a graph, by machine. */
export function teethOf(
  { links }: LayoutGraph,
  leaves: readonly LayoutNode[],
): ReadonlyMap<string, Tooth[]> {
  const teeth = new Map<string, Tooth[]>(leaves.map(({ id }) => [id, []]));
  for (const [one, other, ends] of links) {
    if (ends === undefined || teeth.has(one) === teeth.has(other)) continue;
    const isFirst = teeth.has(one);
    const jack = isFirst ? ends.one : ends.other;
    teeth.get(isFirst ? one : other)?.push({ cable: ends.cable, jack, isFirst });
  }
  return teeth;
}

export interface Comb extends Layout {
  width: number;
  height: number;
}

function columnOf(leaves: readonly LayoutNode[], columns: number, column: number): LayoutNode[] {
  const nodes: LayoutNode[] = [];
  for (let index = column; index < leaves.length; index += columns) nodes.push(leaves[index]!);
  return nodes;
}

/** The width of the lanes beside a column of machines. */
function lanesWidth(cables: number): number {
  return Math.max(GAP, PASS_MARGIN + LANE_MARGIN + Math.max(0, cables - 1) * LANE);
}

/** Rows and columns, in their order, with the corner of the whole at the origin. */
function combOf(
  leaves: readonly LayoutNode[],
  teeth: ReadonlyMap<string, Tooth[]>,
  columns: number,
): Comb {
  const comb: Comb = { places: new Map(), ways: new Map(), width: 0, height: 0 };
  const rowHeight = Math.max(0, ...leaves.map(({ height }) => height)) + GAP;
  const isOneRow = leaves.length <= columns;
  for (let column = 0; column < Math.min(columns, leaves.length); column++) {
    const nodes = columnOf(leaves, columns, column);
    const cables = isOneRow ? 0 : nodes.reduce((sum, { id }) => sum + teeth.get(id)!.length, 0);
    const left = comb.width + (column === 0 && isOneRow ? 0 : lanesWidth(cables));
    let lane = left - LANE_MARGIN;
    nodes.forEach((node, row) => {
      const y = row * rowHeight;
      comb.places.set(node.id, { x: left, y });
      for (const [index, { cable, jack, isFirst }] of isOneRow
        ? []
        : teeth.get(node.id)!.entries()) {
        const points = [
          { x: lane, y: -STUB },
          { x: lane, y: y + jack.y + index * LANE },
        ];
        comb.ways.set(cable, isFirst ? points.reverse() : points);
        lane -= LANE;
      }
      comb.height = Math.max(comb.height, y + node.height);
    });
    comb.width = left + Math.max(...nodes.map(({ width }) => width));
  }
  return comb;
}

/** Room above a comb for the cables that fan out to its lanes, in pixels. */
export function fanHeight({ width }: Comb): number {
  return Math.min(400, Math.max(96, width / 7));
}

/** The comb whose sides are to each other as those of a screen, roughly. */
export function screenComb(
  leaves: readonly LayoutNode[],
  teeth: ReadonlyMap<string, Tooth[]>,
  aspect: number,
): Comb {
  // The more columns, the flatter: the fewest that are flat enough are found by halving.
  let [low, high] = [1, Math.max(1, leaves.length)];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const comb = combOf(leaves, teeth, middle);
    if (comb.width / (comb.height + fanHeight(comb)) < aspect) low = middle + 1;
    else high = middle;
  }
  return combOf(leaves, teeth, low);
}
