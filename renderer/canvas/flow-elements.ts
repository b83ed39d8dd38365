/**
 * The document as React Flow wants it. A record that did not change gives the very same object again,
 * so that React Flow and React leave everything else alone.
 */
import { Position } from '@xyflow/react';
import {
  type Cable,
  type DeviceNode,
  isDevice,
  type NoteNode,
  nameOf,
  portsOf,
  type TopologyDocument,
  type TopologyNode,
} from '../../shared/topology';
import { endName } from '../document/cable-edits';
import type { Point } from '../document/new-node';
import type { CableFlowEdge } from './cable-edge';
import type { DeviceFlowNode } from './device-node';
import { jackBox, nodeSize, type Size } from './geometry';
import type { NoteFlowNode } from './note-node';

export type FlowNode = DeviceFlowNode | NoteFlowNode;

/** What the canvas shows of a node before the document knows it: a drag or a resize under way. */
export interface Draft extends Partial<Size> {
  at: Point;
}

interface Known<T> {
  flow: T;
  selected: boolean;
  extra: unknown;
}

const knownNodes = new WeakMap<TopologyNode, Known<FlowNode>>();
const knownEdges = new WeakMap<Cable, Known<CableFlowEdge>>();

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

function makeNode(
  node: DeviceNode | NoteNode,
  selected: boolean,
  draft: Draft | undefined,
): FlowNode {
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
    ariaLabel: nameOf(node),
    ...(node.locked === true ? { draggable: false } : {}),
  };
  if (isDevice(node)) {
    return { ...shared, type: 'device', handles: handlesOf(node), data: { record: node } };
  }
  return { ...shared, type: 'note', handles: [], data: { record: node } };
}

/** React Flow's node for a record. */
export function flowNode(
  node: DeviceNode | NoteNode,
  selected: boolean,
  draft: Draft | undefined,
): FlowNode {
  const known = knownNodes.get(node);
  if (known?.selected === selected && known.extra === draft) return known.flow;
  const flow = makeNode(node, selected, draft);
  knownNodes.set(node, { flow, selected, extra: draft });
  return flow;
}

/** `Cable pc1 eth0 to sw1 port 3`. */
export function cableName(document: TopologyDocument, { a, b }: Cable): string {
  return `Cable ${endName(document, a)} to ${endName(document, b)}`;
}

/** React Flow's edge for a cable. */
export function flowEdge(
  document: TopologyDocument,
  cable: Cable,
  selected: boolean,
): CableFlowEdge {
  const name = cableName(document, cable);
  const known = knownEdges.get(cable);
  if (known?.selected === selected && known.extra === name) return known.flow;
  const flow: CableFlowEdge = {
    id: cable.id,
    type: 'cable',
    source: cable.a.node,
    target: cable.b.node,
    sourceHandle: String(cable.a.port),
    targetHandle: String(cable.b.port),
    selected,
    ariaLabel: name,
    data: { record: cable },
  };
  knownEdges.set(cable, { flow, selected, extra: name });
  return flow;
}
