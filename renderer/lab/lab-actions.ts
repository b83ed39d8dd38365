/** Starting and stopping, from wherever the user asks for it. */

import { isDevice, type TopologyDocument } from '../../shared/document/topology';
import type { Failure } from '../../shared/failure/failure';
import { isAlive } from '../../shared/lab/machine-state';
import { call } from '../connection/client';
import { t } from '../i18n/translate';
import { destinations } from '../ui/destinations';
import { raise, raiseThrown, raiseWithAction } from '../ui/notices';
import { useLab } from './lab-store';
import { agreed, type Targets } from './permissions';

/** More failures at once are told as one. */
const FEW = 2;

async function act(order: () => Promise<{ failures: Failure[] }>): Promise<void> {
  try {
    const { failures } = await order();
    if (failures.length <= FEW) for (const failure of failures) raise(failure);
    else {
      raiseWithAction(
        t('{{count}} of the machines and switches failed.', { count: failures.length }),
        t('Problems has the reason of each and what to do.'),
        { label: t('Show problems'), act: () => destinations().showProblems() },
      );
    }
  } catch (error) {
    raiseThrown(error);
  }
}

/** Starts nodes. The edits made so far must have arrived; see editsArrived. */
export function startNodes(nodes: Targets): Promise<void> {
  return actOnAgreed(nodes, (agreedTo) => call('lab.start', { nodes: agreedTo }));
}

/** Only for what somebody has agreed to; nothing is done when the question is put away. */
async function actOnAgreed(
  nodes: Targets,
  order: (nodes: Targets) => Promise<{ failures: Failure[] }>,
): Promise<void> {
  await act(async () => {
    const agreedTo = await agreed(nodes);
    return agreedTo === null ? { failures: [] } : order(agreedTo);
  });
}

export function stopNodes(nodes: Targets): Promise<void> {
  return act(() => call('lab.stop', { nodes }));
}

/** Stops nodes and starts them again as they are drawn now. */
export function restartNodes(nodes: Targets): Promise<void> {
  return actOnAgreed(nodes, (agreedTo) => call('lab.restart', { nodes: agreedTo }));
}

/** Does not wait any longer for guests that are shutting down. */
export function stopNodesNow(nodes: Targets): Promise<void> {
  return act(() => call('lab.stop', { nodes, now: true }));
}

export interface Progress {
  devices: number;
  running: number;
  moving: number;
  failed: number;
}

/** How far the lab is, for the top bar. */
export function labProgress(document: TopologyDocument): Progress {
  const lab = useLab.getState();
  const progress: Progress = { devices: 0, running: 0, moving: 0, failed: 0 };
  for (const node of Object.values(document.nodes)) {
    if (!isDevice(node)) continue;
    progress.devices++;
    const state = lab.nodes[node.id]?.state ?? 'off';
    if (state === 'running') progress.running++;
    else if (isAlive(state)) progress.moving++;
    else if (state === 'failed') progress.failed++;
  }
  return progress;
}
