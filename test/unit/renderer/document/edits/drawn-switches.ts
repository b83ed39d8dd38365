/** Small drawings of switches for tests. */

import {
  type Cable,
  emptyDocument,
  type LearningSwitchNode,
  perfectCable,
  type TopologyDocument,
  type TopologyNode,
} from '../../../../../shared/document/topology';
import { startAtOnce } from '../../../../../shared/kinds/fields/node-fields';
import { plainSwitch } from '../../../../../shared/kinds/switch';
import { unmanaged } from '../../../../../shared/kinds/switch-places';

const base = { x: 0, y: 0, ports: 8, directory: '', mode: '0700', group: '' };

export function sw(id: string, change: Partial<LearningSwitchNode> = {}): LearningSwitchNode {
  return { id, kind: 'switch', name: id, ...base, ...plainSwitch, ...change };
}

export function hub(id: string): TopologyNode {
  return { id, kind: 'hub', name: id, ...base, ...unmanaged };
}

export function pc(id: string): TopologyNode {
  const cards = [{ mac: '02:00:00:00:00:01' }];
  return { id, kind: 'pc', start: startAtOnce, name: id, x: 0, y: 0, cards, setup: [] };
}

/** A cable as `sw1:1-sw2:1`; what is given changes it. */
export function cable(text: string, change: Partial<Cable> = {}): Cable {
  const [a, b] = text.split('-').map((end) => {
    const [node = '', port = '0'] = end.split(':');
    return { node, port: Number(port) };
  });
  return { id: text.replace(/[:-]/g, ''), a: a!, b: b!, ...perfectCable, ...change };
}

export function drawn(
  nodes: readonly TopologyNode[],
  cables: readonly (Cable | string)[] = [],
): TopologyDocument {
  const records = cables.map((one) => (typeof one === 'string' ? cable(one) : one));
  return {
    ...emptyDocument('7b5b9d3e-3f0e-4d7e-9d1c-0a4b5c6d7e8f'),
    nodes: Object.fromEntries(nodes.map((node) => [node.id, node])),
    cables: Object.fromEntries(records.map((record) => [record.id, record])),
  };
}
