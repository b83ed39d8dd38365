/**
 * The topology document: what a person draws. Immutable, versioned data; nothing of a running lab is
 * in it. The schemas are the one definition; types and the JSON Schema in assets/ derive from them.
 */
import { z } from 'zod';
import { MAX_VLAN } from '../vde/vde-limits';
import { conditionsSchema } from './cable-conditions';
import { cardName } from './card-names';
import {
  groupNodeSchema,
  noteNodeSchema,
  pictureNodeSchema,
  shapeNodeSchema,
} from './drawing-nodes';
import {
  hostNodeSchema,
  pcNodeSchema,
  qemuNodeSchema,
  umlNodeSchema,
  vboxNodeSchema,
} from './machine-nodes';
import { coordinate, idSchema, lineOfText, linesOfText, path, placed } from './node-fields';
import { natNodeSchema, plugNodeSchema, tapNodeSchema } from './outside-nodes';

export const DOCUMENT_FORMAT = 'vdelab';
export const DOCUMENT_VERSION = 5;
export const FILE_EXTENSION = '.vdelab';

/** Most ports that a switch may have (vde_switch accepts more; nobody can see them in a drawing). */
export const MAX_SWITCH_PORTS = 128;
/** The bridge priority of a switch that was not given another one (fstp.c). */
const DEFAULT_PRIORITY = 0x8000;

const switchFields = {
  /** Ports are numbered 1 to this. */
  ports: z.number().int().min(1).max(MAX_SWITCH_PORTS),
  /** VDE directory for outside clients; empty lets the app choose a private one. */
  directory: path,
  /** Permission bits of the sockets, octal, as `vde_switch -m`. */
  mode: z.string().regex(/^0?[0-7]{3}$/, 'it is not three octal digits, like 0700'),
  /** Group that owns the sockets; empty for the user's own. */
  group: lineOfText(32),
  /** Path of the management socket; empty for none. */
  management: path,
  /** Management commands given at every start, one per entry, as in a start-up file of vde_switch. */
  setup: z.array(lineOfText(500)).max(200),
};

/** The VLANs of one port of a switch. */
const portVlansSchema = z.object({
  /** VLAN of frames without a tag; null: they are refused. */
  untagged: z.number().int().min(0).max(MAX_VLAN).nullable(),
  /** VLANs whose frames carry a tag here, ascending; `all` for every VLAN but the untagged one. */
  tagged: z.union([z.literal('all'), z.array(z.number().int().min(1).max(MAX_VLAN)).max(MAX_VLAN)]),
});

const switchNodeSchema = z.object({
  ...placed,
  kind: z.literal('switch'),
  ...switchFields,
  /** By port number; a port that is not listed is an untagged member of VLAN 0 and nothing else. */
  vlans: z.record(z.string().regex(/^[1-9]\d{0,2}$/), portVlansSchema),
  /** Whether it takes part in the fast spanning tree. */
  fstp: z.boolean(),
  /** Bridge priority in the spanning tree: the lowest becomes root. */
  priority: z.number().int().min(0).max(65_535),
});
const hubNodeSchema = z.object({ ...placed, kind: z.literal('hub'), ...switchFields });

export const nodeSchema = z.discriminatedUnion('kind', [
  switchNodeSchema,
  hubNodeSchema,
  pcNodeSchema,
  qemuNodeSchema,
  umlNodeSchema,
  vboxNodeSchema,
  hostNodeSchema,
  natNodeSchema,
  tapNodeSchema,
  plugNodeSchema,
  noteNodeSchema,
  shapeNodeSchema,
  pictureNodeSchema,
  groupNodeSchema,
]);

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

export type TopologyNode = z.infer<typeof nodeSchema>;
export type NodeKind = TopologyNode['kind'];
export type PortVlans = z.infer<typeof portVlansSchema>;
export type LearningSwitchNode = z.infer<typeof switchNodeSchema>;
export type SwitchNode = LearningSwitchNode | z.infer<typeof hubNodeSchema>;
export type PcNode = z.infer<typeof pcNodeSchema>;
export type QemuNode = z.infer<typeof qemuNodeSchema>;
export type UmlNode = z.infer<typeof umlNodeSchema>;
export type VboxNode = z.infer<typeof vboxNodeSchema>;
export type HostNode = z.infer<typeof hostNodeSchema>;
export type NatNode = z.infer<typeof natNodeSchema>;
export type TapNode = z.infer<typeof tapNodeSchema>;
export type PlugNode = z.infer<typeof plugNodeSchema>;
export type NoteNode = z.infer<typeof noteNodeSchema>;
export type ShapeNode = z.infer<typeof shapeNodeSchema>;
export type PictureNode = z.infer<typeof pictureNodeSchema>;
export type GroupNode = z.infer<typeof groupNodeSchema>;
/** What only explains the drawing; nothing of it runs and no cable ends there. */
export type DrawingNode = NoteNode | ShapeNode | PictureNode | GroupNode;
/** Everything that can run. */
export type DeviceNode = Exclude<TopologyNode, DrawingNode>;
/** Nodes that have a place in the order of starting. */
export type StartedNode = Exclude<DeviceNode, SwitchNode>;
export type CableEnd = z.infer<typeof cableEndSchema>;
export type Cable = z.infer<typeof cableSchema>;
type Point = Cable['points'][number];
export type TopologyDocument = z.infer<typeof documentSchema>;

const drawingKinds = ['note', 'shape', 'picture', 'group'] as const satisfies DrawingNode['kind'][];

/** Switches and hubs: nodes whose ports are numbered from 1 and that have a VDE directory. */
export function isSwitch(node: TopologyNode): node is SwitchNode {
  return node.kind === 'switch' || node.kind === 'hub';
}

/** Whether there is such a node and it can run; false for what only explains the drawing. */
export function isDevice(node: TopologyNode | undefined): node is DeviceNode {
  return node !== undefined && !(drawingKinds as readonly NodeKind[]).includes(node.kind);
}

/** What a port of a switch is a member of, as drawn. */
export function vlansOfPort(node: SwitchNode, port: number): PortVlans {
  const listed = node.kind === 'switch' ? node.vlans[String(port)] : undefined;
  return listed ?? { untagged: 0, tagged: [] };
}

/** The port numbers that cables may use on a node, ascending. Drawings have none. */
export function portsOf(node: TopologyNode): number[] {
  switch (node.kind) {
    case 'switch':
    case 'hub':
      return Array.from({ length: node.ports }, (_, index) => index + 1);
    case 'pc':
    case 'qemu':
    case 'uml':
    case 'vbox':
    case 'host':
      return node.cards.map((_, index) => index);
    case 'nat':
    case 'tap':
    case 'plug':
      return [0];
    case 'note':
    case 'shape':
    case 'picture':
    case 'group':
      return [];
  }
}

/** Whether a cable may end at this port of a node. */
export function hasPort(node: TopologyNode, port: number): boolean {
  switch (node.kind) {
    case 'switch':
    case 'hub':
      return port >= 1 && port <= node.ports;
    case 'pc':
    case 'qemu':
    case 'uml':
    case 'vbox':
    case 'host':
      return port < node.cards.length;
    case 'nat':
    case 'tap':
    case 'plug':
      return port === 0;
    case 'note':
    case 'shape':
    case 'picture':
    case 'group':
      return false;
  }
}

/** How a port is called on the drawing and in messages: `3` on a switch, `eth0` on a machine. */
export function portLabel(node: TopologyNode, port: number): string {
  if (isSwitch(node)) return String(port);
  if (node.kind === 'tap') return node.interface;
  if (node.kind === 'plug' || node.kind === 'nat') return node.kind;
  return cardName(node, port);
}

/** The name that messages use for a node. */
export function nameOf(node: TopologyNode): string {
  return 'name' in node ? node.name : node.kind;
}

/** A hub, or a switch, that nobody manages. */
export const unmanaged = { management: '', setup: [] as string[] };

/** A switch that just learns: no VLANs, no spanning tree. */
export const plainSwitch = { ...unmanaged, vlans: {}, fstp: false, priority: DEFAULT_PRIORITY };

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
