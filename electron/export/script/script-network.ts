/** Where every card and plug of an exported script is joined to. */
import {
  type Cable,
  type CableEnd,
  type DeviceNode,
  isDevice,
  isSwitch,
  type SwitchNode,
  type TopologyDocument,
} from '../../../shared/document/topology';
import { visibleLine } from '../../../shared/text/visible-text';
import { vdeLocator } from '../../../shared/vde/vnl';
import { hasConditions } from './script-conditions';
import { commandLine, comment, LAB_FOLDER } from './shell-words';

/** A port of a VDE switch that a client joins. */
export interface Joint {
  readonly directory: string;
  /** null where the drawing does not number the port. */
  readonly port: number | null;
}

export interface Drawing {
  readonly devices: readonly DeviceNode[];
  readonly cables: readonly Cable[];
  node(id: string): DeviceNode | undefined;
  /** What the card or plug is joined to, or null if no cable is in it. */
  jointOf(node: string, port: number): Joint | null;
}

/** The directory of a drawn switch, or a private one in the script's folder. */
export function directoryOf(node: SwitchNode): string {
  return node.directory === '' ? `${LAB_FOLDER}/s-${node.id}` : node.directory;
}

/** The place of a cable that ends at no switch: a small one of its own. */
export const cableDirectory = (cable: Cable) => `${LAB_FOLDER}/c-${cable.id}`;

/** Wirefilter joins two VDE switches: an end at which none is gets one of its own. */
export const endDirectory = (cable: Cable, end: CableEnd) =>
  `${cableDirectory(cable)}-${end === cable.a ? 'a' : 'b'}`;

/** Looks the drawing's cables up once; cables that lead nowhere are left out. */
export function drawingOf(document: TopologyDocument): Drawing {
  const devices = Object.values(document.nodes)
    .filter(isDevice)
    .map((node) => ({ ...node, name: visibleLine(node.name) }));
  const byId = new Map(devices.map((node) => [node.id, node]));
  const cables = Object.values(document.cables).filter(
    ({ a, b }) => byId.has(a.node) && byId.has(b.node),
  );
  const joints = new Map<string, Joint>();
  const join = (cable: Cable, near: CableEnd, far: CableEnd) => {
    const other = byId.get(far.node)!;
    const jointAt = () => {
      if (hasConditions(cable)) return { directory: endDirectory(cable, near), port: null };
      if (isSwitch(other)) return { directory: directoryOf(other), port: far.port };
      return { directory: cableDirectory(cable), port: null };
    };
    joints.set(`${near.node}:${near.port}`, jointAt());
  };
  for (const cable of cables.filter(({ up }) => up)) {
    join(cable, cable.a, cable.b);
    join(cable, cable.b, cable.a);
  }
  const jointOf = (node: string, port: number) => joints.get(`${node}:${port}`) ?? null;
  return { devices, cables, node: (id) => byId.get(id), jointOf };
}

/** The locator of a place; the script's folder needs no quoting of its own. */
export function locatorOf({ directory, port }: Joint): string {
  const suffix = port === null ? '' : `[${port}]`;
  return directory.startsWith(LAB_FOLDER)
    ? `vde://${directory}${suffix}`
    : vdeLocator(directory, port ?? undefined);
}

/** Quoted like a locator's address, for `switch://`. */
const switchLocator = (directory: string) =>
  locatorOf({ directory, port: null }).replace(/^vde:/, 'switch:');

/** What vde_plug is told to be a switch at a place. */
export const simpleSwitch = (directory: string) => [
  'vde_plug',
  'null://',
  switchLocator(directory),
];

/** Starts a switch and waits until it listens. */
export function startPlace(name: string, directory: string, command: readonly string[]): string[] {
  return [`start ${commandLine(name, ...command)}`, `wait_for listens ${commandLine(directory)}`];
}

/**
 * Starts something that joins these places, a joint for each of its ends or cards, and waits until it has.
 *
 * @param hasJoined the function of the script that tells so
 */
export function startClient(
  joints: readonly (Joint | null)[],
  line: string,
  hasJoined = 'joined',
): string[] {
  const joined = joints.filter((joint) => joint !== null);
  if (joined.length === 0) return [line];
  const places = commandLine(...new Set(joined.map(({ directory }) => directory)));
  return [`before ${places}`, line, `wait_for ${hasJoined} ${joined.length} ${places}`];
}

/** Joins the port of a node that is no machine to where its cable leads. */
export function plugLines(drawing: Drawing, node: DeviceNode, locator: string): string[] {
  const joint = drawing.jointOf(node.id, 0);
  if (joint === null) return [comment(`(${node.name} has no cable)`)];
  return startClient(
    [joint],
    commandLine('start', node.name, 'vde_plug', locator, locatorOf(joint)),
  );
}
