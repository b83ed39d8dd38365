/** The menu of the right mouse button in a terminal. */
import type { ConsoleId } from '../../../shared/contract/console-id';
import { t } from '../../i18n/translate';
import { inGroups, type MenuChoice, openMenu } from '../../ui/menu/floating-menu-store';
import { pasteClipboard } from '../paste/paste';
import { type ConsoleEntry, choiceHere } from '../tabs/console-choice';
import { setSearching } from '../tabs/console-store';
import { showsTimes, toggleTimes } from '../tabs/shown-times';
import { clearTerminal, copySelection, terminalOf } from '../terminal/terminals';
import { saveLog } from './save-log';

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
