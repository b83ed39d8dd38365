/** Small drawings for the checks: machines on one switch, whose ports are taken in turn. */

import {
  emptyDocument,
  perfectCable,
  type TopologyDocument,
  type TopologyNode,
} from '../../../../shared/document/topology';
import { startAtOnce } from '../../../../shared/kinds/fields/node-fields';
import { plainSwitch } from '../../../../shared/kinds/switch';

let count = 0;

function placed(id: string) {
  return { id, name: id, x: 0, y: 0 };
}

function mac(): string {
  count += 1;
  return `02:00:00:00:${(count >> 8).toString(16).padStart(2, '0')}:${(count & 255).toString(16).padStart(2, '0')}`;
}

export function pc(id: string, ...setup: string[]): TopologyNode {
  return { ...placed(id), kind: 'pc', cards: [{ mac: mac() }], setup, start: startAtOnce };
}

export function host(id: string, ...script: string[]): TopologyNode {
  return {
    ...placed(id),
    kind: 'host',
    command: [],
    script: script.join('\n'),
    resolvConf: '',
    cpuLimit: 0,
    memoryLimit: 0,
    cards: [{ mac: mac() }],
    start: startAtOnce,
  };
}

export function tap(id: string, address: string): TopologyNode {
  return {
    ...placed(id),
    kind: 'tap',
    interface: id,
    address,
    up: true,
    bridge: '',
    start: startAtOnce,
  };
}

export function learningSwitch(id: string, change: object = {}): TopologyNode {
  return {
    ...placed(id),
    ...plainSwitch,
    kind: 'switch',
    ports: 16,
    directory: '',
    mode: '0700',
    group: '',
    ...change,
  } as TopologyNode;
}

/** Joins the given ends, each written as `pc1:0`. */
export function drawing(
  nodes: readonly TopologyNode[],
  cables: readonly string[],
): TopologyDocument {
  const document = emptyDocument('11111111-1111-4111-8111-111111111111');
  const end = (text: string) => {
    const [node = '', port] = text.split(':');
    return { node, port: Number(port) };
  };
  return {
    ...document,
    nodes: Object.fromEntries(nodes.map((node) => [node.id, node])),
    cables: Object.fromEntries(
      cables.map((text, index) => {
        const [a = '', b = ''] = text.split(' ');
        const id = `c${index}`;
        return [id, { id, a: end(a), b: end(b), ...perfectCable }];
      }),
    ),
  };
}

/** All of them on ports 1, 2, ... of one switch. */
export function onSwitch(...nodes: TopologyNode[]): TopologyDocument {
  const cables = nodes.map(({ id }, index) => `${id}:0 sw1:${index + 1}`);
  return drawing([learningSwitch('sw1'), ...nodes], cables);
}
