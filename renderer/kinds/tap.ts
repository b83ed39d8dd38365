/** Taps in the page. */
import type { TapNode, TopologyDocument } from '../../shared/document/topology';
import { startAtOnce } from '../../shared/kinds/fields/node-fields';
import { t } from '../i18n/translate';
import { defineView } from './kind-view';
import { accent, body, line } from './symbol-shape';
import type { TakenValues } from './taken-values';

const LAPTOP = 'M8 5h16a2 2 0 0 1 2 2v12H6V7a2 2 0 0 1 2-2z';
const MAX_INTERFACE = 15;

/** The first of `tap0`, `tap1`, ... that no tap of the drawing uses. */
function freeInterface(document: TopologyDocument): string {
  const nodes = Object.values(document.nodes);
  const taken = new Set(nodes.map((node) => ('interface' in node ? node.interface : '')));
  let number = 0;
  while (taken.has(`tap${number}`)) number++;
  return `tap${number}`;
}

/** The name itself, or with the first number that nothing has. */
function copyOfInterface(name: string, taken: TakenValues): string {
  const stem = name.replace(/\d+$/, '');
  let candidate = name;
  for (let number = 0; taken.has(`interface ${candidate}`); number++) {
    candidate = `${stem.slice(0, MAX_INTERFACE - String(number).length)}${number}`;
  }
  return candidate;
}

function tapSummary({ interface: name, address, bridge }: TapNode): string {
  const parts = [name, address, bridge && t('bridged to {{bridge}}', { bridge })];
  return parts.filter((part) => part !== '').join(', ');
}

export const tapView = defineView<'tap'>({
  title: 'Tap',
  symbol: [...body(LAPTOP), line('M3 22.500h26'), accent('M16 22.500V28M11 12h10m-3-3 3 3-3 3')],
  colour: { light: '#15803d', dark: '#5fd48a' },
  entry: { part: 'outside', name: 'Add tap', hint: 'An interface here' },
  namePrefix: 'tap',
  fresh: ({ document }) => ({
    interface: freeInterface(document),
    address: '10.0.0.254/24',
    up: true,
    bridge: '',
    start: startAtOnce,
  }),
  summary: tapSummary,
  restartText: ({ interface: name }) =>
    t('A restart cuts the connections of this computer over {{interface}}.', { interface: name }),
  places: ({ interface: name, bridge }) =>
    bridge === '' ? [`interface ${name}`] : [`interface ${name}`, `bridge ${bridge}`],
  asCopy: (node, taken) => ({
    ...node,
    interface: copyOfInterface(node.interface, taken),
    bridge: taken.has(`bridge ${node.bridge}`) ? '' : node.bridge,
  }),
});
