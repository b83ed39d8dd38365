/** Starting and stopping, from wherever the user asks for it. */
import { isAlive } from '../../shared/machine-state';
import type { TopologyDocument } from '../../shared/topology';
import { call } from './client';
import { useLab } from './lab-store';
import { raise, raiseThrown } from './notices';

type Targets = 'all' | string[];

async function act(name: 'lab.start' | 'lab.stop', nodes: Targets): Promise<void> {
  try {
    const { failures } = await call(name, { nodes });
    for (const failure of failures) raise(failure);
  } catch (error) {
    raiseThrown(error);
  }
}

/** Starts nodes. The edits made so far must have arrived; see editsArrived. */
export function startNodes(nodes: Targets): Promise<void> {
  return act('lab.start', nodes);
}

export function stopNodes(nodes: Targets): Promise<void> {
  return act('lab.stop', nodes);
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
    if (node.kind === 'note') continue;
    progress.devices++;
    const state = lab.nodes[node.id]?.state ?? 'off';
    if (state === 'running') progress.running++;
    else if (isAlive(state)) progress.moving++;
    else if (state === 'failed') progress.failed++;
  }
  return progress;
}
