/** The keys that a terminal keeps for itself: what they do, and what they are called. No guest needs them. */
import type { ConsoleId } from '../../../shared/contract/console-id';
import { t } from '../../i18n/translate';
import { pressed, shortcutText } from '../../ui/keys/shortcuts';
import { zoomText } from '../tabs/console-settings';
import { setSearching } from '../tabs/console-store';
import { clearTerminal, copySelection } from '../terminal/terminals';

interface TerminalKey {
  readonly label: string;
  /** The first is the one that is shown. */
  readonly shortcuts: readonly [string, ...string[]];
  /** Null for what the browser does by itself. */
  readonly run: ((id: ConsoleId) => void) | null;
}

export const terminalKeys = {
  copy: {
    label: t('Copy what is selected'),
    shortcuts: ['Ctrl+Shift+C'],
    run: (id) => void copySelection(id),
  },
  // Shift+Insert comes as no key to the terminal either.
  paste: { label: t('Paste'), shortcuts: ['Ctrl+Shift+V', 'Shift+Insert'], run: null },
  find: {
    label: t('Search in what was printed'),
    shortcuts: ['Ctrl+Shift+F'],
    run: (id) => setSearching(id, true),
  },
  clear: { label: t('Clear the console'), shortcuts: ['Ctrl+Shift+K'], run: clearTerminal },
  // With = for the plus key, where plus needs Shift.
  larger: { label: t('Larger text'), shortcuts: ['Ctrl++', 'Ctrl+='], run: () => zoomText(1) },
  smaller: { label: t('Smaller text'), shortcuts: ['Ctrl+-'], run: () => zoomText(-1) },
  usual: { label: t('Text of the usual size'), shortcuts: ['Ctrl+0'], run: () => zoomText(null) },
} as const satisfies Record<string, TerminalKey>;

const bindings = Object.values<TerminalKey>(terminalKeys).flatMap((key) =>
  key.shortcuts.map((shortcut) => [shortcut, key] as const),
);

/** As it is shown, `Ctrl+Shift+C`. */
export function terminalShortcut(name: keyof typeof terminalKeys): string {
  return shortcutText(terminalKeys[name].shortcuts[0]);
}

/** Acts on a terminal's own keys; returns whether the key press was one. */
export function takeKey(id: ConsoleId, event: KeyboardEvent): boolean {
  const key = pressed(bindings, event);
  if (key === undefined) return false;
  if (key.run === null) return true;
  event.preventDefault();
  if (event.type === 'keydown') key.run(id);
  return true;
}
