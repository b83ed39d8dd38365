/**
 * The keys that move between tabs, panes and the drawing. They are heard before anything else in the page,
 * because they must work in a terminal, which takes every key, and on a node, which the arrow keys move. A
 * guest needs none of them. A screen keeps all keys but the one that leaves it, which it hears itself.
 */
import { type CommandId, commands } from '../../shared/commands';
import { useDialog } from '../ui/dialogs';
import { perform } from './actions';
import type { DockCommand } from './dock-actions';
import { matches } from './shortcuts';

const keys: readonly DockCommand[] = [
  'dock.nextTab',
  'dock.previousTab',
  'dock.nextPane',
  'dock.previousPane',
  'dock.leave',
  'dock.closeTab',
];

/** Arrow keys with Ctrl and Shift select words in a field. */
const KEEPS_KEYS =
  '.screen-host, dialog, input, select, textarea:not(.xterm-helper-textarea), [contenteditable="true"]';

/** With Shift, Enter on a node would take it out of the selection before its console could be opened. */
function opensTiled(event: KeyboardEvent): boolean {
  const onDrawing = event.target instanceof Element && event.target.closest('.canvas') !== null;
  return onDrawing && matches(commands['lab.openConsolesTiled'].shortcut, event);
}

function commandOf(event: KeyboardEvent): CommandId | undefined {
  if (opensTiled(event)) return 'lab.openConsolesTiled';
  return keys.find((id) => matches(commands[id].shortcut, event));
}

function hear(event: KeyboardEvent): void {
  const command = commandOf(event);
  if (command === undefined || useDialog.getState().dialog !== null) return;
  if (event.target instanceof Element && event.target.closest(KEEPS_KEYS) !== null) return;
  event.preventDefault();
  event.stopPropagation();
  perform(command);
}

/** Listens for the life of the page. */
export function followDockKeys(): void {
  window.addEventListener('keydown', hear, { capture: true });
}
