/** The cables of an exported script: what carries frames between two ports before any machine is there. */
import {
  type Cable,
  type CableEnd,
  type DeviceNode,
  isSwitch,
  nameOf,
  portLabel,
} from '../../../shared/document/topology';
import { beyondWirefilter, hasConditions, wirefilter } from './script-conditions';
import {
  cableDirectory,
  type Drawing,
  directoryOf,
  endDirectory,
  type Joint,
  locatorOf,
  simpleSwitch,
  startClient,
  startPlace,
} from './script-network';
import { commandLine, comment } from './shell-words';

/** What cannot stand in a place that wirefilter is told. */
const UNSPEAKABLE = /[:[\]]/;

interface ConditionedEnd {
  /** What wirefilter is told. */
  readonly place: string;
  readonly joint: Joint;
  /** What makes that place. */
  readonly lines: readonly string[];
}

/** One end of a cable with conditions: a port of a switch, or a small switch that is joined. */
function conditionedEnd(drawing: Drawing, cable: Cable, end: CableEnd): ConditionedEnd {
  const node = drawing.node(end.node)!;
  const directory = endDirectory(cable, end);
  const joint = { directory, port: null };
  const place = { place: directory, joint };
  const name = `The cable at ${nameOf(node)}`;
  const own = startPlace(name, directory, simpleSwitch(directory));
  if (!isSwitch(node)) return { ...place, lines: own };
  const port = { directory: directoryOf(node), port: end.port };
  if (!UNSPEAKABLE.test(port.directory)) {
    return { place: `${port.directory}[${port.port}]`, joint: port, lines: [] };
  }
  const plug = commandLine('start', name, 'vde_plug', locatorOf(port), locatorOf(joint));
  return { ...place, lines: [...own, ...startClient([port, joint], plug)] };
}

function conditionedLines(drawing: Drawing, cable: Cable, name: string): string[] {
  const a = conditionedEnd(drawing, cable, cable.a);
  const b = conditionedEnd(drawing, cable, cable.b);
  const left = beyondWirefilter(cable);
  const filter = commandLine('start', name, ...wirefilter(cable, a.place, b.place));
  return [
    ...(left.length === 0 ? [] : [comment(`left out: ${left.join(', ')}`)]),
    ...a.lines,
    ...b.lines,
    ...startClient([a.joint, b.joint], filter),
  ];
}

/** The lines of a cable; none where a machine or plug joins the port of a switch by itself. */
export function cableLines(drawing: Drawing, cable: Cable): string[] {
  const a = drawing.node(cable.a.node)!;
  const b = drawing.node(cable.b.node)!;
  const label = (node: DeviceNode, end: CableEnd) => `${nameOf(node)} ${portLabel(node, end.port)}`;
  const name = `The cable from ${label(a, cable.a)} to ${label(b, cable.b)}`;
  if (!cable.up) return [comment(`${name}: left out, since it is switched off`)];
  if (hasConditions(cable)) return [comment(name), ...conditionedLines(drawing, cable, name)];
  if (isSwitch(a) && isSwitch(b)) {
    const joints = [
      { directory: directoryOf(a), port: cable.a.port },
      { directory: directoryOf(b), port: cable.b.port },
    ];
    const plug = commandLine('start', name, 'vde_plug', ...joints.map(locatorOf));
    return [comment(name), ...startClient(joints, plug)];
  }
  if (isSwitch(a) || isSwitch(b)) return [];
  const directory = cableDirectory(cable);
  return [
    comment(`${name}: a small switch of its own`),
    ...startPlace(name, directory, simpleSwitch(directory)),
  ];
}
