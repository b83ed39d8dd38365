/** What the commands about consoles and their panes do. */
import { endBroadcast, isBroadcasting } from '../../consoles/broadcast/broadcast';
import { leaveScreen } from '../../consoles/screen/screens';
import {
  closeConsole,
  focusTerminal,
  neighbour,
  showTab,
  useConsoles,
} from '../../consoles/tabs/console-store';
import { focusDrawing, focusTab } from '../../consoles/tabs/dock-focus';
import { paneOf } from '../../consoles/tabs/dock-layout';
import { openTabs, tileAll } from '../../consoles/tabs/dock-moves';
import {
  hasScreen,
  machineTab,
  openMachine,
  openScreen,
} from '../../consoles/tabs/machine-console';
import { toggleTimes } from '../../consoles/tabs/shown-times';
import { isTerminalTab } from '../../consoles/tabs/terminal-tab';
import { currentDocument } from '../../document/store/document-store';
import { selectedNodes } from '../../document/store/selection';
import { showDialog } from '../../ui/dialogs';

/** Shows the next tab (1) or the one before (-1) and gives it the keyboard. */
export function showNeighbour(step: 1 | -1): void {
  const id = neighbour(step);
  if (id === null) return;
  showTab(id);
  focusTerminal();
}

/** From a console to its tab, from there to the drawing, and from anywhere else to the console. */
export function leaveOrEnter(): void {
  const { active, layout } = useConsoles.getState();
  const focused = window.document.activeElement;
  if (active === null) return;
  if (focused?.closest('.screen-host') != null) leaveScreen(active);
  else if (focused?.closest('.dock-content') != null) focusTab(active);
  else if (focused?.closest('.console-tabs') != null) focusDrawing();
  else if (paneOf(layout, active) !== undefined) {
    showTab(active);
    focusTerminal();
  }
}

/** Closes the tab in front. */
export function closeActive(): void {
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

/** The screens of the selected machines that have one. */
export function openScreens(): void {
  for (const id of selectedNodes()) {
    const node = currentDocument().nodes[id];
    if (node !== undefined && hasScreen(node)) openScreen(node);
  }
}

/** Begins by asking which ones; ends at once. */
export function toggleBroadcast(): void {
  if (isBroadcasting()) endBroadcast();
  else showDialog('broadcast');
}

export function toggleTimesInFront(): void {
  const { active } = useConsoles.getState();
  if (active !== null && isTerminalTab(active)) toggleTimes(active);
}
