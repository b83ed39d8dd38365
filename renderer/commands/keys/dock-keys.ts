/**
 * The keys that move between tabs, panes and the drawing, and those for all consoles. They are heard before anything else in the page,
 * because they must work in a terminal, which takes every key, and on a node, which the arrow keys move. A
 * guest needs none of them. A screen keeps all keys but the one that leaves it, which it hears itself.
 */
import { type CommandId, commands } from '../../../shared/contract/commands';
import { useDialog } from '../../ui/dialogs';
import { pressed } from '../../ui/keys/shortcuts';
import { perform } from '../actions';

const keys: readonly CommandId[] = [
  'dock.nextTab',
  'dock.previousTab',
  'dock.nextPane',
  'dock.previousPane',
  'dock.leave',
  'dock.closeTab',
  'console.broadcast',
  'console.search',
];

const bindings = keys.map((id) => [commands[id].shortcut, id] as const);

/** Arrow keys with Ctrl and Shift select words in a field. */
const KEEPS_KEYS =
  '.screen-host, dialog, input, select, textarea:not(.xterm-helper-textarea), [contenteditable="true"]';

function handle(event: KeyboardEvent): void {
  const command = pressed(bindings, event);
  if (command === undefined || useDialog.getState().dialog !== null) return;
  if (event.target instanceof Element && event.target.closest(KEEPS_KEYS) !== null) return;
  event.preventDefault();
  event.stopPropagation();
  perform(command);
}

/** Listens for the life of the page. */
export function subscribeDockKeys(): void {
  window.addEventListener('keydown', handle, { capture: true });
}
