/** The drawing area: React Flow shows the document and reports gestures; it owns nothing. */

import {
  Background,
  BackgroundVariant,
  ConnectionMode,
  type EdgeChange,
  type NodeChange,
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
  type Viewport,
} from '@xyflow/react';
import { type DragEvent, type MouseEvent, type ReactNode, useDeferredValue, useState } from 'react';
import { useConsoles } from '../../consoles/tabs/console-store';
import { hasConsole, openMachine } from '../../consoles/tabs/machine-console';
import type { Point } from '../../document/records/new-node';
import { useDocument } from '../../document/store/document-store';
import { changeSelection, select, useSelection } from '../../document/store/selection';
import { t } from '../../i18n/translate';
import { CableEdgeView } from '../cables/cable-edge';
import { FarCables, farCableAt } from '../cables/far-cables';
import { LabelLayer } from '../cables/label-layer';
import { NoteNodeView } from '../drawings/note-node';
import { PictureNodeView } from '../drawings/picture-node';
import { ShapeNodeView } from '../drawings/shape-node';
import { isKeptByBand, pressDrawing, takeCables } from '../gestures/band';
import { useCableDrag } from '../gestures/cable-drag';
import { CableDragLine } from '../gestures/cable-drag-line';
import { doubleClickCable } from '../gestures/cable-reroute';
import { CarriedNodes } from '../gestures/carried-nodes';
import { ConnectHint } from '../gestures/connect-hint';
import { DrawTool } from '../gestures/draw-tool';
import { aimNodes, changeNodes } from '../gestures/node-move';
import { SnapLines } from '../gestures/snap-lines';
import { toggleGroups } from '../groups/group-actions';
import { GroupFrameView } from '../groups/group-frame-view';
import { GroupSymbolView } from '../groups/group-symbol';
import { DeviceNodeView } from '../nodes/device-node';
import { addAtPointer } from '../placing/add-node';
import { draggedTool, placeTool, TOOL_TYPE } from '../placing/drawing-tools';
import { openInsertMenu } from '../placing/insert-menu-store';
import { draggedKind, PALETTE_TYPE } from '../placing/palette-drag';
import type { CableFlowEdge, FlowNode } from '../scene/flow-elements';
import { useFlowEdges, useFlowNodes } from '../scene/flow-lists';
import { beginRename } from '../scene/rename';
import { ARIA_TEXTS } from '../scene/spoken-roles';
import { NodeHighlight, NodeSearchBar } from '../search/node-search-bar';
import { GRID_STEP, useCanvasSettings } from '../viewport/canvas-settings';
import { FarProvider, MANY_NODES, useIsFar, useTellNearness } from '../viewport/level-of-detail';
import { beginMoving, endMoving, handleMove } from '../viewport/moving-view';
import { holdFlow, leaveFit, openingView } from '../viewport/view-port';
import { VlanLegend } from '../vlans/vlan-legend';
import { endGlide } from './glide';
import { KeepInView } from './keep-in-view';
import { Overview } from './overview';
import { handlePress } from './press-focus';
import { ZoomControls } from './zoom-controls';

const nodeTypes = {
  device: DeviceNodeView,
  note: NoteNodeView,
  shape: ShapeNodeView,
  picture: PictureNodeView,
  symbol: GroupSymbolView,
  frame: GroupFrameView,
};
const edgeTypes = { cable: CableEdgeView };
// One object and one function each for the life of the page: a new one would draw every node again.
const ADD_TO_SELECTION = ['Shift', 'Control', 'Meta'];
/** Also the space bar while it is held: React Flow's own. */
const MIDDLE_BUTTON = [1];
/** In pixels; React Flow draws its points half a step off, so that they are shifted onto the grid. */
const DOT_SIZE = 1.4;
const PRO_OPTIONS = { hideAttribution: true };

function selectionOf(changes: readonly (NodeChange<FlowNode> | EdgeChange<CableFlowEdge>)[]) {
  return changes
    .filter((change) => change.type === 'select')
    .filter(({ id, selected }) => selected || !isKeptByBand(id))
    .map(({ id, selected }) => [id, selected] as const);
}

/** A drop too: nodes that a command moves amid a drag stay where it has them. */
function isOfDrag(change: NodeChange<FlowNode>): boolean {
  return change.type === 'position' && change.dragging !== undefined;
}

function handleNodes(changes: NodeChange<FlowNode>[]): void {
  changeSelection(selectionOf(changes));
  if (changes.some(isOfDrag)) endGlide();
  changeNodes(changes);
}

function handleEdges(changes: EdgeChange<CableFlowEdge>[]): void {
  changeSelection(selectionOf(changes));
}

function doubleClick(event: MouseEvent, { data: { record: node } }: FlowNode): void {
  const target = event.target as Element;
  // Whoever presses a button twice, or picks a word of what is written, means that.
  if (target.closest('button, input, textarea') !== null) return;
  if (node.kind === 'picture') return;
  if (node.kind === 'group' && node.collapsed && target.closest('.device-name') === null) {
    toggleGroups([node.id]);
  } else if (hasConsole(node)) openMachine(node);
  else beginRename(node.id);
}

/**
 * A click without a key that adds leaves only this one selected: React Flow leaves those as they are that were, for
 * they might be dragged. A frame is not React Flow's to select at all, and its title is a button; see flowFrame.
 */
function click(event: MouseEvent, { id, type }: FlowNode): void {
  const { ids } = useSelection.getState();
  const { shiftKey, ctrlKey, metaKey, target } = event;
  const others = type === 'frame' ? '.group-tools, input' : 'button, input, textarea, .group-tools';
  if ((target as Element).closest(others) !== null) return;
  if (shiftKey || ctrlKey || metaKey) {
    if (type === 'frame') changeSelection([[id, !ids.has(id)]]);
  } else if (ids.size !== 1 || !ids.has(id)) select([id]);
}

function doubleClickEdge({ clientX: x, clientY: y }: MouseEvent, { id }: CableFlowEdge): void {
  doubleClickCable(id, { x, y });
}

/** On a free place of the drawing, what can be added there is offered. */
function doubleClickFree({ target, clientX: x, clientY: y }: MouseEvent): void {
  if (!(target as Element).matches('.react-flow__pane, .empty-canvas')) return;
  if (farCableAt({ x, y }) === null) openInsertMenu({ x, y });
}

/** Without an event it was not the user who moved the view. */
function handleMoveStart(event: unknown, view: Viewport): void {
  if (event !== null) leaveFit();
  beginMoving(view);
}

/** What the drawing area is given from above the editor. */
interface CanvasProps {
  onContextMenu: (event: MouseEvent) => void;
  /** Whether something that is dragged here, and no part of the drawing, could be taken. */
  acceptsDrop: (transfer: DataTransfer) => boolean;
  /** Takes what was dropped at a place of the window, on a node or beside all; false when it is nothing of this. */
  onDrop: (transfer: DataTransfer, pointer: Point, node: string | null) => boolean;
  /** Shown while nothing is drawn. */
  empty: ReactNode;
}

function allowDrop(event: DragEvent, acceptsDrop: CanvasProps['acceptsDrop']): void {
  const { dataTransfer } = event;
  const isPart = [PALETTE_TYPE, TOOL_TYPE].some((type) => dataTransfer.types.includes(type));
  if (!isPart && !acceptsDrop(dataTransfer)) return;
  event.preventDefault();
  dataTransfer.dropEffect = 'copy';
}

/** Id of the node that an event is on; null beside all of them. */
function nodeBelow({ target }: DragEvent): string | null {
  return (target as Element).closest('.react-flow__node')?.getAttribute('data-id') ?? null;
}

function drop(event: DragEvent, onDrop: CanvasProps['onDrop']): void {
  const pointer = { x: event.clientX, y: event.clientY };
  const { dataTransfer } = event;
  const kind = draggedKind(dataTransfer);
  const tool = draggedTool(dataTransfer);
  if (tool !== null) placeTool(tool, pointer);
  else if (kind !== null) addAtPointer(kind, pointer);
  else if (!onDrop(dataTransfer, pointer, nodeBelow(event))) return;
  event.preventDefault();
}

function Grid() {
  return (
    <Background
      variant={BackgroundVariant.Dots}
      gap={GRID_STEP}
      size={DOT_SIZE}
      offset={(DOT_SIZE - GRID_STEP) / 2}
    />
  );
}

interface Drawn {
  nodes: FlowNode[];
  edges: CableFlowEdge[];
  far: boolean;
}

/** From afar a press on a cable lands on the pane. */
function clickPane({ clientX, clientY, ...event }: MouseEvent): void {
  const id = farCableAt({ x: clientX, y: clientY });
  if (id === null) return;
  const adds = event.shiftKey || event.ctrlKey || event.metaKey;
  if (adds) changeSelection([[id, !useSelection.getState().ids.has(id)]]);
  else select([id]);
}

function Flow({ nodes, edges, far }: Drawn) {
  const { grid, hand } = useCanvasSettings();
  const [view] = useState(openingView);
  return (
    <ReactFlow<FlowNode, CableFlowEdge>
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      onNodesChange={handleNodes}
      onEdgesChange={handleEdges}
      onNodeClick={click}
      onNodeDoubleClick={doubleClick}
      onNodeDrag={aimNodes}
      onPaneClick={clickPane}
      onEdgeDoubleClick={doubleClickEdge}
      onInit={holdFlow}
      {...(view === undefined ? {} : { defaultViewport: view })}
      onMoveStart={handleMoveStart}
      onMove={handleMove}
      onMoveEnd={endMoving}
      connectionMode={ConnectionMode.Loose}
      nodesConnectable={false}
      edgesReconnectable={false}
      elevateEdgesOnSelect={false}
      elevateNodesOnSelect={false}
      deleteKeyCode={null}
      multiSelectionKeyCode={ADD_TO_SELECTION}
      selectionKeyCode="Shift"
      selectionOnDrag={!hand}
      panOnDrag={hand || MIDDLE_BUTTON}
      onSelectionEnd={takeCables}
      selectionMode={SelectionMode.Partial}
      onlyRenderVisibleElements={nodes.length > MANY_NODES}
      zoomOnDoubleClick={false}
      minZoom={0.05}
      maxZoom={2.5}
      proOptions={PRO_OPTIONS}
      ariaLabelConfig={ARIA_TEXTS}
    >
      {grid && <Grid />}
      <LabelLayer />
      <SnapLines />
      <Overview />
      {nodes.length > 0 && <ZoomControls />}
      <KeepInView />
      {far && <FarCables />}
      {far && <CarriedNodes />}
      <CableDragLine />
      <NodeHighlight />
    </ReactFlow>
  );
}

function DrawingArea({ onContextMenu, acceptsDrop, onDrop, empty }: CanvasProps) {
  const count = useDocument(({ document }) => Object.keys(document.nodes).length);
  const held = useCableDrag(({ drag }) => drag !== null);
  const loaded = useDocument((state) => state.loaded);
  // Hundreds of devices change their look at once: a gesture that goes on does not wait for them.
  const far = useDeferredValue(useIsFar(count));
  const nodes = useFlowNodes(far);
  const edges = useFlowEdges(far);
  useTellNearness(nodes.length > MANY_NODES && !far);
  const several = useSelection(({ ids }) => ids.size > 1);
  const covered = useConsoles(({ fills }) => fills);
  return (
    <section
      className="canvas"
      aria-label={t('Drawing')}
      inert={covered}
      onMouseDownCapture={handlePress}
      onPointerDownCapture={pressDrawing}
      data-cable-held={held || undefined}
      data-far={far || undefined}
      data-several={several || undefined}
      data-many={nodes.length > MANY_NODES || undefined}
      onContextMenu={onContextMenu}
      onDoubleClick={doubleClickFree}
      onDragOver={(event) => allowDrop(event, acceptsDrop)}
      onDrop={(event) => drop(event, onDrop)}
    >
      <FarProvider value={far}>
        <Flow nodes={nodes} edges={edges} far={far} />
      </FarProvider>
      <DrawTool />
      <VlanLegend />
      <NodeSearchBar />
      <ConnectHint />
      {loaded && nodes.length === 0 && empty}
    </section>
  );
}

/** Every lab has a React Flow of its own, which begins without another one's view. */
export function Canvas(props: CanvasProps) {
  const opening = useDocument((state) => state.opening);
  return (
    <ReactFlowProvider key={opening}>
      <DrawingArea {...props} />
    </ReactFlowProvider>
  );
}
