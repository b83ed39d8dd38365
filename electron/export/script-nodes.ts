/** What a drawing starts after its switches and cables, in the order in which the app starts it. */
import { natLocator } from '../../shared/document/nat-locator';
import {
  type DeviceNode,
  isSwitch,
  type StartedNode,
  type TapNode,
  type VboxNode,
} from '../../shared/document/topology';
import { explicitLocator } from '../../shared/vde/vnl';
import { type Drawing, locatorOf, startClient } from './script-network';
import { hostLines, pcLines } from './script-pc';
import { qemuLines } from './script-qemu';
import { tapLines } from './script-taps';
import { umlLines } from './script-uml';
import { commandLine, comment } from './shell-words';

const isStarted = (node: DeviceNode): node is StartedNode => !isSwitch(node);

/** Joins the port of a node that is no machine to where its cable leads. */
function plugLines(drawing: Drawing, node: StartedNode, locator: string): string[] {
  const joint = drawing.jointOf(node.id, 0);
  if (joint === null) return [comment(`(${node.name} has no cable)`)];
  return startClient(
    [joint],
    commandLine('start', node.name, 'vde_plug', locator, locatorOf(joint)),
  );
}

function tapNodeLines(drawing: Drawing, node: TapNode): string[] {
  return [...tapLines(node), ...plugLines(drawing, node, `tap://${node.interface}`)];
}

function vboxLines({ name, machineName, machine, cards }: VboxNode): string[] {
  const adapters = cards.map(({ adapter }) => adapter).join(', ');
  return [
    comment(`Left out: the VirtualBox machine ${name}, which is "${machineName}" (${machine}).`),
    comment(
      `Its adapters ${adapters || '(none)'} want the generic driver VDE, with network= set to`,
    ),
    comment('the directory of a switch above. They would have to be put back afterwards.'),
    `${commandLine('tell', `${name} is left out: this script does not start VirtualBox machines.`)} >&2`,
  ];
}

function linesOf(drawing: Drawing, node: StartedNode, hostname: string): string[] {
  switch (node.kind) {
    case 'qemu':
      return qemuLines(drawing, node);
    case 'uml':
      return umlLines(drawing, node);
    case 'vbox':
      return vboxLines(node);
    case 'pc':
      return pcLines(drawing, node, hostname);
    case 'host':
      return hostLines(drawing, node, hostname);
    case 'tap':
      return tapNodeLines(drawing, node);
    case 'nat':
      return [
        comment(`Internet access ${node.name}`),
        ...plugLines(drawing, node, natLocator(node)),
      ];
    case 'plug':
      return [
        comment(`VDE plug ${node.name}`),
        ...plugLines(drawing, node, explicitLocator(node.locator)),
      ];
  }
}

/** What those behind a node in the order wait for. */
function readyLines({ id, name, kind, start }: StartedNode): string[] {
  if (kind === 'vbox') return [];
  const { ready, patience } = start;
  switch (ready.by) {
    case 'up':
      return [];
    case 'text':
      if (kind !== 'pc' && kind !== 'host' && kind !== 'qemu' && kind !== 'uml') return [];
      return [
        `notes=${commandLine(`\0lab\0/m-${id}`)}`,
        commandLine('wait_ready', String(patience), 'printed', ready.text),
      ];
    case 'time':
      return [commandLine('sleep', String(ready.seconds))];
    case 'frame':
      return [comment(`(${name} counts as ready here once it runs, not with its first frame)`)];
  }
}

/** Those with the same number, whose delays run at the same time. */
function turnLines(
  drawing: Drawing,
  nodes: readonly StartedNode[],
  names: ReadonlyMap<string, string>,
): string[][] {
  let waited = 0;
  return [...nodes]
    .sort((one, other) => one.start.delay - other.start.delay)
    .map((node) => {
      const pause = node.start.delay - waited;
      waited = node.start.delay;
      return [
        ...(pause > 0 ? [commandLine('sleep', String(pause))] : []),
        ...linesOf(drawing, node, names.get(node.id)!),
      ];
    });
}

/** A section for each node that is started, those with the lower number in the order first. */
export function nodeSections(drawing: Drawing, names: ReadonlyMap<string, string>): string[][] {
  const started = drawing.devices.filter(isStarted);
  const orders = [...new Set(started.map(({ start }) => start.order))].sort((a, b) => a - b);
  return orders.flatMap((order) => {
    const nodes = started.filter(({ start }) => start.order === order);
    const isLast = order === orders.at(-1);
    const ready = isLast ? [] : nodes.flatMap(readyLines);
    return [...turnLines(drawing, nodes, names), ...(ready.length === 0 ? [] : [ready])];
  });
}
