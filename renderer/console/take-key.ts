/** What the keys do that a terminal keeps for itself. No guest needs them. */
import type { ConsoleId } from '../../shared/console-id';
import { zoomText } from './console-settings';
import { setSearching } from './console-store';
import { isTerminalKey, type TerminalKey } from './terminal-keys';
import { clearTerminal, copySelection } from './terminals';

const acts: Readonly<Record<TerminalKey, (id: ConsoleId) => void>> = {
  'Ctrl+Shift+C': (id) => void copySelection(id),
  'Ctrl+Shift+F': (id) => setSearching(id, true),
  'Ctrl+Shift+K': clearTerminal,
  'Ctrl++': () => zoomText(1),
  'Ctrl+-': () => zoomText(-1),
  'Ctrl+0': () => zoomText(null),
};

/** The plus key, with the shift that it needs on some keyboards and without it. */
const alike: Readonly<Record<string, TerminalKey>> = {
  'Ctrl+=': 'Ctrl++',
  'Ctrl+Shift++': 'Ctrl++',
};

/** The browser's own pastes; Shift+Insert comes as no key to the terminal either. */
const browserPastes: ReadonlySet<string> = new Set(['Ctrl+Shift+V', 'Shift+Insert']);

function nameOf(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const modifiers = [event.ctrlKey && 'Ctrl+', event.altKey && 'Alt+', event.shiftKey && 'Shift+'];
  const name = modifiers.filter(Boolean).join('') + key;
  return alike[name] ?? name;
}

/** Acts on a terminal's own keys; returns whether the key press was one. */
export function takeKey(id: ConsoleId, event: KeyboardEvent): boolean {
  const name = nameOf(event);
  if (browserPastes.has(name)) return true;
  if (!isTerminalKey(name)) return false;
  event.preventDefault();
  if (event.type === 'keydown') acts[name](id);
  return true;
}
