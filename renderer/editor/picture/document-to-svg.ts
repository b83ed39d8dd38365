/**
 * The whole drawing as one SVG picture that needs nothing else: own colours, own shapes. Pure, so it
 * shows the document and not the running lab, and the same document gives the same text.
 */

import {
  type CableEnd,
  type DeviceNode,
  isDevice,
  isSwitch,
  portLabel,
  portsOf,
  type TopologyDocument,
  type TopologyNode,
} from '../../../shared/document/topology';
import { type Box, boundsOf, jackBox, nodeSize, panelBox } from '../../document/geometry/geometry';
import { shownBoxes } from '../../document/geometry/group-frame';
import { symbolsOf } from '../../document/records/membership';
import { jackLook, vlanSlots } from '../../document/records/vlan-use';
import { t } from '../../i18n/translate';
import { kindViews } from '../../kinds/registry';
import { nodeSummary } from '../scene/node-summary';
import { svgCables } from './svg-cables';
import { svgFrame, svgNote, svgPicture, svgShape, svgSymbol } from './svg-drawings';
import { jackBars, legendBox, svgLegend } from './svg-network';
import { type SvgPalette, svgPalettes } from './svg-palette';
import { escapeXml, MONO, number, SANS, tag } from './svg-text';

const MARGIN = 32;
const EMPTY = { x: 0, y: 0, width: 320, height: 160 };
const WORDS_LEFT = 52;
const WORDS_MARGIN = 10;
/** Of the widest font that may stand in: a picture cannot bring the app's own. */
const NAME_CHARACTER_WIDTH = 9.2;
const LINE_CHARACTER_WIDTH = 6.9;

function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

function symbol(node: DeviceNode, palette: SvgPalette): string {
  const colour = kindViews[node.kind].colour[palette.theme];
  const paths = kindViews[node.kind].symbol.map(({ d, paint }) => {
    if (paint === 'tint') return tag('path', { d, fill: colour, opacity: 0.16 });
    const stroke = paint === 'line' ? palette.text : colour;
    return tag('path', { d, stroke });
  });
  const style = {
    fill: 'none',
    'stroke-width': 1.8,
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
  };
  return tag('g', { transform: 'translate(14 14) scale(.875)', ...style }, paths.join(''));
}

function jackStripes(
  document: TopologyDocument,
  end: CableEnd,
  { x, y, width, height }: Box,
  palette: SvgPalette,
): string {
  const look = vlanSlots(document.nodes).size === 0 ? null : jackLook(document, end);
  return look === null
    ? ''
    : jackBars(look, { x, y, width, height }, vlanSlots(document.nodes), palette);
}

function jack(
  document: TopologyDocument,
  node: DeviceNode,
  port: number,
  palette: SvgPalette,
): string {
  const box = jackBox(node, port);
  if (box === undefined) return '';
  const { x, y, width, height } = box;
  const label = isSwitch(node) ? String(port) : 'cards' in node ? portLabel(node, port) : node.kind;
  const shape = { x: x + 0.5, y: y + 0.5, width: width - 1, height: height - 1, rx: 4 };
  return (
    tag('rect', { ...shape, fill: palette.jack, stroke: palette.border }) +
    jackStripes(document, { node: node.id, port }, box, palette) +
    tag(
      'text',
      {
        x: x + width / 2,
        y: y + height / 2 + 3.5,
        'text-anchor': 'middle',
        'font-family': MONO,
        'font-size': 10,
        fill: palette.muted,
      },
      label,
    )
  );
}

function device(document: TopologyDocument, node: DeviceNode, palette: SvgPalette): string {
  const { width, height } = nodeSize(node);
  const panel = panelBox(node);
  const words = { x: WORDS_LEFT, 'font-family': SANS };
  const room = width - WORDS_LEFT - WORDS_MARGIN;
  const body = [
    tag('rect', {
      x: 0.5,
      y: 0.5,
      width: width - 1,
      height: height - 1,
      rx: 10,
      fill: palette.surface,
      stroke: palette.border,
    }),
    symbol(node, palette),
    tag(
      'text',
      { ...words, y: 25, 'font-size': 14, 'font-weight': 600, fill: palette.text },
      escapeXml(shortened(node.name, Math.floor(room / NAME_CHARACTER_WIDTH))),
    ),
    tag(
      'text',
      { ...words, y: 43, 'font-size': 11.5, fill: palette.muted },
      escapeXml(shortened(nodeSummary(node), Math.floor(room / LINE_CHARACTER_WIDTH))),
    ),
  ];
  if (isSwitch(node)) body.push(tag('rect', { ...panel, rx: 7, fill: palette.panel }));
  for (const port of portsOf(node)) body.push(jack(document, node, port, palette));
  return tag('g', { transform: `translate(${number(node.x)} ${number(node.y)})` }, body.join(''));
}

/** What lies behind the cables: shapes and pictures, then frames. */
function drawingsBehind(
  document: TopologyDocument,
  nodes: readonly TopologyNode[],
  palette: SvgPalette,
): string[] {
  const back = nodes.flatMap((node) => {
    if (node.kind === 'shape') return [svgShape(node, palette)];
    return node.kind === 'picture' ? [svgPicture(node)] : [];
  });
  const frames = nodes.flatMap((node) =>
    node.kind === 'group' && !node.collapsed ? [svgFrame(document, node, palette)] : [],
  );
  return [...back, ...frames];
}

function drawingsBefore(
  document: TopologyDocument,
  nodes: readonly TopologyNode[],
  palette: SvgPalette,
): string[] {
  return nodes.flatMap((node) => {
    if (node.kind === 'note') return [svgNote(node, palette)];
    return node.kind === 'group' && node.collapsed ? [svgSymbol(document, node, palette)] : [];
  });
}

/** The drawing as SVG text, a margin around all of it. @param portLabels whether ports are labelled */
export function documentToSvg(
  document: TopologyDocument,
  theme: 'light' | 'dark',
  portLabels = true,
): string {
  const palette = svgPalettes[theme];
  const hidden = symbolsOf(document.nodes);
  const nodes = Object.values(document.nodes).filter(({ id }) => !hidden.has(id));
  const cables = svgCables(document, portLabels, palette);
  const bounds = boundsOf([...shownBoxes(document.nodes), ...cables.boxes]) ?? EMPTY;
  const slots = vlanSlots(document.nodes);
  const legend = legendBox(bounds, slots);
  const view = {
    x: bounds.x - MARGIN,
    y: bounds.y - MARGIN,
    width: bounds.width + 2 * MARGIN,
    height: bounds.height + 2 * MARGIN + legend.height,
  };
  const content = [
    tag('title', {}, escapeXml(document.name) || t('Lab')),
    tag('rect', { ...view, fill: palette.canvas }),
    ...drawingsBehind(document, nodes, palette),
    ...cables.lines,
    ...cables.labels,
    ...nodes.flatMap((node) => (isDevice(node) ? [device(document, node, palette)] : [])),
    ...drawingsBefore(document, nodes, palette),
    svgLegend(legend, slots, palette),
  ];
  return `${tag(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width: view.width,
      height: view.height,
      viewBox: [view.x, view.y, view.width, view.height].map(number).join(' '),
    },
    `\n${content.filter((line) => line !== '').join('\n')}\n`,
  )}\n`;
}
