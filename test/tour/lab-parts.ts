/** What the labs of the tour are made of: switches, built-in PCs and cables, with no more said than needed. */
import { randomUUID } from 'node:crypto';
import {
  type Cable,
  emptyDocument,
  type LearningSwitchNode,
  type PcNode,
  perfectCable,
  type TopologyDocument,
  type TopologyNode,
} from '../../shared/document/topology';
import { startAtOnce } from '../../shared/kinds/fields/node-fields';
import { plainSwitch } from '../../shared/kinds/switch';

/** Where a node stands. */
export type Place = readonly [x: number, y: number];

/** @param more what is not as with a plain switch of eight ports */
export function vdeSwitch(
  id: string,
  [x, y]: Place,
  more: Partial<LearningSwitchNode> = {},
): LearningSwitchNode {
  const fields = { ports: 8, directory: '', mode: '0700', group: '' };
  return { id, kind: 'switch', name: id, x, y, ...fields, ...plainSwitch, ...more };
}

/** An Ethernet address that no other number has. */
export function macOf(number: number): string {
  const hex = number.toString(16).padStart(6, '0');
  return `02:5a:07:${hex.slice(0, 2)}:${hex.slice(2, 4)}:${hex.slice(4)}`;
}

/** @param setup what it is told at every start, such as the address of `eth0` */
export function pc(id: string, number: number, setup: readonly string[], [x, y]: Place): PcNode {
  const cards = [{ mac: macOf(number) }];
  return { id, kind: 'pc', start: startAtOnce, name: id, x, y, cards, setup: [...setup] };
}

/** The command that gives a PC its address. */
export function address(text: string, card = 'eth0'): string {
  return `ip addr add ${text} dev ${card}`;
}

/** One cable from node and port to node and port, and what is not as with a perfect one. */
export type Drawn = readonly [
  a: string,
  portA: number,
  b: string,
  portB: number,
  more?: Partial<Cable>,
];

export function labOf(
  name: string,
  nodes: readonly TopologyNode[],
  cables: readonly Drawn[],
): TopologyDocument {
  const lab = emptyDocument(randomUUID(), name);
  for (const node of nodes) lab.nodes[node.id] = node;
  for (const [a, portA, b, portB, more] of cables) {
    const id = `${a}-${portA}`;
    const ends = { a: { node: a, port: portA }, b: { node: b, port: portB } };
    lab.cables[id] = { id, ...ends, ...perfectCable, ...more };
  }
  return lab;
}
