/** What the commands for the arrangement of the consoles do, and when they can be given. */
import type { CommandId } from '../../../shared/contract/commands';
import { detachPane, detachTab } from '../../consoles/dock/dock-detach';
import {
  closeConsole,
  type DockState,
  focusTerminal,
  neighbour,
  showTab,
  useConsoles,
} from '../../consoles/tabs/console-store';
import { focusDrawing, focusTab } from '../../consoles/tabs/dock-focus';
import { paneOf, panesOf } from '../../consoles/tabs/dock-layout';
import {
  enterPane,
  joinAll,
  openTabs,
  splitTab,
  tileAll,
  toggleFill,
  togglePane,
} from '../../consoles/tabs/dock-moves';
import { machineTab, openMachine } from '../../consoles/tabs/machine-console';
import { currentDocument } from '../../document/store/document-store';
import { selectedNodes } from '../../document/store/selection';

export type DockCommand = Extract<CommandId, `dock.${string}`>;

function showNeighbour(step: 1 | -1): void {
  const id = neighbour(step);
  if (id === null) return;
  showTab(id);
  focusTerminal();
}

/** From a console to its tab, from there to the drawing, and from anywhere else to the console. */
function leaveOrEnter(): void {
  const { active, layout } = useConsoles.getState();
  const focused = window.document.activeElement;
  if (active === null) return;
  if (focused?.closest('.dock-content') != null) focusTab(active);
  else if (focused?.closest('.console-tabs') != null) focusDrawing();
  else if (paneOf(layout, active) !== undefined) {
    showTab(active);
    focusTerminal();
  }
}

function closeActive(): void {
  const { active } = useConsoles.getState();
  if (active === null) return;
  closeConsole(active);
  if (useConsoles.getState().active === null) focusDrawing();
  else focusTerminal();
}

/**
 * Opens what is selected. One machine is shown and, if it runs, given the keyboard; of several the first is
 * shown and the drawing keeps the keyboard, because nobody can type into all of them.
 */
export function openConsoles(): void {
  const nodes = selectedNodes().flatMap((id) => currentDocument().nodes[id] ?? []);
  const [only, ...others] = nodes;
  if (only !== undefined && others.length === 0) openMachine(only);
  else openTabs(nodes.flatMap((node) => machineTab(node) ?? []));
}

export function openConsolesTiled(): void {
  openConsoles();
  tileAll();
}

export const dockActions: Readonly<Record<DockCommand, () => void>> = {
  'dock.splitRight': () => splitTab('right'),
  'dock.splitDown': () => splitTab('bottom'),
  'dock.tile': tileAll,
  'dock.join': joinAll,
  'dock.maximisePane': () => togglePane(),
  'dock.maximise': toggleFill,
  'dock.detachTab': () => detachTab(),
  'dock.detachPane': () => detachPane(),
  'dock.nextTab': () => showNeighbour(1),
  'dock.previousTab': () => showNeighbour(-1),
  'dock.nextPane': () => enterPane(1),
  'dock.previousPane': () => enterPane(-1),
  'dock.leave': leaveOrEnter,
  'dock.closeTab': closeActive,
};

export function isDockCommand(id: CommandId): id is DockCommand {
  return id.startsWith('dock.');
}

/** Whether a command of the dock has something to do. Pure. */
export function isDockEnabled(
  id: DockCommand,
  { layout, active, tabs }: Pick<DockState, 'layout' | 'active' | 'tabs'>,
): boolean {
  switch (id) {
    case 'dock.splitRight':
    case 'dock.splitDown':
      return (paneOf(layout, active)?.tabs.length ?? 0) > 1;
    case 'dock.join':
    case 'dock.maximisePane':
    case 'dock.nextPane':
    case 'dock.previousPane':
      return panesOf(layout).length > 1;
    case 'dock.tile':
    case 'dock.nextTab':
    case 'dock.previousTab':
      return tabs.length > 1;
    default:
      return tabs.length > 0;
  }
}
