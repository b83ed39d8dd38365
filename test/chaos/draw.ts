/** Draws a lab by chance: switches, hubs, PCs, namespace hosts and plugs, with cables of all conditions. */
import { perfectConditions } from '../../shared/document/cable-conditions';
import {
  type Cable,
  emptyDocument,
  perfectCable,
  type TopologyDocument,
  type TopologyNode,
} from '../../shared/document/topology';
import { startAtOnce } from '../../shared/kinds/fields/node-fields';
import { hostKind } from '../../shared/kinds/host';
import { plugKind } from '../../shared/kinds/plug';
import { plainSwitch } from '../../shared/kinds/switch';
import type { Chance } from './chance';

export const PORTS = 16;

const mac = (number: number) => `02:c4:05:00:00:${number.toString(16).padStart(2, '0')}`;

function switchNode(id: string, folder: string, chance: Chance): TopologyNode {
  const directory = chance.one([true, false]) ? `${folder}/${id}` : '';
  const fields = { ports: PORTS, directory, mode: '0700', group: '', ...plainSwitch };
  const hub = chance.of(5) === 0;
  if (hub) {
    const { ports, mode, group, management, setup } = fields;
    return {
      id,
      kind: 'hub',
      name: id,
      x: 0,
      y: 0,
      ports,
      directory,
      mode,
      group,
      management,
      setup,
    };
  }
  return { id, kind: 'switch', name: id, x: 0, y: 0, ...fields, fstp: chance.of(2) === 0 };
}

function machine(id: string, number: number, chance: Chance): TopologyNode {
  const base = { id, name: id, x: 0, y: 0, start: startAtOnce };
  const cards = [{ mac: mac(number) }];
  const address = `10.77.0.${number}/24`;
  const kind = chance.of(6);
  if (kind === 0) return plugKind.schema.parse({ ...base, kind: 'plug', locator: 'null://' });
  if (kind <= 2) {
    const more = { command: ['/bin/sh'], resolvConf: '', cpuLimit: 0, memoryLimit: 0 };
    const script = `ip addr add ${address} dev eth0`;
    return hostKind.schema.parse({ ...base, kind: 'host', cards, script, ...more });
  }
  return { ...base, kind: 'pc', cards, setup: [`ip addr add ${address} dev eth0`] };
}

/** A cable with conditions that leave counters comparable: nothing is doubled. */
export function drawCable(id: string, a: Cable['a'], b: Cable['b'], chance: Chance): Cable {
  const conditions = () =>
    chance.of(3) > 0
      ? null
      : {
          ...perfectConditions,
          delay: chance.of(40),
          jitter: chance.of(10),
          loss: chance.of(20),
          bandwidth: chance.one([0, 0, 1_000, 100_000]),
          mtu: chance.one([0, 0, 1_000]),
        };
  const up = chance.of(8) > 0;
  return { id, a, b, ...perfectCable, up, aToB: conditions(), bToA: conditions() };
}

/** @param folder where switches have their directories */
export function drawLab(folder: string, chance: Chance): TopologyDocument {
  const nodes: Record<string, TopologyNode> = {};
  const cables: Record<string, Cable> = {};
  const switches = 1 + chance.of(3);
  for (let at = 0; at < switches; at++) nodes[`sw${at}`] = switchNode(`sw${at}`, folder, chance);
  const used = new Map<string, number>();
  const join = (a: Cable['a'], sw: string) => {
    const port = (used.get(sw) ?? 0) + 1;
    used.set(sw, port);
    const id = `c${Object.keys(cables).length}`;
    cables[id] = drawCable(id, a, { node: sw, port }, chance);
  };
  // A tree: what floods a ring is the concern of other tests.
  for (let at = 1; at < switches; at++)
    join({ node: `sw${at}`, port: PORTS }, `sw${chance.of(at)}`);
  const machines = 2 + chance.of(5);
  for (let at = 0; at < machines; at++) {
    nodes[`m${at}`] = machine(`m${at}`, at + 1, chance);
    join({ node: `m${at}`, port: 0 }, `sw${chance.of(switches)}`);
  }
  return { ...emptyDocument('c4a05c4a-53bb-4f0a-8f7d-3c2a51b9f077', 'Chaos'), nodes, cables };
}
