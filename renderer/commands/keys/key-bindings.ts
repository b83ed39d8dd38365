/** Listens to the keyboard for the whole page, except where somebody is typing. */
import { type CommandId, commands } from '../../../shared/contract/commands';
import { onEvent } from '../../connection/client';
import { select, useSelection } from '../../document/store/selection';
import { useDialog } from '../../ui/dialogs';
import { isComposing } from '../../ui/keys/pressed-keys';
import { pressed } from '../../ui/keys/shortcuts';
import { perform } from '../actions';
import { keyboardTarget } from './keyboard-target';
import { moreShortcuts } from './more-shortcuts';

const NO_TEXT = '[type="checkbox"], [type="radio"], [type="range"], [type="color"]';
export const TYPING = `input:not(${NO_TEXT}), textarea, select, [contenteditable="true"]`;
/** They do not mean anything to a text field, and the browser's own meaning would hurt. */
const worksInFields: ReadonlySet<CommandId> = new Set([
  'file.save',
  'file.saveAs',
  'file.open',
  'lab.startAll',
  'lab.stopAll',
  'view.commands',
  'view.find',
  'view.menuBar',
]);

/** The browser turns their keys into events that carry the clipboard; see clipboard-events.ts. */
const givenByBrowser: ReadonlySet<CommandId> = new Set(['edit.cut', 'edit.copy', 'edit.paste']);

/** Even a machine's console leaves these to the page: they lead out of it. */
const worksInConsoles: ReadonlySet<CommandId> = new Set(['view.nextArea', 'view.previousArea']);

/** Commands of the menus Edit and Lab that have nothing to do with what is selected. */
const leavesSelection: ReadonlySet<CommandId> = new Set([
  'edit.undo',
  'edit.redo',
  'edit.history',
  'edit.selectNone',
  'edit.selectAll',
  'edit.add',
]);
const needsSelection: ReadonlySet<CommandId> = new Set([
  'view.menu',
  'view.fitSelection',
  'view.properties',
]);

/** A node or cable that the keyboard was led to is meant, whether it is selected or not. */
function isAboutSelection(id: CommandId): boolean {
  const { menu } = commands[id];
  return (
    needsSelection.has(id) || ((menu === 'edit' || menu === 'lab') && !leavesSelection.has(id))
  );
}

/** Whether a key means something to the field that it is pressed in. A list of choices has no text to undo. */
function isTyping(target: Element, { ctrlKey, metaKey }: KeyboardEvent): boolean {
  const field = target.closest(TYPING);
  return field !== null && !(field.tagName === 'SELECT' && (ctrlKey || metaKey));
}

const bindings: readonly (readonly [string, CommandId])[] = [
  ...(Object.keys(commands) as CommandId[]).map((id) => [commands[id].shortcut, id] as const),
  ...moreShortcuts.map(({ shortcut, command }) => [shortcut, command] as const),
];

/** Whether Enter belongs to what has the focus: a button is pressed, a link followed. */
function ownsEnter(target: Element): boolean {
  return target.closest('button, a, summary, [role="menuitem"]') !== null;
}

function selectKeyboardTarget(target: Element, command: CommandId): void {
  const record = keyboardTarget(target);
  if (record === null || !isAboutSelection(command)) return;
  if (!useSelection.getState().ids.has(record)) select([record]);
}

function handle(event: KeyboardEvent): void {
  const target = event.target instanceof Element ? event.target : window.document.body;
  if (
    useDialog.getState().dialog !== null ||
    target.closest('.xterm, .screen-host, dialog') !== null
  )
    return;
  const command = pressed(bindings, event);
  const typing = isTyping(target, event);
  if (command === undefined) return;
  if (givenByBrowser.has(command)) {
    if (!typing) selectKeyboardTarget(target, command);
    return;
  }
  if (typing && !worksInFields.has(command)) return;
  if (event.key === 'Enter' && ownsEnter(target)) return;
  event.preventDefault();
  // A field commits what was typed when it loses the focus.
  if (typing && target instanceof HTMLElement) target.blur();
  selectKeyboardTarget(target, command);
  perform(command);
}

/** Before the console gets the key. */
function handleInConsoles(event: KeyboardEvent): void {
  const command = pressed(bindings, event);
  if (command === undefined || !worksInConsoles.has(command)) return;
  if (useDialog.getState().dialog !== null) return;
  event.preventDefault();
  event.stopPropagation();
  perform(command);
}

/** In a console the input method's keys go to the terminal, which writes what is composed. */
const COMPOSES_ITSELF = '.xterm';

/** What is being composed is nobody's key: Enter chooses a word, Escape drops it, and neither ends the field. */
function handleComposing(event: KeyboardEvent): void {
  if (!isComposing(event)) return;
  if (event.target instanceof Element && event.target.closest(COMPOSES_ITSELF) !== null) return;
  event.stopImmediatePropagation();
}

/** Leaves the keys of an input method to it, before anything else on the page hears them. */
export function subscribeComposing(): void {
  window.addEventListener('keydown', handleComposing, { capture: true });
}

/** Binds keys and the desktop's menu for the life of the page. */
export function subscribeCommands(): void {
  window.addEventListener('keydown', handle);
  window.addEventListener('keydown', handleInConsoles, true);
  onEvent('command.given', ({ command }) => perform(command));
}
