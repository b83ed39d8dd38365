/** Starting and stopping, from wherever the user asks for it. */

import type { Failure } from '../../shared/failure';
import { isAlive } from '../../shared/machine-state';
import { isDevice, type TopologyDocument } from '../../shared/topology';
import { openView } from '../console/dock-views';
import { currentDocument } from '../document/document-store';
import { ask } from '../ui/dialogs';
import { t } from '../ui/translate';
import { call } from './client';
import { useLab } from './lab-store';
import { raise, raiseThrown, raiseWithAction } from './notices';
import { strangeCommands } from './strange-commands';

type Targets = 'all' | string[];

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
        { label: t('Show problems'), act: () => openView('problems') },
      );
    }
  } catch (error) {
    raiseThrown(error);
  }
}

/** A drawing may come from a stranger: the commands that came with it run only after a question. */
async function agreeToCommands(targets: Targets): Promise<boolean> {
  const nodes = Object.values(currentDocument().nodes).filter(
    ({ id }) => targets === 'all' || targets.includes(id),
  );
  const commands = strangeCommands.among(nodes);
  if (commands.length === 0) return true;
  const answer = await ask({
    title: t('Run the commands of this drawing?'),
    text: t(
      'They came with it and run on your computer, as you, with your files. Read them first.',
    ),
    blocks: commands.map(({ name, command }) => ({ title: name, lines: command })),
    confirm: t('Run them'),
    danger: true,
  });
  if (answer !== 'confirm') return false;
  strangeCommands.agree(commands);
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
    if (!isDevice(node)) continue;
    progress.devices++;
    const state = lab.nodes[node.id]?.state ?? 'off';
    if (state === 'running') progress.running++;
    else if (isAlive(state)) progress.moving++;
    else if (state === 'failed') progress.failed++;
  }
  return progress;
}
