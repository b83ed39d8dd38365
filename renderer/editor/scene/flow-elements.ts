/**
 * The document as React Flow wants it. A record that did not change gives the very same object again,
 * so that React Flow and React leave everything else alone.
 */

import { type Edge, type Node, Position } from '@xyflow/react';
import {
  type Cable,
  type CableEnd,
  type DeviceNode,
  isDevice,
  portsOf,
  type TopologyDocument,
  type TopologyNode,
} from '../../../shared/document/topology';
import { endName } from '../../document/edits/cable-edits';
import { jackBox, nodeSize, type Size } from '../../document/geometry/geometry';
import { BEFORE, SELECTED_BEFORE } from '../../document/geometry/stacking';
import { symbolsOf } from '../../document/records/membership';
import type { Point } from '../../document/records/new-node';
import { spokenName } from '../../document/records/spoken-name';
import { t } from '../../i18n/translate';
import { type DrawingFlowNode, flowDrawing, SYMBOL_HANDLE } from './flow-drawings';
import { CABLE_ROLE, NODE_ROLE } from './spoken-roles';

export type DeviceFlowNode = Node<{ record: DeviceNode }, 'device'>;
export type FlowNode = DeviceFlowNode | DrawingFlowNode;
export type CableFlowEdge = Edge<{ record: Cable; name: string }, 'cable'>;

/** What the canvas shows of a node before the document knows it: a drag or a resize under way. */
export interface Draft extends Partial<Size> {
  at: Point;
}

/**
 * How a node is drawn. From afar it has no jacks: React Flow, which measures what is drawn, then has none for its
 * cables, and takes them from the node only when that is another one. See carry.ts for those that are carried.
 */
export type Look = 'near' | 'far' | 'carried';

interface KnownNode {
  flow: FlowNode;
  selected: boolean;
  draft: Draft | undefined;
  look: Look;
}

interface KnownEdge {
  flow: CableFlowEdge;
  /** The records that it was made of, beside its own. */
  sources: readonly unknown[];
}

const knownNodes = new WeakMap<TopologyNode, KnownNode>();
const knownEdges = new WeakMap<Cable, KnownEdge>();

function makeHandles(node: DeviceNode): NonNullable<DeviceFlowNode['handles']> {
  return portsOf(node).map((port) => ({
    id: String(port),
    type: 'source' as const,
    position: Position.Bottom,
    ...(jackBox(node, port) ?? { x: 0, y: 0, width: 1, height: 1 }),
  }));
}

const knownHandles = new WeakMap<DeviceNode, NonNullable<DeviceFlowNode['handles']>>();

function handlesOf(node: DeviceNode): NonNullable<DeviceFlowNode['handles']> {
  const known = knownHandles.get(node);
  if (known !== undefined) return known;
  const handles = makeHandles(node);
  knownHandles.set(node, handles);
  return handles;
}

function makeNode(node: TopologyNode, selected: boolean, draft: Draft | undefined): FlowNode {
  const natural = nodeSize(node);
  const size = {
    width: draft?.width ?? natural.width,
    height: draft?.height ?? natural.height,
  };
  const shared = {
    id: node.id,
    position: draft?.at ?? { x: node.x, y: node.y },
    selected,
    ...size,
    measured: size,
    ariaLabel: spokenName(node),
    domAttributes: NODE_ROLE,
    ...(node.locked === true ? { draggable: false } : {}),
  };
  if (isDevice(node)) {
    const zIndex = selected ? SELECTED_BEFORE : BEFORE;
    return { ...shared, zIndex, type: 'device', handles: handlesOf(node), data: { record: node } };
  }
  return flowDrawing(node, shared);
}

/** React Flow's node for a record; for a group, its symbol. */
export function flowNode(
  node: TopologyNode,
  selected: boolean,
  draft: Draft | undefined,
  look: Look = 'near',
): FlowNode {
  const known = knownNodes.get(node);
  const same = known?.selected === selected && known.draft === draft && known.look === look;
  if (same) return known.flow;
  const made = makeNode(node, selected, draft);
  // React Flow leaves out what is not in view, but nothing that is dragged.
  const flow = look === 'carried' ? { ...made, className: 'carried', dragging: true } : made;
  knownNodes.set(node, { flow, selected, draft, look });
  return flow;
}

/** `Cable pc1 eth0 to sw1 port 3`. */
export function cableName(document: TopologyDocument, { a, b }: Cable): string {
  return t('Cable {{name}} to {{name2}}', {
    name: endName(document, a),
    name2: endName(document, b),
  });
}

/** Where a cable ends on the drawing: at its jack, or at the symbol of a collapsed group. */
function flowEnd({ nodes }: TopologyDocument, { node, port }: CableEnd) {
  const symbol = symbolsOf(nodes).get(node);
  return symbol === undefined
    ? { node, handle: String(port) }
    : { node: symbol, handle: SYMBOL_HANDLE };
}

function makeEdge(document: TopologyDocument, cable: Cable, selected: boolean): CableFlowEdge {
  const name = cableName(document, cable);
  const [a, b] = [flowEnd(document, cable.a), flowEnd(document, cable.b)];
  return {
    id: cable.id,
    type: 'cable',
    source: a.node,
    target: b.node,
    sourceHandle: a.handle,
    targetHandle: b.handle,
    selected,
    ariaLabel: name,
    domAttributes: CABLE_ROLE,
    data: { record: cable, name },
  };
}

function sourcesOf({ nodes }: TopologyDocument, { a, b }: Cable): unknown[] {
  const symbols = symbolsOf(nodes);
  return [nodes[a.node], nodes[b.node], symbols.get(a.node), symbols.get(b.node)];
}

function isSameEdge(one: CableFlowEdge, other: CableFlowEdge): boolean {
  return (
    one.selected === other.selected &&
    one.ariaLabel === other.ariaLabel &&
    one.source === other.source &&
    one.target === other.target &&
    one.sourceHandle === other.sourceHandle &&
    one.targetHandle === other.targetHandle
  );
}

/**
 * React Flow's edge for a cable. All of them are asked for whenever anything is selected, so that a name
 * is only put together anew when one of the records changed that it comes from.
 */
export function flowEdge(
  document: TopologyDocument,
  cable: Cable,
  selected: boolean,
): CableFlowEdge {
  const sources = sourcesOf(document, cable);
  const known = knownEdges.get(cable);
  const same = known?.flow.selected === selected;
  if (same && known.sources.every((source, at) => source === sources[at])) return known.flow;
  const made = makeEdge(document, cable, selected);
  const flow = known !== undefined && isSameEdge(known.flow, made) ? known.flow : made;
  knownEdges.set(cable, { flow, sources });
  return flow;
}
