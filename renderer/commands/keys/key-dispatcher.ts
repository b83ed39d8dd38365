/**
 * The one place where keys become commands, in every part of the page. Shortcuts that work in consoles and screens
 * are taken before anything else on the page gets the key; the others are left to whatever has the focus first.
 */
import { select, useSelection } from '../../document/store/selection';
import { useDialog } from '../../ui/dialogs';
import { isComposing } from '../../ui/keys/pressed-keys';
import { pressed } from '../../ui/keys/shortcuts';
import type { KeyPlace } from '../model/command';
import { perform } from '../perform';
import { type CommandId, commandIds, commands } from '../registry/registry';
import { keyboardTarget } from './keyboard-target';
import { TYPING } from './typing';

type Bindings = readonly (readonly [shortcut: string, id: CommandId])[];

function bindingsOf(ids: readonly CommandId[]): Bindings {
  return ids.flatMap((id) =>
    (commands[id].shortcuts ?? []).map((shortcut) => [shortcut, id] as const),
  );
}

const worksIn = (id: CommandId, place: KeyPlace): boolean =>
  commands[id].worksIn?.includes(place) === true;

/** Not left to a terminal, which takes every key, nor to a node, which the arrow keys move. */
const goesFirst = (id: CommandId): boolean => worksIn(id, 'consoles') || worksIn(id, 'screens');

const firstBindings = bindingsOf(commandIds.filter(goesFirst));
const otherBindings = bindingsOf(commandIds.filter((id) => !goesFirst(id)));

/** Where the keyboard is; null where keys mean commands of the page, `dialog` where they mean none. */
function placeOf(target: Element, { ctrlKey, metaKey }: KeyboardEvent): KeyPlace | 'dialog' | null {
  if (useDialog.getState().dialog !== null || target.closest('dialog') !== null) return 'dialog';
  if (target.closest('.screen-host') !== null) return 'screens';
  if (target.closest('.xterm') !== null) return 'consoles';
  const field = target.closest(TYPING);
  // A list of choices has no text to undo.
  if (field === null || (field.tagName === 'SELECT' && (ctrlKey || metaKey))) return null;
  return 'fields';
}

/** Whether Enter belongs to what has the focus: a button is pressed, a link followed. */
function ownsEnter(target: Element): boolean {
  return target.closest('button, a, summary, [role="menuitem"]') !== null;
}

/** A node or cable that the keyboard was led to is meant, whether it is selected or not. */
function selectKeyboardTarget(target: Element, id: CommandId): void {
  const record = keyboardTarget(target);
  if (record === null || commands[id].isAboutSelection !== true) return;
  if (!useSelection.getState().ids.has(record)) select([record]);
}

function dispatch(event: KeyboardEvent, bindings: Bindings): void {
  const id = pressed(bindings, event);
  if (id === undefined) return;
  const target = event.target instanceof Element ? event.target : window.document.body;
  const place = placeOf(target, event);
  if (place !== null && (place === 'dialog' || !worksIn(id, place))) return;
  if (event.key === 'Enter' && ownsEnter(target)) return;
  if (commands[id].isClipboardEvent !== true) {
    event.preventDefault();
    if (bindings === firstBindings) event.stopPropagation();
    // A field commits what was typed when it loses the focus.
    else if (place === 'fields' && target instanceof HTMLElement) target.blur();
  }
  selectKeyboardTarget(target, id);
  if (commands[id].isClipboardEvent !== true) perform(id);
}

/** In a console the input method's keys go to the terminal, which writes what is composed. */
const COMPOSES_ITSELF = '.xterm';

/** What is being composed is nobody's key: Enter chooses a word, Escape drops it, and neither ends the field. */
function isOfInputMethod(event: KeyboardEvent): boolean {
  if (!isComposing(event)) return false;
  return !(event.target instanceof Element && event.target.closest(COMPOSES_ITSELF) !== null);
}

/** Before anything else on the page gets the key. */
function handleFirst(event: KeyboardEvent): void {
  if (isOfInputMethod(event)) event.stopImmediatePropagation();
  else dispatch(event, firstBindings);
}

const handleOther = (event: KeyboardEvent): void => dispatch(event, otherBindings);

/**
 * Takes the keys of the page.
 *
 * @param hasDrawing false in a window with consoles only, where those work that work in consoles
 * @returns how to stop that
 */
export function subscribeKeys(hasDrawing: boolean): () => void {
  window.addEventListener('keydown', handleFirst, true);
  if (hasDrawing) window.addEventListener('keydown', handleOther);
  return () => {
    window.removeEventListener('keydown', handleFirst, true);
    window.removeEventListener('keydown', handleOther);
  };
}
