/** The lab of the README's picture of switches: a loop with a spanning tree, two VLANs, a slow line. */

import { perfectConditions } from '../../shared/document/cable-conditions';
import type { LearningSwitchNode, TopologyDocument } from '../../shared/document/topology';
import { address, type Drawn, labOf, type Place, pc, vdeSwitch } from './lab-parts';

const access = (vlan: number) => ({ untagged: vlan, tagged: [] });
const trunk = { untagged: 0, tagged: [10, 20] };
const dsl = { ...perfectConditions, delay: 12, jitter: 2, bandwidth: 16_000 };

function campusSwitch(id: string, priority: number, place: Place): LearningSwitchNode {
  const vlans = { '1': access(10), '2': access(20), '7': trunk, '8': trunk };
  return vdeSwitch(id, place, { vlans, fstp: true, priority });
}

const campusPc = (id: string, host: number, place: Place) =>
  pc(id, host, [address(`10.8.0.${host}/24`)], place);

const cables: readonly Drawn[] = [
  ['core', 7, 'east', 7],
  ['core', 8, 'west', 8],
  ['west', 7, 'east', 8],
  ['staff1', 0, 'west', 1],
  ['guest1', 0, 'west', 2],
  ['staff2', 0, 'east', 1],
  ['guest2', 0, 'east', 2, { aToB: dsl, bToA: dsl }],
];

export function campus(): TopologyDocument {
  const nodes = [
    campusSwitch('core', 4096, [280, 0]),
    campusSwitch('west', 32_768, [40, 195]),
    campusSwitch('east', 32_768, [520, 195]),
    campusPc('staff1', 11, [0, 375]),
    campusPc('guest1', 21, [200, 375]),
    campusPc('staff2', 12, [450, 375]),
    campusPc('guest2', 22, [650, 375]),
  ];
  return labOf('Campus', nodes, cables);
}
