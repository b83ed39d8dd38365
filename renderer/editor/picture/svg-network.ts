/** VLANs and conditions of cables in the exported picture, as the canvas draws them. Pure. */

import { type CableLabelBox, LABEL_LINE } from '../../document/cables/cable-labels';
import type { Box } from '../../document/geometry/geometry';
import {
  isTrunkLook,
  stripesOf,
  type VlanLook,
  type VlanSlots,
} from '../../document/records/vlan-use';
import { stripeDashes } from '../scene/vlan-colours';
import type { SvgPalette } from './svg-palette';
import { escapeXml, number, SANS, tag } from './svg-text';

const colourOf = (slot: number, { vlans }: SvgPalette) => vlans[slot] ?? vlans[0]!;

/** The coloured bars of a jack: one below, for a trunk another one above. */
export function jackBars(look: VlanLook, box: Box, slots: VlanSlots, palette: SvgPalette): string {
  const stripes = stripesOf(look, slots);
  const colours = stripes.length === 0 ? [0] : stripes;
  const width = (box.width - 5) / colours.length;
  const tops = isTrunkLook(look) ? [box.y + 2, box.y + box.height - 5] : [box.y + box.height - 5];
  return tops
    .flatMap((y) =>
      colours.map((slot, index) =>
        tag('rect', {
          x: box.x + 2.5 + index * width,
          y,
          width,
          height: 3,
          fill: colourOf(slot, palette),
        }),
      ),
    )
    .join('');
}

export interface DrawnCable {
  readonly up: boolean;
  /** Null while no VLAN is in use, or on a cable that knows none. */
  readonly look: VlanLook | null;
  readonly slots: VlanSlots;
}

/** The line of a cable: dotted when it is down, cased and striped for a trunk. */
export function cableStroke(
  path: string,
  { up, look, slots }: DrawnCable,
  palette: SvgPalette,
): string {
  const line = (attributes: Record<string, string | number>) =>
    tag('path', { d: path, fill: 'none', ...attributes });
  const plain = { stroke: palette.cable, 'stroke-width': 2, 'stroke-linecap': 'round' };
  if (!up) return line({ ...plain, 'stroke-dasharray': '2 9' });
  if (look === null) return line(plain);
  const stripes = stripesOf(look, slots);
  if (!isTrunkLook(look)) {
    return line({ ...plain, stroke: colourOf(stripes[0] ?? 0, palette), 'stroke-width': 2.5 });
  }
  const striped = stripes.map((slot, index) => {
    const { dashes, offset } = stripeDashes(index, stripes.length);
    return line({
      stroke: colourOf(slot, palette),
      'stroke-width': 3.5,
      ...(stripes.length > 1 && { 'stroke-dasharray': dashes, 'stroke-dashoffset': offset }),
    });
  });
  return line({ ...plain, stroke: palette.muted, 'stroke-width': 6 }) + striped.join('');
}

/** The label in the middle of a cable. */
export function cableLabel(
  { x, y, width, height, lines }: CableLabelBox,
  palette: SvgPalette,
): string {
  const body = tag('rect', {
    x: -width / 2,
    y: -height / 2,
    width,
    height,
    rx: 5,
    fill: palette.surface,
    stroke: palette.border,
  });
  const words = {
    'text-anchor': 'middle',
    'font-family': SANS,
    'font-size': 10.5,
    fill: palette.muted,
  };
  const text = lines.map((line, index) =>
    tag('text', { ...words, y: -height / 2 + 12.5 + index * LABEL_LINE }, escapeXml(line)),
  );
  return tag('g', { transform: `translate(${number(x)} ${number(y)})` }, body + text.join(''));
}

const ENTRY_WIDTH = 92;
const ENTRY_HEIGHT = 20;
const LEGEND_GAP = 24;

/** Where the legend stands, below the drawing; of no height while no VLAN is in use. */
export function legendBox(bounds: Box, slots: VlanSlots): Box {
  const y = bounds.y + bounds.height + LEGEND_GAP;
  const place = { x: bounds.x, y, width: bounds.width };
  if (slots.size === 0) return { ...place, height: 0 };
  const rows = Math.ceil(slots.size / columnsOf(place));
  return { ...place, height: rows * ENTRY_HEIGHT + LEGEND_GAP };
}

function columnsOf({ width }: Pick<Box, 'width'>): number {
  return Math.max(1, Math.floor(width / ENTRY_WIDTH));
}

/** The colour of every VLAN in use. */
export function svgLegend(box: Box, slots: VlanSlots, palette: SvgPalette): string {
  const entries = [...slots].map(([vlan, slot], index) => {
    const x = box.x + (index % columnsOf(box)) * ENTRY_WIDTH;
    const y = box.y + Math.floor(index / columnsOf(box)) * ENTRY_HEIGHT + ENTRY_HEIGHT / 2;
    const words = {
      x: x + 20,
      y: y + 4,
      'font-family': SANS,
      'font-size': 12,
      fill: palette.muted,
    };
    const swatch = { x, y: y - 2, width: 14, height: 4, rx: 2, fill: colourOf(slot, palette) };
    return tag('rect', swatch) + tag('text', words, `VLAN ${vlan}`);
  });
  return entries.length === 0 ? '' : tag('g', {}, entries.join(''));
}
