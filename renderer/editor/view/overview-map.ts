/**
 * What the overview draws: one outline for all nodes of a kind, so that it costs a drawing of a thousand nodes
 * no more than one of ten. Pure, in pixels of the drawing.
 */

import type { TopologyDocument, TopologyNode } from '../../../shared/document/topology';
import type { NodeKind } from '../../../shared/kinds/registry';
import type { Box, Size } from '../../document/geometry/boxes';
import { shownBox } from '../../document/geometry/group-frame';
import { symbolsOf } from '../../document/records/membership';

type Nodes = TopologyDocument['nodes'];
/** Frames are what goes around others. */
type MapKind = NodeKind | 'frame' | 'selected';

export interface MapPart {
  kind: MapKind;
  /** For an SVG path. */
  outline: string;
}

/** Of the drawing's width or height, on each side of it. */
const MARGIN = 0.06;
/** The map of an empty drawing. */
const EMPTY: Box = { x: 0, y: 0, width: 1200, height: 800 };

function mapKindOf(node: TopologyNode, selected: ReadonlySet<string>): MapKind {
  if (node.kind === 'picture') return 'picture';
  if (node.kind === 'shape' || (node.kind === 'group' && !node.collapsed)) return 'frame';
  return selected.has(node.id) ? 'selected' : node.kind;
}

function outlineOf({ x, y, width, height }: Box): string {
  return `M${x} ${y}h${width}v${height}h${-width}z`;
}

/** What is behind others, or around them, must not cover them, and nothing what is selected. */
function layerOf(kind: MapKind): number {
  if (kind === 'picture') return 0;
  if (kind === 'frame') return 1;
  return kind === 'selected' ? 3 : 2;
}

/** What can be seen of a drawing, the lowest first: not the members of collapsed groups. */
export function mapParts(nodes: Nodes, selected: ReadonlySet<string>): MapPart[] {
  const hidden = symbolsOf(nodes);
  const outlines = new Map<MapKind, string>();
  for (const node of Object.values(nodes)) {
    if (hidden.has(node.id)) continue;
    const kind = mapKindOf(node, selected);
    outlines.set(kind, (outlines.get(kind) ?? '') + outlineOf(shownBox(nodes, node)));
  }
  return [...outlines]
    .map(([kind, outline]) => ({ kind, outline }))
    .sort((one, other) => layerOf(one.kind) - layerOf(other.kind));
}

/**
 * The part of the plane that the map shows: the whole drawing and a margin, in the shape of the map.
 *
 * @param bounds null for an empty drawing
 * @param map the map's size; only the shape of it counts
 */
export function mapArea(bounds: Box | null, map: Size): Box {
  const { x, y, width, height } = bounds ?? EMPTY;
  const scale = Math.max(width / map.width, height / map.height) * (1 + 2 * MARGIN);
  const size = { width: map.width * scale, height: map.height * scale };
  return { x: x - (size.width - width) / 2, y: y - (size.height - height) / 2, ...size };
}

/** What of the map is out of view: all of it but the view, to be filled by the rule of evens and odds. */
export function maskOf(area: Box, view: Box): string {
  const left = Math.max(area.x, Math.min(view.x, area.x + area.width));
  const top = Math.max(area.y, Math.min(view.y, area.y + area.height));
  const right = Math.max(left, Math.min(view.x + view.width, area.x + area.width));
  const bottom = Math.max(top, Math.min(view.y + view.height, area.y + area.height));
  return (
    outlineOf(area) + outlineOf({ x: left, y: top, width: right - left, height: bottom - top })
  );
}
