/**
 * Large labs, for what has to go on being quick. The large one has a hundred switches in a square, each
 * with nine PCs around it: a thousand nodes, two thousand cables.
 */
import { randomUUID } from 'node:crypto';
import {
  type Cable,
  type CableEnd,
  emptyDocument,
  perfectCable,
  type TopologyDocument,
  type TopologyNode,
} from '../../shared/document/topology';
import { startAtOnce } from '../../shared/kinds/fields/node-fields';
import { hostKind } from '../../shared/kinds/host';
import { plainSwitch } from '../../shared/kinds/switch';

const SIDE = 10;
const PCS = 9;
const CLUSTER = { width: 640, height: 520 };

function mac(number: number): string {
  const bytes = [number >> 16, number >> 8, number].map((part) =>
    (part & 255).toString(16).padStart(2, '0'),
  );
  return `02:be:00:${bytes.join(':')}`;
}

function switchNode(id: string, x: number, y: number, ports: number): TopologyNode {
  const fields = { ports, directory: '', mode: '0700', group: '' };
  return { id, kind: 'switch', name: id, x, y, ...fields, ...plainSwitch };
}

/** A built-in PC with its address set at every start. */
function pcNode(id: string, number: number, cards: number, x: number, y: number): TopologyNode {
  const address = `10.${1 + (number >> 16)}.${(number >> 8) & 255}.${number & 255}`;
  return {
    id,
    kind: 'pc',
    name: id,
    x,
    y,
    cards: Array.from({ length: cards }, (_, card) => ({ mac: mac(number * 2 + card) })),
    setup: [`ip addr add ${address}/8 dev eth0`],
    start: startAtOnce,
  };
}

/** Hands out ports and collects what is plugged into them. */
class Wiring {
  readonly cables: Record<string, Cable> = {};
  readonly #nextPort = new Map<string, number>();

  port(node: string): CableEnd {
    const port = this.#nextPort.get(node) ?? 1;
    this.#nextPort.set(node, port + 1);
    return { node, port };
  }

  join(a: CableEnd, b: CableEnd): void {
    const id = `c${Object.keys(this.cables).length + 1}`;
    this.cables[id] = { id, a, b, ...perfectCable };
  }
}

function drawn(name: string, nodes: readonly TopologyNode[], { cables }: Wiring) {
  const records = Object.fromEntries(nodes.map((node) => [node.id, node]));
  return { ...emptyDocument(randomUUID(), name), nodes: records, cables };
}

/** A thousand nodes, two thousand cables. Each PC is on its own switch and on the next one. */
export function thousandNodes(): TopologyDocument {
  const nodes: TopologyNode[] = [];
  const wiring = new Wiring();
  const count = SIDE * SIDE;
  for (let at = 0; at < count; at++) {
    const x = (at % SIDE) * CLUSTER.width;
    const y = Math.floor(at / SIDE) * CLUSTER.height;
    nodes.push(switchNode(`sw${at}`, x + 120, y + 180, 32));
    for (let pc = 0; pc < PCS; pc++) {
      const number = at * PCS + pc + 1;
      const row = pc < 5 ? { x: x + pc * 115, y } : { x: x + (pc - 5) * 115, y: y + 350 };
      nodes.push(pcNode(`pc${number}`, number, 2, row.x, row.y));
      wiring.join({ node: `pc${number}`, port: 0 }, wiring.port(`sw${at}`));
      wiring.join({ node: `pc${number}`, port: 1 }, wiring.port(`sw${(at + 1) % count}`));
    }
    wiring.join(wiring.port(`sw${at}`), wiring.port(`sw${(at + 1) % count}`));
    wiring.join(wiring.port(`sw${at}`), wiring.port(`sw${(at + SIDE) % count}`));
  }
  return drawn('A thousand nodes', nodes, wiring);
}

/** A switch with so many PCs in rows below it. */
export function star(pcs: number): TopologyDocument {
  const wiring = new Wiring();
  const nodes = [switchNode('sw1', 600, 0, 64)];
  for (let number = 1; number <= pcs; number++) {
    const at = number - 1;
    nodes.push(pcNode(`pc${number}`, number, 1, (at % 10) * 220, 260 + Math.floor(at / 10) * 180));
    wiring.join({ node: `pc${number}`, port: 0 }, wiring.port('sw1'));
  }
  return drawn('A star', nodes, wiring);
}

/** A namespace host with a plain shell, for a console that prints as fast as it can. */
export function withFlooder(document: TopologyDocument): TopologyDocument {
  const flooder = hostKind.schema.parse({
    id: 'flood',
    kind: 'host',
    name: 'flood',
    x: 1800,
    y: 0,
    command: ['/bin/sh'],
    script: '',
    resolvConf: '',
    cpuLimit: 0,
    memoryLimit: 0,
    cards: [{ mac: mac(0xffff01) }],
    start: startAtOnce,
  });
  return { ...document, nodes: { ...document.nodes, flood: flooder } };
}
