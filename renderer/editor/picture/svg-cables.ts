/** Cables of the exported picture: their lines and labels, as the canvas draws them. Pure. */
import type { TopologyDocument } from '../../../shared/document/topology';
import { boxOfLabel, PILL_HEIGHT, type Pill, pillBox } from '../../document/cables/cable-labels';
import { type CableDrawing, emptyLayout, layOutCables } from '../../document/cables/cable-layout';
import type { Box } from '../../document/geometry/geometry';
import { cableLook, vlanSlots } from '../../document/records/vlan-use';
import { cableLabel, cableStroke } from './svg-network';
import type { SvgPalette } from './svg-palette';
import { escapeXml, MONO, number, tag } from './svg-text';

export interface SvgCables {
  lines: readonly string[];
  labels: readonly string[];
  /** What they take up on the drawing. */
  boxes: readonly Box[];
}

function pill({ x, y, width, text }: Pill, palette: SvgPalette): string {
  const body = {
    x: -width / 2,
    y: -PILL_HEIGHT / 2,
    width,
    height: PILL_HEIGHT,
    rx: PILL_HEIGHT / 2,
    fill: palette.surface,
    stroke: palette.border,
  };
  const words = {
    y: 3.5,
    'text-anchor': 'middle',
    'font-family': MONO,
    'font-size': 10,
    fill: palette.muted,
  };
  const content = tag('rect', body) + tag('text', words, escapeXml(text));
  return tag('g', { transform: `translate(${number(x)} ${number(y)})` }, content);
}

function boxesOf({ line, pills, label }: CableDrawing): Box[] {
  const corners = line.map(({ x, y }) => ({ x, y, width: 0, height: 0 }));
  const labels = [pills.a, pills.b].filter((one) => one !== null).map(pillBox);
  return [...corners, ...labels, ...(label === null ? [] : [boxOfLabel(label)])];
}

function labelsOf({ pills, label }: CableDrawing, palette: SvgPalette): string {
  const ends = [pills.a, pills.b].filter((one) => one !== null).map((one) => pill(one, palette));
  return ends.join('') + (label === null ? '' : cableLabel(label, palette));
}

/** All cables of the document. @param labels whether ports are labelled */
export function svgCables(
  document: TopologyDocument,
  labels: boolean,
  palette: SvgPalette,
): SvgCables {
  const { nodes, cables } = document;
  const input = { nodes, cables, places: new Map(), draft: null, labels };
  const drawings = [...layOutCables(input, emptyLayout).drawings.values()];
  const slots = vlanSlots(nodes);
  const look = (drawing: CableDrawing) =>
    slots.size === 0 ? null : cableLook(document, drawing.cable);
  return {
    lines: drawings.map((drawing) =>
      cableStroke(drawing.path, { up: drawing.cable.up, look: look(drawing), slots }, palette),
    ),
    labels: drawings.map((drawing) => labelsOf(drawing, palette)),
    boxes: drawings.flatMap(boxesOf),
  };
}
