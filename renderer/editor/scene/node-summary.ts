/** The short line under a node's name. Pure. */

import type { NodeStatus } from '../../../shared/contract/service';
import type { DeviceNode } from '../../../shared/document/topology';
import type { MachineState } from '../../../shared/lab/machine-state';
import { t } from '../../i18n/translate';
import { runningNode } from '../../lab/drift';

const machineSize = ({ memory }: { memory: number }) =>
  memory >= 1024 && memory % 1024 === 0
    ? t('{{value}} GiB', { value: memory / 1024 })
    : t('{{memory}} MiB', { memory });

/** What the node is, shown while it is off. */
export function nodeSummary(node: DeviceNode): string {
  switch (node.kind) {
    case 'switch':
    case 'hub':
      return node.directory === '' ? t('{{ports}} ports', { ports: node.ports }) : node.directory;
    case 'pc':
      return node.setup[0]?.match(/\d+\.\d+\.\d+\.\d+\/\d+/)?.[0] ?? t('Built-in PC');
    case 'qemu':
      return `QEMU, ${machineSize(node)}`;
    case 'uml':
      return `UML, ${machineSize(node)}`;
    case 'vbox':
      return node.machineName || t('None chosen yet');
    case 'host':
      return node.command[0] ?? t('Namespace host');
    case 'nat':
      return `NAT, ${node.address}`;
    case 'tap':
      return [
        node.interface,
        node.address,
        node.bridge && t('bridged to {{bridge}}', { bridge: node.bridge }),
      ]
        .filter((part) => part !== '')
        .join(', ');
    case 'plug':
      return node.locator;
  }
}

export const stateLabel: Record<MachineState, string> = {
  off: 'off',
  starting: 'starting',
  running: 'running',
  stopping: 'stopping',
  failed: 'failed',
};

const stateTitles: Record<MachineState, string> = {
  off: 'Off',
  starting: 'Starting…',
  running: 'Running',
  stopping: 'Stopping…',
  failed: 'Failed',
};

/** Kinds whose own data say more than what their driver reports while they run. */
const speaksForItself: ReadonlySet<DeviceNode['kind']> = new Set(['pc', 'switch', 'hub']);

/** The line under the name: what it is while off, what it does while alive, as it runs. */
export function nodeLine(drawn: DeviceNode, status: NodeStatus): string {
  const { state, detail, facts } = status;
  const node = runningNode(drawn, status);
  if (state === 'off') return nodeSummary(node);
  // The badge beside it says that already.
  if (state === 'running' && detail === facts.badge) return nodeSummary(node);
  if (state === 'running' && speaksForItself.has(node.kind)) return nodeSummary(node);
  if (state === 'failed' || detail === '') return stateTitle(state);
  return detail;
}

/** The state as one word with a capital, for badges. */
export function stateTitle(state: MachineState): string {
  return t(stateTitles[state]);
}
