/** Labs of built-in PCs of any size, on switches that are joined in a tree. */
import { randomUUID } from 'node:crypto';
import { type Conditions, perfectConditions } from '../../../shared/document/cable-conditions';
import {
  type Cable,
  type CableEnd,
  emptyDocument,
  type PcNode,
  perfectCable,
  type SwitchNode,
  type TopologyDocument,
} from '../../../shared/document/topology';
import { startAtOnce } from '../../../shared/kinds/fields/node-fields';
import { plainSwitch } from '../../../shared/kinds/switch';
import { MAX_SWITCH_PORTS } from '../../../shared/kinds/switch-places';

export interface LabShape {
  readonly name: string;
  readonly pcs: number;
  /** Ports of each switch: one leads up the tree, the others lead to PCs and to switches below. */
  readonly ports: number;
  /** PCs on each switch. */
  readonly pcsPerSwitch: number;
  /** How many turns the PCs start in. */
  readonly turns: number;
  /** What the cables to the PCs do to frames; null for nothing. */
  readonly conditions: Conditions | null;
}

const plain: LabShape = {
  name: '',
  pcs: 0,
  ports: MAX_SWITCH_PORTS,
  pcsPerSwitch: MAX_SWITCH_PORTS - 8,
  turns: 1,
  conditions: null,
};

/** The labs that are measured, by name. */
export const shapes: readonly LabShape[] = [
  ...[10, 100, 500, 1000, 5000].map((pcs) => ({ ...plain, name: `${pcs}`, pcs })),
  { ...plain, name: '1000-switches', pcs: 500, ports: 8, pcsPerSwitch: 1 },
  { ...plain, name: '1000-turns', pcs: 1000, turns: 20 },
  {
    ...plain,
    name: '1000-conditions',
    pcs: 1000,
    conditions: { ...perfectConditions, delay: 5, jitter: 1, loss: 1 },
  },
];

const COLUMNS = 64;
const GRID = 160;

function place(index: number): { x: number; y: number } {
  return { x: (index % COLUMNS) * GRID, y: Math.floor(index / COLUMNS) * GRID };
}

function macOf(number: number): string {
  const bytes = [number >> 16, number >> 8, number].map((part) =>
    (part & 255).toString(16).padStart(2, '0'),
  );
  return `02:be:00:${bytes.join(':')}`;
}

function pcNode(number: number, turns: number): PcNode {
  const id = `pc${number}`;
  const address = `10.${number >> 16}.${(number >> 8) & 255}.${number & 255}`;
  return {
    id,
    kind: 'pc',
    name: id,
    ...place(number),
    cards: [{ mac: macOf(number) }],
    setup: [`ip addr add ${address}/8 dev eth0`],
    start: { ...startAtOnce, order: number % turns },
  };
}

function switchNode(number: number, ports: number): SwitchNode {
  const id = `sw${number}`;
  const fields = { ports, directory: '', mode: '0700', group: '' };
  return { id, kind: 'switch', name: id, ...place(-number), ...fields, ...plainSwitch };
}

/** The drawing of such a lab. Port 1 of each switch leads to the switch above it; the last one is free. */
export function labOf({
  name,
  pcs,
  ports,
  pcsPerSwitch,
  turns,
  conditions,
}: LabShape): TopologyDocument {
  const lab = emptyDocument(randomUUID(), `Bench ${name}`);
  const branches = ports - 2 - pcsPerSwitch;
  const nextPort = new Map<string, number>();
  const free = (node: string): CableEnd => {
    const port = nextPort.get(node) ?? 2;
    nextPort.set(node, port + 1);
    return { node, port };
  };
  const join = (a: CableEnd, b: CableEnd, extra: Partial<Cable>) => {
    const id = `c${a.node}`;
    lab.cables[id] = { id, a, b, ...perfectCable, ...extra };
  };
  const switches = Math.ceil(pcs / pcsPerSwitch);
  for (let number = 0; number < switches; number++) {
    const node = switchNode(number, ports);
    lab.nodes[node.id] = node;
    if (number === 0) continue;
    join({ node: node.id, port: 1 }, free(`sw${Math.floor((number - 1) / branches)}`), {});
  }
  for (let number = 1; number <= pcs; number++) {
    const node = pcNode(number, turns);
    lab.nodes[node.id] = node;
    const onto = free(`sw${Math.floor((number - 1) / pcsPerSwitch)}`);
    join({ node: node.id, port: 0 }, onto, { aToB: conditions, bToA: conditions });
  }
  return lab;
}
