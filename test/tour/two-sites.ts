/** The lab of the README's picture of a drawing that explains itself: two sites behind a router. */

import { perfectConditions } from '../../shared/document/cable-conditions';
import type { TopologyDocument, TopologyNode } from '../../shared/document/topology';
import { openGroup } from '../../shared/kinds/group';
import { plainNote } from '../../shared/kinds/note';
import { plainShape } from '../../shared/kinds/shape';
import { address, type Drawn, labOf, macOf, type Place, pc, vdeSwitch } from './lab-parts';

/** Around the desks, so that the cable crosses nothing. */
const aroundDesks = [
  { x: 500, y: 343 },
  { x: 500, y: 411 },
];
const line = { ...perfectConditions, delay: 8, jitter: 1, bandwidth: 50_000 };

function office(id: string, host: number, place: Place): TopologyNode {
  const setup = [address(`10.1.0.${host}/24`), 'ip route add default via 10.1.0.254'];
  return pc(id, host, setup, place);
}

function shop(id: string, host: number, place: Place): TopologyNode {
  const setup = [address(`10.2.0.${host}/24`), 'ip route add default via 10.2.0.254'];
  return pc(id, 100 + host, setup, place);
}

function router(): TopologyNode {
  const setup = [
    address('10.1.0.254/24'),
    address('10.2.0.254/24', 'eth1'),
    'sysctl net.ipv4.ip_forward=1',
  ];
  const plain = pc('router', 254, setup, [670, 340]);
  return { ...plain, cards: [{ mac: macOf(254) }, { mac: macOf(255) }] };
}

const drawings: readonly TopologyNode[] = [
  {
    ...{ id: 'site1', kind: 'shape', x: 0, y: 0, ...plainShape },
    ...{ width: 520, height: 535, text: 'Head office, 10.1.0.0/24' },
  },
  {
    ...{ id: 'site2', kind: 'shape', x: 0, y: 565, ...plainShape },
    ...{ width: 520, height: 287, text: 'Branch, 10.2.0.0/24', colour: 'green', dashed: true },
  },
  {
    ...{ id: 'provider', kind: 'shape', x: 580, y: 270, ...plainShape },
    ...{ width: 340, height: 220, form: 'ellipse', colour: 'violet' },
  },
  {
    ...{ id: 'pointer', kind: 'shape', x: 655, y: 590, ...plainShape },
    ...{ width: 90, height: 70, form: 'arrow', backwards: true, colour: 'amber' },
  },
  { id: 'room', kind: 'group', name: 'Server room', x: 40, y: 70, ...openGroup, colour: 'blue' },
  {
    ...{ id: 'title', kind: 'note', x: 580, y: 20, width: 340, height: 90, ...plainNote },
    ...{ text: 'Two sites and a\nline between them', look: 'plain', size: 28, colour: 'neutral' },
  },
  {
    ...{ id: 'note', kind: 'note', x: 690, y: 665, width: 230, height: 130, ...plainNote },
    text: 'The line to the branch has 8 ms and 50 Mbit/s.\n\nSelect it to change that; no machine is restarted.',
  },
];

const cables: readonly Drawn[] = [
  ['files', 0, 'core', 2],
  ['mail', 0, 'core', 7],
  ['desk1', 0, 'core', 3],
  ['desk2', 0, 'core', 6],
  ['core', 8, 'router', 0, { route: 'bent', points: aroundDesks }],
  ['branch', 8, 'router', 1, { route: 'curved', aToB: line, bToA: line }],
  ['till1', 0, 'branch', 2],
  ['till2', 0, 'branch', 7],
];

export function twoSites(): TopologyDocument {
  const member = { memberOf: 'room' };
  const nodes: TopologyNode[] = [
    ...drawings,
    { ...office('files', 11, [60, 110]), ...member },
    { ...office('mail', 12, [290, 110]), ...member },
    vdeSwitch('core', [155, 270]),
    office('desk1', 21, [60, 425]),
    office('desk2', 22, [290, 425]),
    router(),
    vdeSwitch('branch', [155, 597]),
    shop('till1', 11, [60, 742]),
    shop('till2', 12, [290, 742]),
  ];
  return labOf('Two sites', nodes, cables);
}
