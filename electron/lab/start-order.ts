/** Whose turn it is to start: nodes with a higher number wait until those with a lower one are ready. */
import { type DeviceNode, isDevice, isSwitch, type TopologyDocument } from '../../shared/topology';

export interface Turn {
  /** Nodes up to this number may start now. */
  readonly order: number;
  /** The names of those that are not ready yet, whom the others wait for. */
  readonly awaited: readonly string[];
}

/** The place of a node in the order. Switches and hubs have none: they are there before all others. */
export function orderOf(node: DeviceNode): number {
  return isSwitch(node) ? Number.NEGATIVE_INFINITY : node.start.order;
}

/** The turn that a lab is at, whose wanted nodes are these. Failed nodes are not wanted any more. */
export function currentTurn(
  document: TopologyDocument,
  wanted: ReadonlySet<string>,
  isReady: (id: string) => boolean,
): Turn {
  const unready = [...wanted].flatMap((id) => {
    const node = document.nodes[id];
    return !isDevice(node) || isReady(id) ? [] : [node];
  });
  const order = unready.reduce(
    (lowest, node) => (isSwitch(node) ? lowest : Math.min(lowest, orderOf(node))),
    Number.POSITIVE_INFINITY,
  );
  const awaited = unready.filter((node) => orderOf(node) === order).map(({ name }) => name);
  return { order, awaited };
}
