/** A large lab for the README: eighteen sites in three columns around a core, 127 machines and switches. */

import type { GroupNode, TopologyDocument, TopologyNode } from '../../shared/document/topology';
import { drawingColours } from '../../shared/kinds/fields/drawing-fields';
import { openGroup } from '../../shared/kinds/group';
import { address, type Drawn, labOf, type Place, pc, vdeSwitch } from './lab-parts';

const CITIES =
  'Athens Berlin Cairo Dublin Essen Faro Ghent Hull Izmir Jena Kyiv Lille Milan Nice Oslo Porto Quito Riga';
const COLUMNS = 3;
const CELL = { width: 900, height: 440 };
/** Where a site's PCs stand, left and right of its switch. */
const desks: readonly Place[] = [
  [0, 0],
  [0, 110],
  [0, 220],
  [600, 0],
  [600, 110],
  [600, 220],
];
/** Ports of a site's switch for what leads to the core, and for what leads away from it. */
const INWARD = 8;
const OUTWARD = 7;

const cities = CITIES.split(' ');
const half = cities.length / COLUMNS / 2;

function cornerOf(number: number): Place {
  const row = Math.floor(number / COLUMNS);
  const gap = row < half ? 0 : CELL.height * 0.6;
  return [(number % COLUMNS) * CELL.width, row * CELL.height + gap];
}

function groupOf(city: string, number: number, [x, y]: Place): GroupNode {
  const colour = drawingColours[number % drawingColours.length] ?? 'neutral';
  return { id: `g-${city.toLowerCase()}`, kind: 'group', name: city, x, y, ...openGroup, colour };
}

/** Each site leads to the next one nearer to the core; those beside the core lead to it. */
function wayIn(number: number): Drawn {
  const id = cities[number]!.toLowerCase();
  const row = Math.floor(number / COLUMNS);
  const inner = cities[row < half ? number + COLUMNS : number - COLUMNS];
  const besideCore = row === half - 1 || row === half;
  const corePort = row < half ? (number % COLUMNS) + 1 : (number % COLUMNS) + 9;
  if (besideCore || inner === undefined) return [id, INWARD, 'core', corePort];
  return [id, INWARD, inner.toLowerCase(), OUTWARD];
}

function site(city: string, number: number): { nodes: TopologyNode[]; cables: Drawn[] } {
  const id = city.toLowerCase();
  const [x, y] = cornerOf(number);
  const group = groupOf(city, number, [x, y]);
  const member = { memberOf: group.id };
  const nodes: TopologyNode[] = [group, vdeSwitch(id, [x + 280, y + 110], { name: id, ...member })];
  const cables: Drawn[] = [wayIn(number)];
  for (const [at, [dx, dy]] of desks.entries()) {
    const name = `${id}-${at + 1}`;
    const setup = [address(`10.9.${number + 1}.${at + 1}/16`)];
    const plain = pc(name, 1000 + 10 * number + at, setup, [x + dx, y + dy]);
    nodes.push({ ...plain, ...member });
    cables.push([name, 0, id, at + 1]);
  }
  return { nodes, cables };
}

export function wideArea(): TopologyDocument {
  const sites = cities.map(site);
  const middle: Place = [CELL.width + 200, half * CELL.height + 40];
  return labOf(
    'Wide area',
    [vdeSwitch('core', middle, { ports: 16 }), ...sites.flatMap(({ nodes }) => nodes)],
    sites.flatMap(({ cables }) => cables),
  );
}
