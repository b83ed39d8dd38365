/** The lab of the README's picture of switches: a loop with a spanning tree, two VLANs, a slow line. */

import { randomUUID } from 'node:crypto';
import { perfectConditions } from '../../shared/cable-conditions';
import { startAtOnce } from '../../shared/node-fields';
import {
  emptyDocument,
  perfectCable,
  plainSwitch,
  type TopologyDocument,
  type TopologyNode,
} from '../../shared/topology';

const access = (vlan: number) => ({ untagged: vlan, tagged: [] });
const trunk = { untagged: 0, tagged: [10, 20] };
const dsl = { ...perfectConditions, delay: 12, jitter: 2, bandwidth: 16_000 };

function vdeSwitch(id: string, x: number, y: number, priority: number): TopologyNode {
  return {
    ...{ id, kind: 'switch', name: id, x, y, ports: 8, directory: '', mode: '0700', group: '' },
    ...plainSwitch,
    vlans: { '1': access(10), '2': access(20), '7': trunk, '8': trunk },
    fstp: true,
    priority,
  };
}

function pc(id: string, host: number, x: number, y: number): TopologyNode {
  const mac = `02:5a:08:00:00:${String(host).padStart(2, '0')}`;
  return {
    ...{ id, kind: 'pc', start: startAtOnce, name: id, x, y, cards: [{ mac }] },
    setup: [`ip addr add 10.8.0.${host}/24 dev eth0`],
  };
}

/** One cable, `node:port` to `node:port`. */
const cables: readonly (readonly [string, number, string, number])[] = [
  ['core', 7, 'east', 7],
  ['core', 8, 'west', 8],
  ['west', 7, 'east', 8],
  ['staff1', 0, 'west', 1],
  ['guest1', 0, 'west', 2],
  ['staff2', 0, 'east', 1],
  ['guest2', 0, 'east', 2],
];

export function campus(): TopologyDocument {
  const lab = emptyDocument(randomUUID(), 'Campus');
  const nodes = [
    vdeSwitch('core', 330, 0, 4096),
    vdeSwitch('west', 60, 230, 32_768),
    vdeSwitch('east', 600, 230, 32_768),
    pc('staff1', 11, 0, 430),
    pc('guest1', 21, 220, 430),
    pc('staff2', 12, 560, 430),
    pc('guest2', 22, 780, 430),
  ];
  for (const node of nodes) lab.nodes[node.id] = node;
  for (const [a, portA, b, portB] of cables) {
    const id = `${a}-${portA}`;
    const conditions = a === 'guest2' ? { aToB: dsl, bToA: dsl } : {};
    lab.cables[id] = {
      ...{ id, a: { node: a, port: portA }, b: { node: b, port: portB } },
      ...perfectCable,
      ...conditions,
    };
  }
  return lab;
}
