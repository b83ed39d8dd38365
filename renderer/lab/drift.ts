/** How running nodes differ from their drawing, in words, and who is cut off by the restart that ends it. */

import type { NodeStatus, PortGuest } from '../../shared/contract/service';
import { type DeviceNode, isDevice, isSwitch } from '../../shared/document/topology';
import type { Drift } from '../../shared/lab/drift';
import { t } from '../i18n/translate';
import { viewOf } from '../kinds/registry';
import { useNodeStatus } from './lab-store';

/** The node as it runs: what it was started with where the drawing says otherwise now. */
export function runningNode(node: DeviceNode, { drift }: Pick<NodeStatus, 'drift'>): DeviceNode {
  return isDevice(drift?.runs) ? { ...drift.runs, name: node.name } : node;
}

/** The node as it runs, if the field is drawn otherwise; null for what runs as drawn. */
export function useRunningOtherwise(id: string, field: string): DeviceNode | null {
  const { drift } = useNodeStatus(id);
  return drift?.fields.includes(field) && isDevice(drift.runs) ? drift.runs : null;
}

/** Whom a restart of the node cuts off, as a sentence. */
export function cutOffText(node: DeviceNode, clients: readonly PortGuest[]): string {
  if (isSwitch(node)) return switchLabel(clients);
  return viewOf(node).restartText?.(node) ?? '';
}

function switchLabel(clients: readonly PortGuest[]): string {
  if (clients.length === 0) {
    return t('A restart cuts its cables for a moment. No external client is on it.');
  }
  const who = clients
    .map(({ port, who: client }) => t('{{client}} on port {{port}}', { client, port }))
    .join(', ');
  return t(
    'A restart sends {{count}} external clients away: {{who}}. Cables are cut for a moment.',
    {
      count: clients.length,
      who,
    },
  );
}

/** Who is on the ports of a switch that a restart empties, as they call themselves. */
export function clientsOf({ drift, guests }: Pick<NodeStatus, 'drift' | 'guests'>): PortGuest[] {
  const known = (port: number) => guests.find((guest) => guest.port === port);
  return (drift?.clients ?? []).map((port) => known(port) ?? { port, who: t('a client') });
}

/** Ids of the nodes that differ from their drawing. */
export function driftingAmong(
  ids: readonly string[],
  nodes: Readonly<Record<string, { readonly drift: Drift | null }>>,
): string[] {
  return ids.filter((id) => (nodes[id]?.drift ?? null) !== null);
}
