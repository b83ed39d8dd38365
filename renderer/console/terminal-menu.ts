/** The menu of the right mouse button in a terminal. */
import type { ConsoleId } from '../../shared/console-id';
import { inGroups, type MenuChoice, openMenu } from '../ui/floating-menu-store';
import { t } from '../ui/translate';
import { type ConsoleEntry, choiceHere } from './console-choice';
import { setSearching } from './console-store';
import { pasteClipboard } from './paste';
import { saveLog } from './save-log';
import { showsTimes, toggleTimes } from './shown-times';
import { clearTerminal, copySelection, terminalOf } from './terminals';

const choice = (entry: ConsoleEntry): MenuChoice => ({ kind: 'choice', ...entry });

function clipboardEntries(id: ConsoleId): MenuChoice[] {
  return [
    choiceHere({
      label: t('Copy'),
      keys: ['Ctrl', 'Shift', 'C'],
      disabled: (terminalOf(id)?.selection ?? '') === '',
      act: () => void copySelection(id),
    }),
    choice({
      label: t('Paste'),
      keys: ['Ctrl', 'Shift', 'V'],
      act: () => void pasteClipboard(id),
    }),
    choiceHere({ label: t('Select all'), act: () => terminalOf(id)?.selectAll() }),
  ];
}

function textEntries(id: ConsoleId): MenuChoice[] {
  return [
    choice({
      label: t('Find'),
      keys: ['Ctrl', 'Shift', 'F'],
      act: () => setSearching(id, true),
    }),
    choiceHere({ label: t('Clear'), keys: ['Ctrl', 'Shift', 'K'], act: () => clearTerminal(id) }),
    choiceHere({
      label: showsTimes(id) ? t('Hide times') : t('Show times'),
      act: () => toggleTimes(id),
    }),
  ];
}

/** @param at in pixels of the window */
export function openTerminalMenu(id: ConsoleId, at: { x: number; y: number }): void {
  const logs = [
    choiceHere({ label: t('Save log'), act: () => void saveLog(id) }),
    choiceHere({ label: t('Save raw log'), act: () => void saveLog(id, true) }),
  ];
  const entries = inGroups([clipboardEntries(id), textEntries(id), logs]);
  openMenu({ title: t('Console'), at, entries });
}
