/** What a drawing starts after its switches and cables, in the order in which the app starts it. */
import { type DeviceNode, isSwitch, type StartedNode } from '../../shared/document/topology';
import { scriptOf } from '../machines/kinds';
import type { Drawing } from './script/script-network';
import { commandLine, comment } from './script/shell-words';

const hasOrder = (node: DeviceNode): node is StartedNode => !isSwitch(node);

/** What those behind a node in the order wait for. */
function readyLines(node: StartedNode): string[] {
  const { isStarted, hasTerminal } = scriptOf(node);
  const { id, name, start } = node;
  if (isStarted === false) return [];
  const { ready, patience } = start;
  switch (ready.by) {
    case 'up':
      return [];
    case 'text':
      if (!hasTerminal) return [];
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
        ...scriptOf(node).lines(drawing, node, names.get(node.id)!),
      ];
    });
}

/** A section for each node that is started, those with the lower number in the order first. */
export function nodeSections(drawing: Drawing, names: ReadonlyMap<string, string>): string[][] {
  const started = drawing.devices.filter(hasOrder);
  const orders = [...new Set(started.map(({ start }) => start.order))].sort((a, b) => a - b);
  return orders.flatMap((order) => {
    const nodes = started.filter(({ start }) => start.order === order);
    const isLast = order === orders.at(-1);
    const ready = isLast ? [] : nodes.flatMap(readyLines);
    return [...turnLines(drawing, nodes, names), ...(ready.length === 0 ? [] : [ready])];
  });
}
