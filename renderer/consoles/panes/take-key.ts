/** What the keys do that a terminal keeps for itself. No guest needs them. */
import type { ConsoleId } from '../../../shared/contract/console-id';
import { pressed } from '../../ui/keys/shortcuts';
import { zoomText } from '../tabs/console-settings';
import { setSearching } from '../tabs/console-store';
import { clearTerminal, copySelection } from '../terminal/terminals';
import { type TerminalKey, terminalKeyNames } from './terminal-keys';

const acts: Readonly<Record<TerminalKey, (id: ConsoleId) => void>> = {
  'Ctrl+Shift+C': (id) => void copySelection(id),
  'Ctrl+Shift+F': (id) => setSearching(id, true),
  'Ctrl+Shift+K': clearTerminal,
  'Ctrl++': () => zoomText(1),
  'Ctrl+-': () => zoomText(-1),
  'Ctrl+0': () => zoomText(null),
};

/** What keys do: an act of the terminal's own, or nothing, because the browser pastes. */
const bindings: readonly (readonly [shortcut: string, act: TerminalKey | null])[] = [
  ...terminalKeyNames.map((name) => [name, name] as const),
  // The plus key, where plus needs Shift.
  ['Ctrl+=', 'Ctrl++'],
  ['Ctrl+Shift+V', null],
  // It comes as no key to the terminal either.
  ['Shift+Insert', null],
];

/** Acts on a terminal's own keys; returns whether the key press was one. */
export function takeKey(id: ConsoleId, event: KeyboardEvent): boolean {
  const name = pressed(bindings, event);
  if (name === undefined) return false;
  if (name === null) return true;
  event.preventDefault();
  if (event.type === 'keydown') acts[name](id);
  return true;
}
