/** Drawings and groups as React Flow wants them. */
import { type Node, Position } from '@xyflow/react';
import type {
  DrawingNode,
  GroupNode,
  NoteNode,
  PictureNode,
  ShapeNode,
} from '../../../shared/document/topology';
import type { Box, Size } from '../../document/geometry/geometry';
import { BACKGROUND, BEFORE, FRAMES, SELECTED_BEFORE } from '../../document/geometry/stacking';
import { t } from '../../i18n/translate';
import { NODE_ROLE } from './spoken-roles';

export type NoteFlowNode = Node<{ record: NoteNode }, 'note'>;
export type ShapeFlowNode = Node<{ record: ShapeNode }, 'shape'>;
export type PictureFlowNode = Node<{ record: PictureNode }, 'picture'>;
/** A collapsed group. */
export type SymbolFlowNode = Node<{ record: GroupNode }, 'symbol'>;
/** An open one. */
export type FrameFlowNode = Node<{ record: GroupNode }, 'frame'>;
export type DrawingFlowNode =
  | NoteFlowNode
  | ShapeFlowNode
  | PictureFlowNode
  | SymbolFlowNode
  | FrameFlowNode;

/** What is the same for nodes of all kinds. */
interface Shared extends Size {
  id: string;
  position: { x: number; y: number };
  selected: boolean;
  measured: Size;
  ariaLabel: string;
}

/** The one place of a symbol at which cables end. */
export const SYMBOL_HANDLE = 'group';

function symbolHandles({ width, height }: Size): NonNullable<SymbolFlowNode['handles']> {
  const middle = { x: width / 2 - 1, y: height / 2 - 1, width: 2, height: 2 };
  return [{ id: SYMBOL_HANDLE, type: 'source', position: Position.Bottom, ...middle }];
}

/** What a shape or picture is called: by what it says or shows, if that is known. */
function drawingName(node: ShapeNode | PictureNode): string {
  const kind = node.kind === 'picture' ? t('Picture') : t(formNames[node.form]);
  return node.text === '' ? kind : `${kind} ${node.text}`;
}

const formNames: Record<ShapeNode['form'], string> = {
  rectangle: 'Rectangle',
  ellipse: 'Ellipse',
  line: 'Line',
  arrow: 'Arrow',
};

/** Only what is painted can be hit, so that one can scroll and select through the rest. */
const UNHIT = { pointerEvents: 'none' } as const;

/** React Flow's node for a drawing; for a group, its symbol. */
export function flowDrawing(node: DrawingNode, shared: Shared): DrawingFlowNode {
  const before = shared.selected ? SELECTED_BEFORE : BEFORE;
  switch (node.kind) {
    case 'note':
      return { ...shared, zIndex: before, type: 'note', handles: [], data: { record: node } };
    case 'group':
      return {
        ...shared,
        zIndex: before,
        type: 'symbol',
        handles: symbolHandles(shared),
        data: { record: node },
      };
    case 'shape':
      return { ...shared, ...behind(node), type: 'shape', handles: [], data: { record: node } };
    case 'picture':
      return { ...shared, ...behind(node), type: 'picture', handles: [], data: { record: node } };
  }
}

function behind(node: ShapeNode | PictureNode) {
  // A rubber band begins over what is locked, so it must not take it.
  const held = node.locked === true ? { selectable: false, className: 'held' } : {};
  return { zIndex: BACKGROUND, style: UNHIT, ariaLabel: drawingName(node), ...held };
}

interface Known {
  flow: FrameFlowNode;
  selected: boolean;
  box: string;
}
const knownFrames = new WeakMap<GroupNode, Known>();

/**
 * React Flow's node for an open group. A rubber band never selects it, because one begins within it;
 * its title does.
 */
export function flowFrame(
  group: GroupNode,
  { x, y, ...size }: Box,
  selected: boolean,
): FrameFlowNode {
  const box = [x, y, size.width, size.height].join(' ');
  const known = knownFrames.get(group);
  if (known?.selected === selected && known.box === box) return known.flow;
  const flow: FrameFlowNode = {
    id: group.id,
    type: 'frame',
    position: { x, y },
    selected,
    selectable: false,
    focusable: false,
    dragHandle: '.frame-title',
    ...(group.locked === true ? { draggable: false } : {}),
    ...size,
    measured: size,
    ariaLabel: group.name,
    ariaRole: 'group',
    domAttributes: NODE_ROLE,
    zIndex: FRAMES,
    style: UNHIT,
    handles: [],
    data: { record: group },
  };
  knownFrames.set(group, { flow, selected, box });
  return flow;
}
