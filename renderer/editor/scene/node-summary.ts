/** The short line under a node's name. Pure. */

import type { NodeStatus } from '../../../shared/contract/service';
import type { DeviceNode } from '../../../shared/document/topology';
import type { MachineState } from '../../../shared/lab/machine-state';
import { t } from '../../i18n/translate';
import { viewOf } from '../../kinds/registry';
import { runningNode } from '../../lab/drift';

/** What the node is, shown while it is off. */
export function nodeSummary(node: DeviceNode): string {
  return viewOf(node).summary?.(node) ?? '';
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

/** The line under the name: what it is while off, what it does while alive, as it runs. */
export function nodeLine(drawn: DeviceNode, status: NodeStatus): string {
  const { state, detail, facts } = status;
  const node = runningNode(drawn, status);
  if (state === 'off') return nodeSummary(node);
  // The badge beside it says that already.
  if (state === 'running' && detail === facts.badge) return nodeSummary(node);
  if (state === 'running' && viewOf(node).speaksForItself) return nodeSummary(node);
  if (state === 'failed' || detail === '') return stateTitle(state);
  return detail;
}

/** The state as one word with a capital, for badges. */
export function stateTitle(state: MachineState): string {
  return t(stateTitles[state]);
}
