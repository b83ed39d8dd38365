/** Tools that draw what explains a drawing: what each of them makes. */
import { emptyDiff } from '../../../shared/document/document-diff';
import type { ShapeNode, TopologyNode } from '../../../shared/document/topology';
import { plainNote } from '../../../shared/kinds/note';
import { boxAt } from '../../document/geometry/boxes';
import { boxBetween, isLine, lineBetween } from '../../document/geometry/shape-geometry';
import { newNode, type Point } from '../../document/records/new-node';
import { currentDocument, edit } from '../../document/store/document-store';
import { select } from '../../document/store/selection';
import { t } from '../../i18n/translate';
import { beginRename } from '../scene/rename';
import { flowPoint, freePlaceFor, middleOfView } from '../viewport/view-port';

const drawingTools = ['text', 'rectangle', 'ellipse', 'line', 'arrow'] as const;
export type DrawingTool = (typeof drawingTools)[number];

export const TOOL_TYPE = 'application/x-vdelab-tool';

const stepNames: Record<DrawingTool, string> = {
  text: 'Add text',
  rectangle: 'Add rectangle',
  ellipse: 'Add ellipse',
  line: 'Add line',
  arrow: 'Add arrow',
};

/** The tool that is being dragged out of the palette; null for anything else. */
export function draggedTool(transfer: DataTransfer): DrawingTool | null {
  const text = transfer.getData(TOOL_TYPE);
  return drawingTools.find((tool) => tool === text) ?? null;
}

const TEXT_SIZE = { width: 200, height: 40 };
const SHAPE_SIZE = { width: 320, height: 200 };
const LINE_SIZE = { width: 200, height: 1 };

function defaultSize(tool: DrawingTool) {
  if (tool === 'text') return TEXT_SIZE;
  return tool === 'line' || tool === 'arrow' ? LINE_SIZE : SHAPE_SIZE;
}

/** What a tool makes of a press at one point and a release at another one. Pure. */
function drawnBy(tool: DrawingTool, plain: TopologyNode, from: Point, to: Point): TopologyNode {
  if (tool === 'text') {
    if (plain.kind !== 'note') return plain;
    const { height, ...box } = boxBetween(from, to, TEXT_SIZE.width);
    const look = { ...plainNote, look: 'plain', colour: 'neutral', size: 16 } as const;
    return {
      ...plain,
      ...look,
      ...box,
      height: Math.max(TEXT_SIZE.height, Math.abs(to.y - from.y)),
    };
  }
  if (plain.kind !== 'shape') return plain;
  const shape: ShapeNode = { ...plain, form: tool };
  return isLine(shape)
    ? { ...shape, filled: false, ...lineBetween({ tail: from, head: to }) }
    : { ...shape, ...boxBetween(from, to, 16) };
}

function add(tool: DrawingTool, from: Point, to: Point): void {
  const kind = tool === 'text' ? 'note' : 'shape';
  const plain = newNode(currentDocument(), kind, from, Math.random);
  const diff = emptyDiff();
  diff.nodes.added.push(drawnBy(tool, plain, from, to));
  edit(t(stepNames[tool]), diff);
  select([plain.id]);
  if (kind === 'note') beginRename(plain.id);
}

function addAround(tool: DrawingTool, at: Point): void {
  const { x, y, width, height } = boxAt(at, defaultSize(tool));
  add(tool, { x, y }, { x: x + width, y: tool === 'line' || tool === 'arrow' ? y : y + height });
}

/** Adds a drawing of the usual size where the pointer is, in pixels of the window. */
export function placeTool(tool: DrawingTool, pointer: Point): void {
  addAround(tool, flowPoint(pointer));
}

/** Adds a drawing of the usual size in the middle of what is shown; a text where it covers nothing. */
export function placeInMiddle(tool: DrawingTool): void {
  if (tool !== 'text') {
    addAround(tool, middleOfView());
    return;
  }
  const { x, y } = freePlaceFor(TEXT_SIZE);
  add(tool, { x, y }, { x: x + TEXT_SIZE.width, y });
}

const CLICK_DISTANCE = 5;

/** Draws with a tool from one point of the window to another: a press without a drag draws in the usual size. */
export function drawBetween(tool: DrawingTool, from: Point, to: Point): void {
  const start = flowPoint(from);
  if (Math.hypot(to.x - from.x, to.y - from.y) < CLICK_DISTANCE) addAround(tool, start);
  else add(tool, start, flowPoint(to));
}
