/**
 * The topology document: what a person draws. Immutable, versioned data; nothing of a running lab is
 * in it. The schemas are the one definition; types and the JSON Schema in assets/ derive from them.
 */
import { z } from 'zod';
import { coordinate, idSchema, lineOfText, linesOfText } from '../kinds/fields/node-fields';
import {
  type NodeOf,
  type NodeOfRole,
  nodeSchema,
  type TopologyNode,
  traitsOf,
} from '../kinds/registry';
import type { PortVlans } from '../kinds/switch';
import { MAX_SWITCH_PORTS } from '../kinds/switch-places';
import { conditionsSchema } from './cable-conditions';

export const DOCUMENT_FORMAT = 'vdelab';
export const DOCUMENT_VERSION = 5;
export const FILE_EXTENSION = '.vdelab';

/** One end of a cable: a numbered port of a switch or hub (from 1), or a card of a machine (from 0). */
const cableEndSchema = z.object({
  node: idSchema,
  port: z.number().int().min(0).max(MAX_SWITCH_PORTS),
});

/** `straight` from end to end, `bent` at right angles or at its points, `curved` through them. */
export const cableRoutes = ['straight', 'bent', 'curved'] as const;
export const MAX_CABLE_POINTS = 16;

export const cableSchema = z.object({
  id: idSchema,
  a: cableEndSchema,
  b: cableEndSchema,
  /** Whether it carries frames at all; down means no carrier at both ends. */
  up: z.boolean(),
  /** What happens to frames on their way from a to b, and back; null for a perfect direction. */
  aToB: conditionsSchema.nullable(),
  bToA: conditionsSchema.nullable(),
  /** How it is drawn from end to end. */
  route: z.enum(cableRoutes),
  /** Points that it is led through, from a to b, in pixels at zoom 1. */
  points: z.array(z.object({ x: coordinate, y: coordinate })).max(MAX_CABLE_POINTS),
  /** Whether its ends are labelled with their ports. */
  labels: z.boolean(),
});

export const documentSchema = z.object({
  format: z.literal(DOCUMENT_FORMAT),
  version: z.literal(DOCUMENT_VERSION),
  /** Names the lab's own folder of overlays; stays the same for the life of the document. */
  id: z.uuid(),
  name: lineOfText(100),
  /** What a template is for; labs have none. */
  description: linesOfText(2000).optional(),
  nodes: z.record(idSchema, nodeSchema),
  cables: z.record(idSchema, cableSchema),
});

export type { TopologyNode };
export type LearningSwitchNode = NodeOf<'switch'>;
export type SwitchNode = LearningSwitchNode | NodeOf<'hub'>;
export type PcNode = NodeOf<'pc'>;
export type QemuNode = NodeOf<'qemu'>;
export type UmlNode = NodeOf<'uml'>;
export type VboxNode = NodeOf<'vbox'>;
export type HostNode = NodeOf<'host'>;
export type NatNode = NodeOf<'nat'>;
export type TapNode = NodeOf<'tap'>;
export type PlugNode = NodeOf<'plug'>;
export type NoteNode = NodeOf<'note'>;
export type ShapeNode = NodeOf<'shape'>;
export type PictureNode = NodeOf<'picture'>;
export type GroupNode = NodeOf<'group'>;
/** What only explains the drawing; nothing of it runs and no cable ends there. */
export type DrawingNode = NodeOfRole<'drawing'>;
/** Everything that can run. */
export type DeviceNode = Exclude<TopologyNode, DrawingNode>;
/** Nodes that have a place in the order of starting. */
export type StartedNode = Exclude<DeviceNode, SwitchNode>;
export type CableEnd = z.infer<typeof cableEndSchema>;
export type Cable = z.infer<typeof cableSchema>;
type Point = Cable['points'][number];
export type TopologyDocument = z.infer<typeof documentSchema>;

/** Switches and hubs: nodes whose ports are numbered from 1 and that have a VDE directory. */
export function isSwitch(node: TopologyNode): node is SwitchNode {
  return traitsOf(node).role === 'switch';
}

/** Whether there is such a node and it can run; false for what only explains the drawing. */
export function isDevice(node: TopologyNode | undefined): node is DeviceNode {
  return node !== undefined && traitsOf(node).role !== 'drawing';
}

/** What a port of a switch is a member of, as drawn. */
export function vlansOfPort(node: SwitchNode, port: number): PortVlans {
  const listed = 'vlans' in node ? node.vlans[String(port)] : undefined;
  return listed ?? { untagged: 0, tagged: [] };
}

/** The port numbers that cables may use on a node, ascending. Drawings have none. */
export function portsOf(node: TopologyNode): number[] {
  return traitsOf(node).ports(node);
}

/** Whether a cable may end at this port of a node. */
export function hasPort(node: TopologyNode, port: number): boolean {
  return traitsOf(node).hasPort(node, port);
}

/** How a port is called on the drawing and in messages: `3` on a switch, `eth0` on a machine. */
export function portLabel(node: TopologyNode, port: number): string {
  return traitsOf(node).portLabel(node, port);
}

/** The name that messages use for a node. */
export function nameOf(node: TopologyNode): string {
  return 'name' in node ? node.name : node.kind;
}

/** A cable that carries every frame at once and unharmed, drawn as a straight line. */
export const perfectCable = {
  up: true,
  aToB: null,
  bToA: null,
  route: 'straight' as const,
  points: [] as Point[],
  labels: true,
};

/** A document with nothing in it. */
export function emptyDocument(id: string, name = 'Untitled lab'): TopologyDocument {
  return { format: DOCUMENT_FORMAT, version: DOCUMENT_VERSION, id, name, nodes: {}, cables: {} };
}
