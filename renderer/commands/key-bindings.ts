/** Listens to the keyboard for the whole page, except where somebody is typing. */
import { type CommandId, commands } from '../../shared/commands';
import { cancelCable, useCableDrag } from '../canvas/cable-drag';
import { select } from '../document/selection';
import { onEvent } from '../session/client';
import { useDialog } from '../ui/dialogs';
import { perform, renameSelection } from './actions';
import { matches } from './shortcuts';

export const TYPING = 'input, textarea, select, [contenteditable="true"]';
/** They do not mean anything to a text field, and the browser's own meaning would hurt. */
const worksInFields: ReadonlySet<CommandId> = new Set([
  'file.save',
  'file.saveAs',
  'file.open',
  'lab.startAll',
  'lab.stopAll',
]);

/** The browser turns their keys into events that carry the clipboard; see clipboard-events.ts. */
const givenByBrowser: ReadonlySet<CommandId> = new Set(['edit.cut', 'edit.copy', 'edit.paste']);

const extraKeys: { shortcut: string; act: () => void }[] = [
  { shortcut: 'F2', act: renameSelection },
  { shortcut: 'Backspace', act: () => perform('edit.delete') },
  { shortcut: 'Mod+Y', act: () => perform('edit.redo') },
  { shortcut: 'Escape', act: letGo },
];

function letGo(): void {
  if (useCableDrag.getState().drag === null) select([]);
  else cancelCable();
}

function commandOf(event: KeyboardEvent): CommandId | undefined {
  const ids = Object.keys(commands) as CommandId[];
  return ids.find((id) => matches(commands[id].shortcut, event));
}

/** Whether Enter belongs to what has the focus: a button is pressed, a link followed. */
function ownsEnter(target: Element): boolean {
  return target.closest('button, a, summary, [role="menuitem"]') !== null;
}

function hear(event: KeyboardEvent): void {
  const target = event.target instanceof Element ? event.target : window.document.body;
  if (
    useDialog.getState().dialog !== null ||
    target.closest('.xterm, .screen-host, dialog') !== null
  )
    return;
  const typing = target.closest(TYPING) !== null;
  const command = commandOf(event);
  if (command !== undefined) {
    if (givenByBrowser.has(command)) return;
    if (typing && !worksInFields.has(command)) return;
    if (event.key === 'Enter' && ownsEnter(target)) return;
    event.preventDefault();
    // A field commits what was typed when it loses the focus.
    if (typing && target instanceof HTMLElement) target.blur();
    perform(command);
    return;
  }
  if (typing) return;
  const extra = extraKeys.find(({ shortcut }) => matches(shortcut, event));
  if (extra === undefined) return;
  event.preventDefault();
  extra.act();
}

/** Binds keys and the desktop's menu for the life of the page. */
export function followCommands(): void {
  window.addEventListener('keydown', hear);
  onEvent('command.given', ({ command }) => perform(command));
}
