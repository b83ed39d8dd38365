/** How running nodes differ from their drawing, in words, and who is cut off by the restart that ends it. */
import type { Drift } from '../../shared/drift';
import type { NodeStatus } from '../../shared/service';
import { type DeviceNode, isDevice, isSwitch } from '../../shared/topology';
import { t } from '../ui/translate';
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
export function cutOffWords(node: DeviceNode, clients: readonly number[]): string {
  if (isSwitch(node)) return switchWords(clients);
  switch (node.kind) {
    case 'pc':
      return t('A restart ends what runs in its console, and forgets what was set there.');
    case 'host':
      return t('A restart ends its programs.');
    case 'nat':
      return t(
        'A restart cuts all connections of guests to the internet, and those through its port forwards.',
      );
    case 'tap':
      return t('A restart cuts the connections of this computer over {{interface}}.', {
        interface: node.interface,
      });
    case 'plug':
      return t('A restart cuts the connection to {{locator}} for a moment.', {
        locator: node.locator,
      });
    case 'qemu':
    case 'uml':
    case 'vbox':
      return t('A restart shuts the guest down and boots it again.');
  }
}

function switchWords(clients: readonly number[]): string {
  if (clients.length === 0) {
    return t('A restart cuts its cables for a moment. No outside client is on it.');
  }
  return t(
    'A restart sends outside clients away, {{count}} ports: {{ports}}. Cables are cut for a moment.',
    {
      count: clients.length,
      ports: clients.join(', '),
    },
  );
}

/** Ids of the nodes that differ from their drawing. */
export function driftingAmong(
  ids: readonly string[],
  nodes: Readonly<Record<string, { readonly drift: Drift | null }>>,
): string[] {
  return ids.filter((id) => (nodes[id]?.drift ?? null) !== null);
}
