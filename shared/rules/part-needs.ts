/** Which real parts a drawing needs, and what it lacks on a computer. Pure. */

import { architectureTraits } from '../document/qemu-architectures';
import {
  isDevice,
  type QemuNode,
  type TopologyDocument,
  type TopologyNode,
} from '../document/topology';
import { type Part, partGroups } from '../lab/parts';
import { modulesOf, parseLocator } from '../vde/vnl';
import { packageOfModule } from '../vde/vnl-modules';

function needsOfQemu({ architecture, firmware, disks, accel }: QemuNode): string[] {
  const { debianPackage, uefiPackage } = architectureTraits[architecture];
  const isBare = disks.length === 0;
  return [
    debianPackage,
    ...(isBare ? [] : ['qemu-utils']),
    ...(firmware === 'uefi' && uefiPackage !== '' ? [uefiPackage] : []),
    ...(accel === 'kvm' ? ['kvm'] : []),
  ];
}

function needsOfLocator(text: string): string[] {
  const parsed = parseLocator(text);
  const modules = parsed.ok ? modulesOf(parsed.locator) : [];
  const packages = modules.flatMap((module) => packageOfModule(module) ?? []);
  return [...new Set(['vdeplug', ...packages])];
}

/** The ids of the parts that a node cannot start without. */
export function needsOf(node: TopologyNode): string[] {
  switch (node.kind) {
    case 'note':
    case 'shape':
    case 'picture':
    case 'group':
    case 'switch':
    case 'hub':
    case 'pc':
      return [];
    case 'qemu':
      return needsOfQemu(node);
    case 'uml':
      return [...(node.kernel === '' ? ['user-mode-linux', 'uml-kernel'] : []), 'uml-memory'];
    case 'vbox':
      return ['virtualbox'];
    case 'host':
      return ['vdens', 'iproute2', 'user-namespaces'];
    case 'nat':
      return ['vdeplug', 'libvdeplug-slirp'];
    case 'tap':
      return node.address === '' ? ['tun'] : ['tun', 'iproute2'];
    case 'plug':
      return needsOfLocator(node.locator);
  }
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
