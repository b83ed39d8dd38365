/** The running lab as the service last told it. Never part of the document or its history. */

import { offStatus } from '../../shared/contract/off-status';
import type { LabStatus, NodeStatus, Payload } from '../../shared/contract/service';
import { call, onConnected, onEvent } from '../connection/client';
import { pageStore } from '../page/page-state';
import { raiseThrown } from '../ui/notices';

export const useLab = pageStore<LabStatus>(() => ({ nodes: {}, cables: {} }));

/** The status of a node; `off` while the service has not said anything about it. */
export function useNodeStatus(id: string): NodeStatus {
  return useLab((lab) => lab.nodes[id] ?? offStatus);
}

export function nodeStatus(id: string): NodeStatus {
  return useLab.getState().nodes[id] ?? offStatus;
}

function merged<T>(known: Record<string, T>, changed: Record<string, T | null>): Record<string, T> {
  // Who looks at what is as it was need not look again, and large labs are not copied for nothing.
  if (Object.keys(changed).length === 0) return known;
  const next = { ...known };
  for (const [id, value] of Object.entries(changed)) {
    if (value === null) delete next[id];
    else next[id] = value;
  }
  return next;
}

function handle({ nodes, cables }: Payload<'lab.changed'>): void {
  useLab.setState((lab) => ({
    nodes: merged(lab.nodes, nodes),
    cables: merged(lab.cables, cables),
  }));
}

async function fetchLab(): Promise<void> {
  try {
    useLab.setState(await call('lab.get', {}), true);
  } catch (error) {
    raiseThrown(error);
  }
}

/** Keeps the lab's status in step with the service for the life of the page. */
export function subscribeLab(): void {
  onEvent('lab.changed', handle);
  onEvent('workspace.replaced', () => void fetchLab());
  onConnected(() => void fetchLab());
}
