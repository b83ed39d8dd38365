/** The network part of an exported script: where every cable leads, switches, taps, cables, plugs. */
import { natLocator } from '../../shared/nat-locator';
import {
  type Cable,
  type CableEnd,
  type DeviceNode,
  isDevice,
  isSwitch,
  nameOf,
  portLabel,
  type SwitchNode,
  type TapNode,
  type TopologyDocument,
} from '../../shared/topology';
import { explicitLocator, vdeLocator } from '../../shared/vnl';
import { beyondWirefilter, hasConditions, wirefilter } from './script-conditions';
import { isPlainSwitch, vdeSwitch } from './script-switch';
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

const isMachine = ({ kind }: DeviceNode) =>
  kind === 'pc' || kind === 'host' || kind === 'qemu' || kind === 'uml';

/** The directory of a drawn switch, or a private one in the script's folder. */
export function directoryOf(node: SwitchNode): string {
  return node.directory === '' ? `${LAB_FOLDER}/s-${node.id}` : node.directory;
}

const cableDirectory = (cable: Cable) => `${LAB_FOLDER}/c-${cable.id}`;

/** What cannot stand in a place that wirefilter is told. */
const UNSPEAKABLE = /[:[\]]/;

/** Wirefilter joins two VDE switches: an end at which none is gets one of its own. */
const endDirectory = (cable: Cable, end: CableEnd) =>
  `${cableDirectory(cable)}-${end === cable.a ? 'a' : 'b'}`;

/** Looks the drawing's cables up once; cables that lead nowhere are left out. */
export function drawingOf(document: TopologyDocument): Drawing {
  const devices = Object.values(document.nodes).filter(isDevice);
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

function startPlace(directory: string, command: readonly string[]): string[] {
  return [`start ${commandLine(...command)}`, `wait_for ${commandLine(`${directory}/ctl`)}`];
}

/** The first tap that is plugged into the switch: it comes up together with it. */
function firstTap(drawing: Drawing, node: SwitchNode): TapNode | undefined {
  return drawing.devices.find(
    (other): other is TapNode =>
      other.kind === 'tap' && drawing.jointOf(other.id, 0)?.directory === directoryOf(node),
  );
}

function switchLines(drawing: Drawing, node: SwitchNode, tapped: Set<string>): string[] {
  const directory = directoryOf(node);
  const heading = comment(`${node.kind === 'hub' ? 'Hub' : 'Switch'} ${node.name}`);
  if (!isPlainSwitch(node)) {
    const { preparation, command } = vdeSwitch(node, directory);
    return [heading, ...preparation, ...startPlace(directory, command)];
  }
  const tap = firstTap(drawing, node);
  if (tap !== undefined) tapped.add(tap.id);
  const source = tap === undefined ? 'null://' : `tap://${tap.interface}`;
  return [heading, ...startPlace(directory, ['vde_plug', source, switchLocator(directory)])];
}

function tapLines(node: TapNode): string[] {
  const name = node.interface;
  const address = commandLine('as_root', 'ip', 'addr', 'replace', node.address, 'dev', name);
  return [
    comment(`Tap ${node.name}: an interface of this host`),
    commandLine('make_tap', name),
    ...(node.address === '' ? [] : [address]),
    commandLine('as_root', 'ip', 'link', 'set', name, 'up'),
    ...(node.bridge === '' ? [] : [commandLine('bridge_tap', name, node.bridge)]),
  ];
}

/** What vde_plug joins for one end of a cable that has no machine at it. */
function endLocator(node: DeviceNode, end: CableEnd): string {
  if (isSwitch(node)) return locatorOf({ directory: directoryOf(node), port: end.port });
  if (node.kind === 'tap') return `tap://${node.interface}`;
  if (node.kind === 'nat') return natLocator(node);
  return node.kind === 'plug' ? explicitLocator(node.locator) : '';
}

/** One end of a cable with conditions: where wirefilter finds it, and what makes that place. */
function conditionedEnd(drawing: Drawing, cable: Cable, end: CableEnd) {
  const node = drawing.node(end.node)!;
  if (isSwitch(node) && !UNSPEAKABLE.test(directoryOf(node))) {
    return { place: `${directoryOf(node)}[${end.port}]`, lines: [] };
  }
  const directory = endDirectory(cable, end);
  const source = isMachine(node) ? 'null://' : endLocator(node, end);
  return {
    place: directory,
    lines: startPlace(directory, ['vde_plug', source, switchLocator(directory)]),
  };
}

function conditionedLines(drawing: Drawing, cable: Cable, heading: string): string[] {
  const a = conditionedEnd(drawing, cable, cable.a);
  const b = conditionedEnd(drawing, cable, cable.b);
  const left = beyondWirefilter(cable);
  return [
    heading,
    ...(left.length === 0 ? [] : [comment(`left out: ${left.join(', ')}`)]),
    ...a.lines,
    ...b.lines,
    `start ${commandLine(...wirefilter(cable, a.place, b.place))}`,
  ];
}

function cableLines(drawing: Drawing, cable: Cable, tapped: ReadonlySet<string>): string[] {
  const a = drawing.node(cable.a.node)!;
  const b = drawing.node(cable.b.node)!;
  const label = (node: DeviceNode, end: CableEnd) => `${nameOf(node)} ${portLabel(node, end.port)}`;
  const heading = comment(`Cable from ${label(a, cable.a)} to ${label(b, cable.b)}`);
  if (!cable.up) return [`${heading}: left out, since it is switched off`];
  if (hasConditions(cable)) return conditionedLines(drawing, cable, heading);
  if ((tapped.has(a.id) && isSwitch(b)) || (tapped.has(b.id) && isSwitch(a))) return [];
  if (!isMachine(a) && !isMachine(b)) {
    const ends = [endLocator(a, cable.a), endLocator(b, cable.b)];
    return [heading, `start ${commandLine('vde_plug', ...ends)}`];
  }
  if (isSwitch(a) || isSwitch(b)) return [];
  const directory = cableDirectory(cable);
  const other = isMachine(a) ? b : a;
  const source = isMachine(other) ? 'null://' : endLocator(other, cable.a);
  const place = startPlace(directory, ['vde_plug', source, switchLocator(directory)]);
  return [`${heading}: a small switch of its own`, ...place];
}

/** The sections of the script that build the network, in the order of the tutorial. */
export function networkSections(drawing: Drawing): string[][] {
  const tapped = new Set<string>();
  const taps = drawing.devices.filter((node) => node.kind === 'tap').map(tapLines);
  const switches = drawing.devices
    .filter(isSwitch)
    .map((node) => switchLines(drawing, node, tapped));
  const cables = drawing.cables.map((cable) => cableLines(drawing, cable, tapped));
  return [...taps, ...switches, ...cables].filter((lines) => lines.length > 0);
}
