/** The drawing area: React Flow shows the document and reports gestures; it owns nothing. */
import {
  Background,
  BackgroundVariant,
  ConnectionMode,
  type EdgeChange,
  type NodeChange,
  ReactFlow,
  SelectionMode,
} from '@xyflow/react';
import { type DragEvent, type MouseEvent, useMemo, useState } from 'react';
import { isDevice } from '../../shared/topology';
import { hasConsole, openMachine } from '../commands/machine-console';
import { useDocument } from '../document/document-store';
import { changeSelection, useSelection } from '../document/selection';
import { dropFiles } from '../images/draw-image';
import { carriesFiles } from '../images/upload';
import { afterBand, beforeBand, duringBand, isHeldByBand, takeCables } from './band';
import { useCableDrag } from './cable-drag';
import { CableDragLine } from './cable-drag-line';
import { CableEdgeView, type CableFlowEdge } from './cable-edge';
import { GRID_STEP, useCanvasSettings } from './canvas-settings';
import { DeviceNodeView } from './device-node';
import { hearNodeChanges, useDrafts } from './drafts';
import { EmptyCanvas } from './empty-canvas';
import { type FlowNode, flowEdge, flowNode } from './flow-elements';
import { endGlide } from './glide';
import { KeepInView } from './keep-in-view';
import { FarProvider, MANY_NODES, useIsFar } from './level-of-detail';
import { NoteNodeView } from './note-node';
import { Overview } from './overview';
import { draggedKind, PALETTE_TYPE } from './palette-drag';
import { beginRename } from './rename';
import { SnapLines } from './snap-lines';
import { addAtPointer, FIT_PADDING, holdFlow, leaveFit } from './view-port';
import { VlanLegend } from './vlan-legend';
import { ZoomControls } from './zoom-controls';

const nodeTypes = { device: DeviceNodeView, note: NoteNodeView };
const edgeTypes = { cable: CableEdgeView };
// One object and one function each for the life of the page: a new one would draw every node again.
const ADD_TO_SELECTION = ['Shift', 'Control', 'Meta'];
/** Also the space bar while it is held: React Flow's own. */
const MIDDLE_BUTTON = [1];
/** In pixels; React Flow draws its points half a step off, so that they are shifted onto the grid. */
const DOT_SIZE = 1.4;
const PRO_OPTIONS = { hideAttribution: true };
const FIT = { padding: FIT_PADDING, maxZoom: 1 };

function useFlowNodes(): FlowNode[] {
  const nodes = useDocument(({ document }) => document.nodes);
  const ids = useSelection((selection) => selection.ids);
  const drafts = useDrafts((state) => state.drafts);
  return useMemo(
    () =>
      Object.values(nodes)
        .filter((node) => isDevice(node) || node.kind === 'note')
        .map((node) => flowNode(node, ids.has(node.id), drafts.get(node.id))),
    [nodes, ids, drafts],
  );
}

function useFlowEdges(): CableFlowEdge[] {
  const document = useDocument((state) => state.document);
  const ids = useSelection((selection) => selection.ids);
  return useMemo(
    () =>
      Object.values(document.cables).map((cable) => flowEdge(document, cable, ids.has(cable.id))),
    [document, ids],
  );
}

function selectionOf(changes: readonly (NodeChange<FlowNode> | EdgeChange<CableFlowEdge>)[]) {
  return changes
    .filter((change) => change.type === 'select')
    .filter(({ id, selected }) => selected || !isHeldByBand(id))
    .map(({ id, selected }) => [id, selected] as const);
}

function isDrag(change: NodeChange<FlowNode>): boolean {
  return change.type === 'position' && change.dragging === true;
}

function hearNodes(changes: NodeChange<FlowNode>[]): void {
  changeSelection(selectionOf(changes));
  if (changes.some(isDrag)) endGlide();
  hearNodeChanges(changes);
}

function hearEdges(changes: EdgeChange<CableFlowEdge>[]): void {
  changeSelection(selectionOf(changes));
}

function doubleClick(event: MouseEvent, { data: { record: node } }: FlowNode): void {
  const target = event.target as Element;
  if (target.closest('.jack, .node-tools') !== null) return;
  if (hasConsole(node) && target.closest('.device-name') === null) openMachine(node);
  else beginRename(node.id);
}

/** Without an event it was not the user who moved the view. */
function hearMove(event: unknown): void {
  if (event !== null) leaveFit();
}

function allowDrop(event: DragEvent): void {
  const { dataTransfer } = event;
  if (!dataTransfer.types.includes(PALETTE_TYPE) && !carriesFiles(dataTransfer)) return;
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
  const kind = draggedKind(event.dataTransfer);
  if (kind === null && files.length === 0) return;
  event.preventDefault();
  if (kind === null) void dropFiles(files, pointer, nodeBelow(event));
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

function Flow({ nodes, edges }: { nodes: FlowNode[]; edges: CableFlowEdge[] }) {
  // Only a drawing that was opened is fitted: the first node drawn stays where it was dropped.
  const [fits] = useState(nodes.length > 0);
  const { grid, hand } = useCanvasSettings();
  return (
    <ReactFlow<FlowNode, CableFlowEdge>
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      onNodesChange={hearNodes}
      onEdgesChange={hearEdges}
      onNodeDoubleClick={doubleClick}
      onInit={holdFlow}
      onMoveStart={hearMove}
      onDragOver={allowDrop}
      onDrop={drop}
      connectionMode={ConnectionMode.Loose}
      nodesConnectable={false}
      edgesReconnectable={false}
      elevateEdgesOnSelect={false}
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
      fitView={fits}
      fitViewOptions={FIT}
      proOptions={PRO_OPTIONS}
    >
      {grid && <Grid />}
      <SnapLines />
      <Overview />
      <ZoomControls />
      <KeepInView />
      <CableDragLine />
    </ReactFlow>
  );
}

export function Canvas() {
  const nodes = useFlowNodes();
  const edges = useFlowEdges();
  const held = useCableDrag(({ drag }) => drag !== null);
  const labId = useDocument(({ document }) => document.id);
  const loaded = useDocument((state) => state.loaded);
  const far = useIsFar(nodes.length);
  const several = useSelection(({ ids }) => ids.size > 1);
  return (
    <section
      className="canvas"
      aria-label="Drawing"
      onPointerDownCapture={beforeBand}
      onPointerMoveCapture={duringBand}
      onPointerUpCapture={afterBand}
      data-cable-held={held || undefined}
      data-far={far || undefined}
      data-several={several || undefined}
      data-many={nodes.length > MANY_NODES || undefined}
    >
      <FarProvider value={far}>
        <Flow key={labId} nodes={nodes} edges={edges} />
      </FarProvider>
      <VlanLegend />
      {loaded && nodes.length === 0 && <EmptyCanvas />}
    </section>
  );
}
