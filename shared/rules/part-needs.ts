/** Which real parts a drawing needs, and what it lacks on a computer. Pure. */

import { isDevice, type TopologyDocument, type TopologyNode } from '../document/topology';
import { traitsOf } from '../kinds/registry';
import { type Part, partGroups } from '../lab/parts';

/** The ids of the parts that a node cannot start without. */
export function needsOf(node: TopologyNode): string[] {
  return traitsOf(node).needs?.(node) ?? [];
}

/** A part that is missing, with the names of the nodes that need it. */
export interface Lack {
  readonly part: Part;
  readonly nodes: readonly string[];
}

/** What a drawing needs and does not find, in the order of the parts. */
export function lacksOf(document: TopologyDocument, parts: readonly Part[]): Lack[] {
  const nodes = Object.values(document.nodes).filter(isDevice);
  return parts
    .filter(({ found }) => !found)
    .map((part) => ({
      part,
      nodes: nodes.filter((node) => needsOf(node).includes(part.id)).map(({ name }) => name),
    }))
    .filter((lack) => lack.nodes.length > 0);
}

/** Most names that are spelt out in a sentence. */
const MAX_NAMES = 4;

function listed(names: readonly string[]): string {
  if (names.length > MAX_NAMES) {
    return `${names.slice(0, MAX_NAMES - 1).join(', ')} and ${names.length - MAX_NAMES + 1} more`;
  }
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** "vm1 and vm2 need QEMU." */
export function lackSentence({ part, nodes }: Lack): string {
  return `${listed(nodes)} ${nodes.length === 1 ? 'needs' : 'need'} ${part.title}.`;
}

/** The parts by their groups, in order. */
export function groupsOf(parts: readonly Part[]) {
  return partGroups
    .map((group) => ({ group, parts: parts.filter((part) => part.group === group) }))
    .filter((one) => one.parts.length > 0);
}
