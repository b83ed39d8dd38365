/** Starting and stopping, from wherever the user asks for it. */
import type { Failure } from '../../shared/failure';
import { hostCommands } from '../../shared/host-commands';
import { isAlive } from '../../shared/machine-state';
import type { TopologyDocument } from '../../shared/topology';
import { currentDocument } from '../document/document-store';
import { ask } from '../ui/dialogs';
import { call } from './client';
import { useLab } from './lab-store';
import { raise, raiseThrown } from './notices';

type Targets = 'all' | string[];

async function act(order: () => Promise<{ failures: Failure[] }>): Promise<void> {
  try {
    const { failures } = await order();
    for (const failure of failures) raise(failure);
  } catch (error) {
    raiseThrown(error);
  }
}

/** Commands of drawings that the user has let run since the page was opened. */
const agreedCommands = new Set<string>();

/** A drawing may come from a stranger: a command that it holds runs only after a question. */
async function agreeToCommands(nodes: Targets): Promise<boolean> {
  const commands = Object.values(currentDocument().nodes)
    .filter((node) => nodes === 'all' || nodes.includes(node.id))
    .flatMap(hostCommands)
    .filter((command) => !agreedCommands.has(command));
  if (commands.length === 0) return true;
  const answer = await ask({
    title: 'Run the commands of this drawing?',
    text: `It runs these on your computer, as you: ${commands.join(', ')}`,
    confirm: 'Run them',
    danger: true,
  });
  if (answer !== 'confirm') return false;
  for (const command of commands) agreedCommands.add(command);
  return true;
}

/** Starts nodes. The edits made so far must have arrived; see editsArrived. */
export async function startNodes(nodes: Targets): Promise<void> {
  if (await agreeToCommands(nodes)) await act(() => call('lab.start', { nodes }));
}

export function stopNodes(nodes: Targets): Promise<void> {
  return act(() => call('lab.stop', { nodes }));
}

/** Stops nodes and starts them again as they are drawn now. */
export async function restartNodes(nodes: Targets): Promise<void> {
  if (await agreeToCommands(nodes)) await act(() => call('lab.restart', { nodes }));
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
    if (node.kind === 'note') continue;
    progress.devices++;
    const state = lab.nodes[node.id]?.state ?? 'off';
    if (state === 'running') progress.running++;
    else if (isAlive(state)) progress.moving++;
    else if (state === 'failed') progress.failed++;
  }
  return progress;
}
