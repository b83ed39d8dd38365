/** Notes, shapes, pictures and groups of an exported picture, as the canvas draws them. Pure. */
import type {
  GroupNode,
  NoteNode,
  PictureNode,
  ShapeNode,
  TopologyDocument,
} from '../../../shared/document/topology';
import type { Box } from '../../document/geometry/geometry';
import { nodeBox } from '../../document/geometry/geometry';
import { FRAME_TITLE, frameBox } from '../../document/geometry/group-frame';
import { arrowHead, isLine, lineEnds, linePath } from '../../document/geometry/shape-geometry';
import { membersOf } from '../../document/records/membership';
import { kindViews } from '../../kinds/registry';
import { memberCounts } from '../scene/group-labels';
import type { SvgPalette } from './svg-palette';
import { escapeXml, number, SANS, tag } from './svg-text';

const LINE_HEIGHT = 1.35;
/** Of the widest font that may stand in, in parts of its height. */
const CHARACTER_WIDTH = 0.54;
const DASHES = '7 6';

/** So much of one colour over another one, as `#rrggbb`. */
export function mixed(colour: string, over: string, part: number): string {
  const channels = [1, 3, 5].map((at) => {
    const [top, below] = [colour, over].map((one) => Number.parseInt(one.slice(at, at + 2), 16));
    const value = Math.round(top! * part + below! * (1 - part));
    return value.toString(16).padStart(2, '0');
  });
  return `#${channels.join('')}`;
}

function at({ x, y }: { x: number; y: number }, content: string): string {
  return tag('g', { transform: `translate(${number(x)} ${number(y)})` }, content);
}

/** Breaks a note's text into lines that fit, at spaces where there are any. */
function wrapped(text: string, characters: number): string[] {
  return text.split('\n').flatMap((line) => {
    const lines = [''];
    for (const word of line.split(' ')) {
      const last = lines[lines.length - 1]!;
      if (last !== '' && last.length + 1 + word.length > characters) lines.push(word);
      else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
    }
    return lines;
  });
}

function noteColours({ look, colour }: NoteNode, palette: SvgPalette) {
  const ink = palette.drawing[colour];
  if (look === 'plain') return { text: colour === 'neutral' ? palette.text : ink };
  if (colour === 'amber') {
    return { text: palette.noteText, paper: palette.note, border: palette.noteBorder };
  }
  const { surface } = palette;
  return {
    text: palette.text,
    paper: mixed(ink, surface, 0.13),
    border: mixed(ink, surface, 0.38),
  };
}

const anchors = { left: 'start', center: 'middle', right: 'end' } as const;

function noteLines(node: NoteNode): string[] {
  const characters = Math.max(4, Math.floor((node.width - 24) / (node.size * CHARACTER_WIDTH)));
  const most = Math.max(1, Math.floor((node.height - 16) / (node.size * LINE_HEIGHT)));
  return wrapped(node.text, characters).slice(0, most);
}

export function svgNote(node: NoteNode, palette: SvgPalette): string {
  const { width, height, size, align } = node;
  const { text, paper, border } = noteColours(node, palette);
  const x = { left: 12, center: width / 2, right: width - 12 }[align];
  const words = { x, 'font-family': SANS, 'font-size': size, fill: text };
  const lines = noteLines(node).map((line, index) => {
    const y = 8 + size + index * size * LINE_HEIGHT;
    return line === ''
      ? ''
      : tag('text', { ...words, y, 'text-anchor': anchors[align] }, escapeXml(line));
  });
  const sheet = { x: 0.5, y: 0.5, width: width - 1, height: height - 1, rx: 8 };
  const body =
    paper === undefined ? '' : tag('rect', { ...sheet, fill: paper, stroke: border ?? text });
  return at(node, body + lines.join(''));
}

/** The lines of a shape's outline; empty attributes are none. */
function strokeOf({ dashed }: ShapeNode, ink: string, width: number) {
  return { stroke: ink, 'stroke-width': width, ...(dashed && { 'stroke-dasharray': DASHES }) };
}

function svgLine(node: ShapeNode, ink: string): string {
  const ends = lineEnds(node);
  const isArrow = node.form === 'arrow';
  const d = linePath(ends, isArrow);
  return (
    tag('path', { d, fill: 'none', 'stroke-linecap': 'round', ...strokeOf(node, ink, 2) }) +
    (isArrow ? tag('path', { d: arrowHead(ends), fill: ink }) : '')
  );
}

function svgArea(node: ShapeNode, ink: string): string {
  const { form, width, height, filled } = node;
  const paint = {
    fill: filled ? ink : 'none',
    ...(filled && { 'fill-opacity': 0.09 }),
    ...strokeOf(node, ink, 1.75),
  };
  if (form === 'rectangle') {
    return tag('rect', { x: 1, y: 1, width: width - 2, height: height - 2, rx: 10, ...paint });
  }
  const radii = { rx: width / 2 - 1, ry: height / 2 - 1 };
  return tag('ellipse', { cx: width / 2, cy: height / 2, ...radii, ...paint });
}

function caption(node: ShapeNode, ink: string): string {
  if (node.text === '') return '';
  const place =
    node.form === 'rectangle'
      ? { x: 14, y: 24 }
      : {
          x: node.width / 2,
          y: node.form === 'ellipse' ? 37 : node.height / 2 - 9,
          'text-anchor': 'middle',
        };
  const words = { ...place, 'font-family': SANS, 'font-size': 14, 'font-weight': 600, fill: ink };
  return tag('text', words, escapeXml(node.text));
}

export function svgShape(node: ShapeNode, palette: SvgPalette): string {
  const ink = palette.drawing[node.colour];
  const body = isLine(node) ? svgLine(node, ink) : svgArea(node, ink);
  return at(node, body + caption(node, ink));
}

export function svgPicture({ x, y, width, height, source, text, opacity }: PictureNode): string {
  const image = { x, y, width, height, opacity: opacity / 100, preserveAspectRatio: 'none' };
  // SVG 2 has no prefix; programs that only know SVG 1.1 are rare by now.
  const title = text === '' ? '' : tag('title', {}, escapeXml(text));
  return tag('image', { ...image, href: source }, title);
}

function title(text: string, x: number, y: number, size: number, palette: SvgPalette): string {
  const words = { x, y, 'font-family': SANS, 'font-size': size, 'font-weight': 600 };
  return tag('text', { ...words, fill: palette.text }, escapeXml(text));
}

/** The frame of an open group and its title. */
export function svgFrame(
  { nodes }: TopologyDocument,
  group: GroupNode,
  palette: SvgPalette,
): string {
  const ink = palette.drawing[group.colour];
  const { width, height, ...corner } = frameBox(nodes, group);
  const bar = `M1 ${FRAME_TITLE}V14a13 13 0 0 1 13-13H${width - 14}a13 13 0 0 1 13 13V${FRAME_TITLE}z`;
  const outline = { x: 0.75, y: 0.75, width: width - 1.5, height: height - 1.5, rx: 14 };
  return at(
    corner,
    tag('path', { d: bar, fill: ink, 'fill-opacity': 0.12 }) +
      tag('rect', {
        ...outline,
        fill: ink,
        'fill-opacity': 0.05,
        stroke: ink,
        'stroke-opacity': 0.55,
      }) +
      title(group.name, 14, 21, 13, palette),
  );
}

function sheet({ width, height }: Box, by: number, palette: SvgPalette, ink: string): string {
  const place = { x: by + 0.5, y: by + 0.5, width: width - 1, height: height - 1, rx: 10 };
  return tag('rect', {
    ...place,
    fill: palette.surface,
    stroke: mixed(ink, palette.surface, 0.55),
  });
}

/** A collapsed group. */
export function svgSymbol(
  { nodes }: TopologyDocument,
  group: GroupNode,
  palette: SvgPalette,
): string {
  const ink = palette.drawing[group.colour];
  const box = nodeBox(group);
  const paths = kindViews.group.symbol.map(({ d, paint }) =>
    paint === 'tint'
      ? tag('path', { d, fill: ink, opacity: 0.16 })
      : tag('path', { d, stroke: paint === 'line' ? palette.text : ink }),
  );
  const pen = { fill: 'none', 'stroke-width': 1.8, 'stroke-linecap': 'round' };
  const counts = { x: 52, y: 43, 'font-family': SANS, 'font-size': 11.5, fill: palette.muted };
  return at(
    box,
    sheet(box, 4, palette, ink) +
      sheet(box, 0, palette, ink) +
      tag('g', { transform: 'translate(14 14) scale(.875)', ...pen }, paths.join('')) +
      title(group.name, 52, 25, 14, palette) +
      tag('text', counts, escapeXml(memberCounts(membersOf(nodes, group.id)))),
  );
}
