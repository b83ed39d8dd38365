/**
 * Sizes and places of what is drawn, in pixels at zoom 1. The canvas and the SVG export share it, so
 * that a picture shows exactly what the screen does. Pure.
 */
import {
  type DeviceNode,
  isSwitch,
  portsOf,
  type TopologyNode,
} from '../../../shared/document/topology';
import type { Point } from '../records/new-node';
import { type Box, boundsOf, overlaps, type Size } from './boxes';

export { type Box, boundsOf, overlaps, type Size };

const HEADER_HEIGHT = 56;
const GAP = 4;
const JACK_HEIGHT = 20;
const BODY_PADDING = 8;
const PANEL_PADDING = 8;
const MACHINE_WIDTH = 184;
const SWITCH_COLUMNS = 8;
const MACHINE_COLUMNS = 4;

function columnsOf(node: DeviceNode): number {
  return isSwitch(node) ? SWITCH_COLUMNS : MACHINE_COLUMNS;
}

function jackWidth(node: DeviceNode): number {
  return isSwitch(node) ? 22 : 38;
}

function rowWidth(node: DeviceNode, jacks: number): number {
  return jacks * (jackWidth(node) + GAP) - GAP;
}

interface Layout {
  size: Size;
  panel: Box;
  /** In the order of the ports, which is the order of their keys. */
  jacks: ReadonlyMap<number, Box>;
}

function sizeOf(node: DeviceNode, jacks: number): Size {
  const columns = columnsOf(node);
  const rows = Math.ceil(jacks / columns);
  if (rows === 0) return { width: MACHINE_WIDTH, height: HEADER_HEIGHT };
  const content = rowWidth(node, Math.min(jacks, columns)) + 2 * (BODY_PADDING + PANEL_PADDING);
  return {
    width: Math.max(MACHINE_WIDTH, isSwitch(node) ? content : 0),
    height: HEADER_HEIGHT + panelHeight(node, rows) + BODY_PADDING,
  };
}

function panelPadding(node: DeviceNode): number {
  return isSwitch(node) ? PANEL_PADDING : GAP;
}

function panelHeight(node: DeviceNode, rows: number): number {
  return rows === 0 ? 0 : rows * (JACK_HEIGHT + GAP) - GAP + 2 * panelPadding(node);
}

function placeJack(node: DeviceNode, panel: Box, index: number, count: number): Box {
  const columns = columnsOf(node);
  const row = Math.floor(index / columns);
  const inRow = Math.min(count - row * columns, columns);
  const width = jackWidth(node);
  const used = rowWidth(node, isSwitch(node) ? Math.min(count, columns) : inRow);
  return {
    x: panel.x + (panel.width - used) / 2 + (index % columns) * (width + GAP),
    y: panel.y + panelPadding(node) + row * (JACK_HEIGHT + GAP),
    width,
    height: JACK_HEIGHT,
  };
}

function layOut(node: DeviceNode): Layout {
  const ports = portsOf(node);
  const size = sizeOf(node, ports.length);
  const height = panelHeight(node, Math.ceil(ports.length / columnsOf(node)));
  const panel = { x: BODY_PADDING, y: HEADER_HEIGHT, width: size.width - 2 * BODY_PADDING, height };
  const jacks = ports.map(
    (port, index) => [port, placeJack(node, panel, index, ports.length)] as const,
  );
  return { size, panel, jacks: new Map(jacks) };
}

const layouts = new WeakMap<DeviceNode, Layout>();

/** Records never change, so each is laid out once: a switch's jacks are asked for again and again. */
function layoutOf(node: DeviceNode): Layout {
  const known = layouts.get(node);
  if (known !== undefined) return known;
  const layout = layOut(node);
  layouts.set(node, layout);
  return layout;
}

/** The front panel with the jacks, relative to the node's corner; its height is 0 without jacks. */
export function panelBox(node: DeviceNode): Box {
  return layoutOf(node).panel;
}

const COLLAPSED_GROUP: Size = { width: 184, height: 88 };

/** How large a node is drawn. */
export function nodeSize(node: TopologyNode): Size {
  if ('width' in node) return { width: node.width, height: node.height };
  if (node.kind === 'group') return COLLAPSED_GROUP;
  return layoutOf(node).size;
}

/** Where the jack of a port is, relative to the node's corner; undefined for a port it lacks. */
export function jackBox(node: DeviceNode, port: number): Box | undefined {
  return layoutOf(node).jacks.get(port);
}

/** The middle of a jack, relative to the node's corner. */
export function jackCentre(node: DeviceNode, port: number): Point {
  const box = jackBox(node, port);
  const { width, height } = nodeSize(node);
  if (box === undefined) return { x: width / 2, y: height / 2 };
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** A node's place and size on the canvas. */
export function nodeBox(node: TopologyNode, at: Point = node): Box {
  return { x: at.x, y: at.y, ...nodeSize(node) };
}

/** Whether all of a box shows in an area of this size. */
export function isInView(
  box: Box,
  [x, y, zoom]: readonly [x: number, y: number, zoom: number],
  { width, height }: Size,
): boolean {
  const left = box.x * zoom + x;
  const top = box.y * zoom + y;
  return (
    left >= 0 && top >= 0 && left + box.width * zoom <= width && top + box.height * zoom <= height
  );
}

/** Room for a cable and its two labels between neighbours. */
const FREE_MARGIN = 72;
const STEP = 48;

/** A place near `wanted` where a thing of this size covers nothing: looks in widening squares. */
export function freePlace(taken: readonly Box[], size: Size, wanted: Point): Point {
  for (let ring = 0; ring < 40; ring++) {
    for (let row = -ring; row <= ring; row++) {
      for (let column = -ring; column <= ring; column++) {
        if (Math.max(Math.abs(row), Math.abs(column)) !== ring) continue;
        const place = { x: wanted.x + column * STEP, y: wanted.y + row * STEP };
        const box = { ...place, ...size };
        if (!taken.some((other) => overlaps(box, other, FREE_MARGIN))) return place;
      }
    }
  }
  return wanted;
}
