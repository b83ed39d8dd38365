/** The drawing area: React Flow shows the document and reports gestures; it owns nothing. */

import {
  Background,
  BackgroundVariant,
  ConnectionMode,
  type EdgeChange,
  type NodeChange,
  type OnNodeDrag,
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
  type Viewport,
} from '@xyflow/react';
import { type DragEvent, type MouseEvent, useDeferredValue, useState } from 'react';
import { perform } from '../commands/actions';
import { toggleGroups } from '../commands/group-actions';
import { hasConsole, openMachine } from '../commands/machine-console';
import { hearContextMenu } from '../commands/open-context-menu';
import { useConsoles } from '../console/console-store';
import { useDocument } from '../document/document-store';
import { changeSelection, select, useSelection } from '../document/selection';
import { dropFiles } from '../images/drop-files';
import { carriesFiles } from '../images/upload';
import { raiseThrown } from '../session/notices';
import { drawTemplate, importFiles } from '../templates/template-actions';
import { draggedTemplate, isTemplateFile, TEMPLATE_TYPE } from '../templates/template-drag';
import { t } from '../ui/translate';
import { addAtPointer } from './add-node';
import { afterBand, beforeBand, duringBand, isHeldByBand, takeCables } from './band';
import { useCableDrag } from './cable-drag';
import { CableDragLine } from './cable-drag-line';
import { CableEdgeView, type CableFlowEdge } from './cable-edge';
import { doubleClickCable } from './cable-reroute';
import { GRID_STEP, useCanvasSettings } from './canvas-settings';
import { CarriedNodes } from './carried-nodes';
import { ConnectHint } from './connect-hint';
import { DeviceNodeView } from './device-node';
import { hearNodeChanges, useDrafts } from './drafts';
import { DrawTool } from './draw-tool';
import { draggedTool, placeTool, TOOL_TYPE } from './drawing-tools';
import { EmptyCanvas } from './empty-canvas';
import { FarCables, farCableAt } from './far-cables';
import type { FlowNode } from './flow-elements';
import { useFlowEdges, useFlowNodes } from './flow-lists';
import { endGlide } from './glide';
import { aimDrop } from './group-drag';
import { GroupFrameView } from './group-frame-view';
import { GroupSymbolView } from './group-symbol';
import { openInsertMenu } from './insert-menu-store';
import { KeepInView } from './keep-in-view';
import { LabelLayer } from './label-layer';
import { FarProvider, MANY_NODES, useIsFar, useTellNearness } from './level-of-detail';
import { beginMoving, endMoving, hearMove } from './moving-view';
import { NodeHighlight, NodeSearchBar } from './node-search-bar';
import { NoteNodeView } from './note-node';
import { Overview } from './overview';
import { draggedKind, PALETTE_TYPE } from './palette-drag';
import { PictureNodeView } from './picture-node';
import { hearPress } from './press-focus';
import { beginRename } from './rename';
import { ShapeNodeView } from './shape-node';
import { SnapLines } from './snap-lines';
import { ARIA_TEXTS } from './spoken-roles';
import { flowPoint, holdFlow, leaveFit, openingView } from './view-port';
import { VlanLegend } from './vlan-legend';
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
    .filter(({ id, selected }) => selected || !isHeldByBand(id))
    .map(({ id, selected }) => [id, selected] as const);
}

/** A drop too: nodes that a command moves amid a drag stay where it has them. */
function isOfDrag(change: NodeChange<FlowNode>): boolean {
  return change.type === 'position' && change.dragging !== undefined;
}

function hearNodes(changes: NodeChange<FlowNode>[]): void {
  changeSelection(selectionOf(changes));
  if (changes.some(isOfDrag)) endGlide();
  hearNodeChanges(changes);
}

function hearEdges(changes: EdgeChange<CableFlowEdge>[]): void {
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

function openMenu(event: MouseEvent): void {
  hearContextMenu(event, perform);
}

/** Without an event it was not the user who moved the view. */
function hearMoveStart(event: unknown, view: Viewport): void {
  if (event !== null) leaveFit();
  beginMoving(view);
}

function allowDrop(event: DragEvent): void {
  const { dataTransfer } = event;
  const { types } = dataTransfer;
  const isPart = [PALETTE_TYPE, TEMPLATE_TYPE, TOOL_TYPE].some((type) => types.includes(type));
  if (!isPart && !carriesFiles(dataTransfer)) return;
  event.preventDefault();
  dataTransfer.dropEffect = 'copy';
}

/** Id of the node that an event is on; null beside all of them. */
function nodeBelow({ target }: DragEvent): string | null {
  return (target as Element).closest('.react-flow__node')?.getAttribute('data-id') ?? null;
}

function drop(event: DragEvent): void {
  const pointer = { x: event.clientX, y: event.clientY };
  const files = [...event.dataTransfer.files];
  const template = draggedTemplate(event.dataTransfer);
  if (template !== null || files.some(isTemplateFile)) {
    event.preventDefault();
    if (template !== null) drawTemplate(template, pointer).catch(raiseThrown);
    else void importFiles(files.filter(isTemplateFile));
    return;
  }
  const kind = draggedKind(event.dataTransfer);
  const tool = draggedTool(event.dataTransfer);
  if (kind === null && tool === null && files.length === 0) return;
  event.preventDefault();
  if (tool !== null) placeTool(tool, pointer);
  else if (kind === null) void dropFiles(files, pointer, nodeBelow(event));
  else addAtPointer(kind, pointer);
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

/** Says what a drop would mean for groups, unless the drag was given up. Alt lets members leave theirs. */
const aim: OnNodeDrag<FlowNode> = (event, _, dragged) => {
  if (!('clientX' in event) || useDrafts.getState().drafts.size === 0) return;
  const at = flowPoint({ x: event.clientX, y: event.clientY });
  const ids = dragged.map(({ id }) => id);
  aimDrop(ids, at, event.altKey);
};

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
      onNodesChange={hearNodes}
      onEdgesChange={hearEdges}
      onNodeClick={click}
      onNodeDoubleClick={doubleClick}
      onNodeDrag={aim}
      onPaneClick={clickPane}
      onEdgeDoubleClick={doubleClickEdge}
      onInit={holdFlow}
      {...(view === undefined ? {} : { defaultViewport: view })}
      onMoveStart={hearMoveStart}
      onMove={hearMove}
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

function DrawingArea() {
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
      onMouseDownCapture={hearPress}
      onPointerDownCapture={beforeBand}
      onPointerMoveCapture={duringBand}
      onPointerUpCapture={afterBand}
      data-cable-held={held || undefined}
      data-far={far || undefined}
      data-several={several || undefined}
      data-many={nodes.length > MANY_NODES || undefined}
      onContextMenu={openMenu}
      onDoubleClick={doubleClickFree}
      onDragOver={allowDrop}
      onDrop={drop}
    >
      <FarProvider value={far}>
        <Flow nodes={nodes} edges={edges} far={far} />
      </FarProvider>
      <DrawTool />
      <VlanLegend />
      <NodeSearchBar />
      <ConnectHint />
      {loaded && nodes.length === 0 && <EmptyCanvas />}
    </section>
  );
}

/** Every lab has a React Flow of its own, which begins without another one's view. */
export function Canvas() {
  const opening = useDocument((state) => state.opening);
  return (
    <ReactFlowProvider key={opening}>
      <DrawingArea />
    </ReactFlowProvider>
  );
}
