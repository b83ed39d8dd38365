/** What is wrong with the VirtualBox machines of a drawing, as far as the drawing shows it. */

import { type DeviceNode, nameOf, type VboxNode } from '../document/topology';
import type { Finding } from '../failure/finding';
import { duplicates } from './claims';

/** The UUID of a machine that was not chosen yet. */
export const NO_MACHINE = '00000000-0000-0000-0000-000000000000';

export function isMachineChosen({ machine }: VboxNode): boolean {
  return machine !== NO_MACHINE;
}

/** Each node stands for a machine of its own. */
export function vboxFindings(devices: readonly DeviceNode[]): Finding[] {
  const nodes = devices.filter((node): node is VboxNode => node.kind === 'vbox');
  const chosen = nodes.filter(isMachineChosen);
  const claims = chosen.map((node) => ({
    node,
    value: node.machine.toLowerCase(),
    field: 'machine',
  }));
  const twice = duplicates(claims, ({ node }, first) => ({
    severity: 'error',
    message: `${nameOf(node)} stands for the same VirtualBox machine as ${nameOf(first)}.`,
    next: 'Choose another machine for one of them, or delete it.',
  }));
  return [...twice, ...nodes.filter((node) => !isMachineChosen(node)).map(unchosen)];
}

function unchosen({ id, name }: VboxNode): Finding {
  return {
    severity: 'warning',
    record: id,
    field: 'machine',
    message: `${name} stands for no machine of VirtualBox yet.`,
    next: 'Choose one of those that VirtualBox has.',
  };
}
