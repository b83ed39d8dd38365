/**
 * Loops of switches: which switches and hubs are in one, and which cables close it. Cables that are down
 * close nothing. Takes time nearly linear in the size of the document, for it runs at every edit.
 */
import { type Cable, isSwitch, type SwitchNode, type TopologyDocument } from '../document/topology';

export interface SwitchLoop {
  /** Every switch and hub of the loop, or of several that hang together, as they come in the document. */
  readonly switches: readonly SwitchNode[];
  /** Cables without which there would be no loop, as they come in the document. */
  readonly closing: readonly Cable[];
}

/** Sets of nodes that grow together. */
class Groups {
  readonly #above = new Map<string, string>();

  rootOf(id: string): string {
    let root = id;
    for (let up = this.#above.get(root); up !== undefined; up = this.#above.get(root)) root = up;
    for (let at = id; at !== root; ) {
      const next = this.#above.get(at)!;
      this.#above.set(at, root);
      at = next;
    }
    return root;
  }

  /** Puts the group of `id` below that of `above`, whose root stays the root. */
  join(id: string, above: string): void {
    const [low, high] = [this.rootOf(id), this.rootOf(above)];
    if (low !== high) this.#above.set(low, high);
  }
}

type Neighbours = ReadonlyMap<string, readonly string[]>;

interface Forest {
  readonly neighbours: Neighbours;
  readonly closing: readonly Cable[];
}

/** Takes every cable that joins two groups into the forest; the others close loops. */
function forestOf(cables: readonly Cable[]): Forest {
  const groups = new Groups();
  const neighbours = new Map<string, string[]>();
  const closing: Cable[] = [];
  const add = (from: string, to: string) => {
    const known = neighbours.get(from);
    if (known === undefined) neighbours.set(from, [to]);
    else known.push(to);
  };
  for (const cable of cables) {
    const [a, b] = [cable.a.node, cable.b.node];
    if (groups.rootOf(a) === groups.rootOf(b)) {
      closing.push(cable);
      continue;
    }
    groups.join(a, b);
    add(a, b);
    add(b, a);
  }
  return { neighbours, closing };
}

interface Place {
  readonly depth: number;
  readonly above: string | null;
}

/** How deep each node of a tree is, and what it hangs on. */
function hang(start: string, neighbours: Neighbours, places: Map<string, Place>): void {
  if (places.has(start)) return;
  places.set(start, { depth: 0, above: null });
  const waiting = [start];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    for (const next of neighbours.get(id) ?? []) {
      if (places.has(next)) continue;
      places.set(next, { depth: places.get(id)!.depth + 1, above: id });
      waiting.push(next);
    }
  }
}

/** Joins all nodes on the way from one end of a closing cable to the other through the tree. */
function joinLoop(cable: Cable, places: ReadonlyMap<string, Place>, groups: Groups): void {
  let one = groups.rootOf(cable.a.node);
  let other = groups.rootOf(cable.b.node);
  while (one !== other) {
    if (places.get(one)!.depth < places.get(other)!.depth) [one, other] = [other, one];
    groups.join(one, places.get(one)!.above!);
    one = groups.rootOf(one);
  }
}

/**
 * The loops of switches and hubs.
 *
 * @param counts which of them count; the others are taken as if they were not there
 */
export function switchLoops(
  document: TopologyDocument,
  counts: (node: SwitchNode) => boolean = () => true,
): SwitchLoop[] {
  const isIn = (id: string) => {
    const node = document.nodes[id];
    return node !== undefined && isSwitch(node) && counts(node);
  };
  const cables = Object.values(document.cables).filter(
    ({ a, b, up }) => up && isIn(a.node) && isIn(b.node),
  );
  const { neighbours, closing } = forestOf(cables);
  const places = new Map<string, Place>();
  const groups = new Groups();
  for (const { a } of closing) hang(a.node, neighbours, places);
  for (const cable of closing) joinLoop(cable, places, groups);
  return gather(document, closing, places, groups);
}

function gather(
  document: TopologyDocument,
  closing: readonly Cable[],
  places: ReadonlyMap<string, Place>,
  groups: Groups,
): SwitchLoop[] {
  const loops = new Map<string, { switches: SwitchNode[]; closing: Cable[] }>();
  for (const cable of closing) {
    const root = groups.rootOf(cable.a.node);
    const loop = loops.get(root) ?? { switches: [], closing: [] };
    loop.closing.push(cable);
    loops.set(root, loop);
  }
  for (const node of Object.values(document.nodes)) {
    if (!isSwitch(node) || !places.has(node.id)) continue;
    loops.get(groups.rootOf(node.id))?.switches.push(node);
  }
  return [...loops.values()];
}

/** Whether every switch of a loop takes part in the spanning tree. Hubs cannot, and need not. */
export function isTamed({ switches }: SwitchLoop): boolean {
  const learning = switches.filter((node) => node.kind === 'switch');
  return learning.length > 0 && learning.every(({ fstp }) => fstp);
}
