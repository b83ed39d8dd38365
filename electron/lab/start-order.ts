/** Whose turn it is to start: nodes with a higher number wait until those with a lower one are ready. */
import {
  type DeviceNode,
  isDevice,
  isSwitch,
  type TopologyDocument,
} from '../../shared/document/topology';

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

/** What a node is told that waits for those with these names. */
export function waitingText(awaited: readonly string[]): string {
  const more = awaited.length - 2;
  const some = awaited.length > 3 ? [...awaited.slice(0, 2), `${more} more`] : awaited;
  return `Waits for ${some.join(', ')}`;
}

/** The turn that a lab is at, whose wanted nodes are these. Failed nodes are not wanted any more. */
export function currentTurn(
  document: TopologyDocument,
  wanted: ReadonlySet<string>,
  isReady: (id: string) => boolean,
): Turn {
  const turns = new StartTurns();
  for (const id of wanted) {
    const node = document.nodes[id];
    if (isDevice(node) && !isReady(id)) turns.set(id, node);
  }
  return turns.current();
}

/**
 * Keeps account of who is not ready yet, so that the turn is known without asking every node again.
 * There are a hundred places at most.
 */
export class StartTurns {
  readonly #unready = new Map<string, DeviceNode>();
  readonly #byOrder = new Map<number, Set<string>>();
  /** Counts the changes of who is awaited. */
  #changes = 0;

  /** Grows with every change of who is not ready. */
  get changes(): number {
    return this.#changes;
  }

  /** @param node as it is drawn, if it is wanted and not ready; otherwise null */
  set(id: string, node: DeviceNode | null): void {
    const before = this.#unready.get(id);
    if (before === (node ?? undefined)) return;
    if (before !== undefined) this.#remove(id, before);
    if (node !== null) this.#add(id, node);
    this.#changes += 1;
  }

  current(): Turn {
    let order = Number.POSITIVE_INFINITY;
    for (const place of this.#byOrder.keys()) {
      if (place !== Number.NEGATIVE_INFINITY) order = Math.min(order, place);
    }
    const awaited = this.#byOrder.get(order) ?? [];
    const unready = this.#unready;
    let names: string[] | null = null;
    return {
      order,
      // Most plans let nobody wait, and then nobody wants to know for whom.
      get awaited() {
        names ??= [...awaited].map((id) => unready.get(id)!.name);
        return names;
      },
    };
  }

  #add(id: string, node: DeviceNode): void {
    const order = orderOf(node);
    this.#unready.set(id, node);
    const others = this.#byOrder.get(order);
    if (others === undefined) this.#byOrder.set(order, new Set([id]));
    else others.add(id);
  }

  #remove(id: string, node: DeviceNode): void {
    const order = orderOf(node);
    this.#unready.delete(id);
    const others = this.#byOrder.get(order);
    if (others?.delete(id) === true && others.size === 0) this.#byOrder.delete(order);
  }
}
