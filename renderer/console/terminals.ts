/** The terminals of the open tabs, for the buttons in the dock's bar; and their keys. */
import type { ConsoleId } from '../../shared/service';
import { confirmDone, raise, raiseThrown } from '../session/notices';
import { focusTerminal, neighbour, setSearching, showTab } from './console-store';
import type { Terminal } from './terminal';
import { isTerminalKey, type TerminalKey } from './terminal-keys';

const terminals = new Map<ConsoleId, Terminal>();

export function addTerminal(id: ConsoleId, terminal: Terminal): void {
  terminals.set(id, terminal);
}

export function removeTerminal(id: ConsoleId): void {
  terminals.delete(id);
}

export function terminalOf(id: ConsoleId): Terminal | undefined {
  return terminals.get(id);
}

/** Copies the selected text; says so, because nothing else shows it. */
export async function copySelection(id: ConsoleId): Promise<void> {
  const text = terminals.get(id)?.selection ?? '';
  if (text === '') return;
  try {
    await navigator.clipboard.writeText(text);
    confirmDone('Copied.');
  } catch (error) {
    raiseThrown(error);
  }
}

/** Types what the clipboard holds. The browser may ask the user first. */
export async function pasteClipboard(id: ConsoleId): Promise<void> {
  try {
    terminals.get(id)?.paste(await navigator.clipboard.readText());
    focusTerminal();
  } catch {
    raise({
      code: 'permission',
      message: 'The browser does not let Vdelab read the clipboard.',
      next: 'Press Ctrl+Shift+V in the console instead.',
    });
  }
}

export function clearTerminal(id: ConsoleId): void {
  terminals.get(id)?.clear();
  focusTerminal();
}

function showNeighbour(step: number): void {
  const id = neighbour(step);
  if (id === null) return;
  showTab(id);
  focusTerminal();
}

function leaveTerminal(): void {
  document.querySelector<HTMLElement>('.console-dock [role="tab"][aria-selected="true"]')?.focus();
}

/** Keys that no guest needs, as in other terminals. Ctrl+Shift+V is the browser's own paste. */
const keys: Readonly<Record<TerminalKey, (id: ConsoleId) => void>> = {
  'Ctrl+Shift+C': (id) => void copySelection(id),
  'Ctrl+Shift+F': (id) => setSearching(id, true),
  'Ctrl+Shift+K': clearTerminal,
  'Ctrl+Shift+E': leaveTerminal,
  'Ctrl+Shift+ArrowLeft': () => showNeighbour(-1),
  'Ctrl+Shift+ArrowRight': () => showNeighbour(1),
};

const BROWSER_PASTE = 'Ctrl+Shift+V';

function nameOf(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const modifiers = [event.ctrlKey && 'Ctrl+', event.altKey && 'Alt+', event.shiftKey && 'Shift+'];
  return modifiers.filter(Boolean).join('') + key;
}

/** Acts on a terminal's own keys; returns whether the key press was one. */
export function takeKey(id: ConsoleId, event: KeyboardEvent): boolean {
  const name = nameOf(event);
  if (name === BROWSER_PASTE) return true;
  if (!isTerminalKey(name)) return false;
  const act = keys[name];
  event.preventDefault();
  if (event.type === 'keydown') act(id);
  return true;
}
