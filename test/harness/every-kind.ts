/** A drawing with a node of each kind, cables of several sorts, a group and what explains a drawing. */
import { newNode } from '../../renderer/document/records/new-node';
import { perfectConditions } from '../../shared/document/cable-conditions';
import {
  emptyDocument,
  perfectCable,
  type TopologyDocument,
  type TopologyNode,
} from '../../shared/document/topology';
import type { NodeKind } from '../../shared/kinds/registry';

const ROW = 4;

type NodeOf<K extends NodeKind> = Extract<TopologyNode, { kind: K }>;

/** Pseudo-random, always the same. */
function dice(): () => number {
  let state = 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

class Drawing {
  readonly document: TopologyDocument = emptyDocument('9f0c56b0-5f0c-4f4e-8b0a-6c1d7d2f3a10', 'Q');
  readonly #random = dice();
  #drawn = 0;

  /** Puts a new node of the kind into the next place, with its kind as its id if no other is given. */
  add<K extends NodeKind>(kind: K, change: Partial<NodeOf<K>> = {}, id: string = kind): void {
    const at = { x: (this.#drawn % ROW) * 240, y: Math.floor(this.#drawn / ROW) * 150 };
    this.#drawn++;
    const node = newNode(this.document, kind, at, this.#random);
    this.document.nodes[id] = { ...node, ...change, id } as TopologyNode;
  }

  join(id: string, a: [string, number], b: [string, number], change: object = {}): void {
    const [from, to] = [a, b].map(([node, port]) => ({ node, port }));
    this.document.cables[id] = { id, a: from!, b: to!, ...perfectCable, ...change };
  }
}

const slow = { ...perfectConditions, delay: 20, jitter: 3, loss: 2, duplicate: 1, reorder: 4 };

/** @param name of the lab */
export function everyKind(): TopologyDocument {
  const drawing = new Drawing();
  drawing.add('switch', {
    vlans: { 1: { untagged: 10, tagged: [] }, 2: { untagged: null, tagged: [10, 20] } },
    fstp: true,
  });
  drawing.add('hub');
  drawing.add('pc');
  drawing.add('pc', {}, 'pc2');
  drawing.add('qemu');
  drawing.add('uml');
  drawing.add('vbox');
  drawing.add('host');
  drawing.add('nat', {
    forwards: [
      {
        protocol: 'tcp',
        hostAddress: '127.0.0.1',
        hostPort: 8080,
        guestAddress: '10.0.2.15',
        guestPort: 80,
      },
    ],
  });
  drawing.add('tap');
  drawing.add('plug');
  drawing.add('note', { memberOf: 'group' });
  drawing.add('shape', { memberOf: 'group' });
  drawing.add('group');
  drawing.join('good', ['pc', 0], ['switch', 1]);
  drawing.join('slow', ['hub', 1], ['switch', 2], { aToB: slow });
  drawing.join('off', ['host', 0], ['switch', 3], { up: false });
  return drawing.document;
}
