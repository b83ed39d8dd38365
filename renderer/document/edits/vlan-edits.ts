/** Edits of the VLANs of a switch's ports, and how each step is called. Pure, as everything in edits.ts. */

import { type DocumentDiff, emptyDiff } from '../../../shared/document/document-diff';
import type { LearningSwitchNode, TopologyDocument } from '../../../shared/document/topology';
import type { PortVlans } from '../../../shared/kinds/switch';
import { t } from '../../i18n/translate';
import { printVlanList } from '../records/vlan-list';
import { changeNode } from './edits';

/** Whether the port is as it comes from the factory, which is not written down. */
function isDefault({ untagged, tagged }: PortVlans): boolean {
  return untagged === 0 && tagged.length === 0;
}

/** A port that carries tags, or refuses frames without one, as network people say. */
export function isTrunk({ untagged, tagged }: PortVlans): boolean {
  return untagged === null || tagged.length > 0;
}

/** Why a port cannot be so; null if it can. */
export function portVlansWrong({ untagged, tagged }: PortVlans): string | null {
  if (untagged === null || tagged === 'all' || !tagged.includes(untagged)) return null;
  return t(
    'VLAN {{untagged}} is the untagged one of this port. Take it out of the list, or choose another.',
    { untagged },
  );
}

/** What a port carries when a VLAN is added to its tags, or all are. */
export function withTags(vlans: PortVlans, added: readonly number[] | 'all'): PortVlans {
  if (added === 'all' || vlans.tagged === 'all') return { ...vlans, tagged: 'all' };
  const tagged = [...new Set([...vlans.tagged, ...added])].filter(
    (vlan) => vlan !== vlans.untagged,
  );
  return { ...vlans, tagged: tagged.sort((one, other) => one - other) };
}

/** Sets ports of a switch to the same VLANs. Ports that the switch lacks are left out. */
export function setPortVlans(
  document: TopologyDocument,
  id: string,
  ports: readonly number[],
  vlans: PortVlans,
): DocumentDiff {
  const node = document.nodes[id];
  if (node?.kind !== 'switch' || portVlansWrong(vlans) !== null) return emptyDiff();
  const entries = new Map(Object.entries(node.vlans));
  for (const port of ports) {
    if (port < 1 || port > node.ports) continue;
    if (isDefault(vlans)) entries.delete(String(port));
    else entries.set(String(port), vlans);
  }
  const sorted = [...entries].sort(([one], [other]) => Number(one) - Number(other));
  return changeNode(document, { ...node, vlans: Object.fromEntries(sorted) });
}

function formatVlans(vlans: PortVlans): string {
  if (!isTrunk(vlans)) return t('VLAN {{untagged}}', { untagged: String(vlans.untagged) });
  if (vlans.tagged === 'all') return t('trunk of all VLANs');
  if (vlans.tagged.length === 0) return t('no VLAN');
  return t('trunk {{vlans}}', { vlans: printVlanList(vlans.tagged) });
}

/** `Set port 3 of sw1 to VLAN 10`, `Set 4 ports of sw1 to trunk 10,20`. */
export function portVlansLabel(
  node: LearningSwitchNode,
  ports: readonly number[],
  vlans: PortVlans,
): string {
  const { name } = node;
  const [port = 0] = ports;
  const text = formatVlans(vlans);
  return ports.length === 1
    ? t('Set port {{port}} of {{name}} to {{text}}', { port, name, text })
    : t('Set {{count}} ports of {{name}} to {{text}}', { count: ports.length, name, text });
}
