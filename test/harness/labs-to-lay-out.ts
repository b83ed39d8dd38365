/** Labs as people draw them, all nodes in a heap, and what of them a cable passes behind. */
import { emptyLayout, layOutCables } from '../../renderer/document/cables/cable-layout';
import { type Box, nodeBox } from '../../renderer/document/geometry/geometry';
import { passes } from '../../renderer/document/geometry/polyline';
import { isObstacle } from '../../renderer/document/records/drawn-nodes';
import { newNode } from '../../renderer/document/records/new-node';
import {
  emptyDocument,
  isDevice,
  isSwitch,
  perfectCable,
  type TopologyDocument,
  type TopologyNode,
} from '../../shared/document/topology';
import type { NodeKind } from '../../shared/kinds/registry';

export class DrawnLab {
  readonly document: TopologyDocument = emptyDocument(
    '5f0e3f1c-6f0b-4f43-9a9e-2b7b0d7e4c11',
    'Lab',
  );
  readonly #used = new Map<string, number>();

  /** A node under the id, with so many ports if it is a switch. */
  add(kind: NodeKind, id: string, change: Partial<TopologyNode> = {}): string {
    const at = Object.keys(this.document.nodes).length;
    const node = newNode(this.document, kind, { x: (at % 7) * 30, y: at * 10 }, Math.random);
    this.document.nodes[id] = {
      ...node,
      ...('name' in node ? { name: id } : {}),
      id,
      ...change,
    } as TopologyNode;
    return id;
  }

  switch(id: string, ports: number): string {
    return this.add('switch', id, { ports } as Partial<TopologyNode>);
  }

  /** A cable between the next free ports. */
  join(a: string, b: string): void {
    const id = `c${Object.keys(this.document.cables).length}`;
    const ends = { a: { node: a, port: this.#next(a) }, b: { node: b, port: this.#next(b) } };
    this.document.cables[id] = { id, ...ends, ...perfectCable };
  }

  #next(id: string): number {
    const node = this.document.nodes[id]!;
    const used = this.#used.get(id) ?? 0;
    this.#used.set(id, used + 1);
    return isDevice(node) && isSwitch(node) ? used + 1 : used;
  }

  /** So many PCs on a switch. */
  leaves(hub: string, count: number): void {
    for (let index = 1; index <= count; index++)
      this.join(this.add('pc', `${hub}-pc${index}`), hub);
  }
}

/** A switch with so many PCs. */
export function starLab(leaves: number): DrawnLab {
  const lab = new DrawnLab();
  lab.switch('sw1', Math.min(128, Math.max(8, Math.ceil(leaves / 8) * 8)));
  lab.leaves('sw1', leaves);
  return lab;
}

/** Each cable with what it passes behind: `c3 behind pc4`. */
export function hiddenCables(document: TopologyDocument): string[] {
  const { drawings } = layOutCables(
    { ...document, places: new Map(), draft: null, labels: true },
    emptyLayout,
  );
  const boxes = Object.values(document.nodes).filter((node) => isObstacle(document, node));
  return [...drawings.values()].flatMap(({ cable, line }) => {
    const own = new Set([cable.a.node, cable.b.node]);
    return boxes
      .filter((node) => !own.has(node.id) && passes(line, nodeBox(node)))
      .map(({ id }) => `${cable.id} behind ${id}`);
  });
}

/** Pairs of nodes that cover each other. */
export function coveredNodes(document: TopologyDocument): string[] {
  const nodes = Object.values(document.nodes).filter((node) => isObstacle(document, node));
  return nodes.flatMap((one, index) =>
    nodes
      .slice(index + 1)
      .filter((other) => touches(nodeBox(one), nodeBox(other)))
      .map(({ id }) => `${one.id} ${id}`),
  );
}

function touches(one: Box, other: Box): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}
