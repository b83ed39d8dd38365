/** The menu of the right mouse button in a terminal. */
import type { ConsoleId } from '../../shared/console-id';
import { inGroups, type MenuChoice, openMenu } from '../ui/floating-menu-store';
import { t } from '../ui/translate';
import { focusTerminal, setSearching } from './console-store';
import { pasteClipboard } from './paste';
import { saveLog } from './save-log';
import { showsTimes, toggleTimes } from './shown-times';
import { clearTerminal, copySelection, terminalOf } from './terminals';

type Entry = Omit<MenuChoice, 'kind'>;

const choice = (entry: Entry): MenuChoice => ({ kind: 'choice', ...entry });

/** What leaves the keyboard with the console. */
function here({ act, ...entry }: Entry): MenuChoice {
  const actHere = () => {
    act();
    focusTerminal();
  };
  return choice({ ...entry, act: actHere });
}

function clipboardEntries(id: ConsoleId): MenuChoice[] {
  return [
    here({
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
    here({ label: t('Select all'), act: () => terminalOf(id)?.selectAll() }),
  ];
}

function textEntries(id: ConsoleId): MenuChoice[] {
  return [
    choice({
      label: t('Find'),
      keys: ['Ctrl', 'Shift', 'F'],
      act: () => setSearching(id, true),
    }),
    here({ label: t('Clear'), keys: ['Ctrl', 'Shift', 'K'], act: () => clearTerminal(id) }),
    here({
      label: showsTimes(id) ? t('Hide times') : t('Show times'),
      act: () => toggleTimes(id),
    }),
  ];
}

/** @param at in pixels of the window */
export function openTerminalMenu(id: ConsoleId, at: { x: number; y: number }): void {
  const logs = [
    here({ label: t('Save log'), act: () => void saveLog(id) }),
    here({ label: t('Save raw log'), act: () => void saveLog(id, true) }),
  ];
  const entries = inGroups([clipboardEntries(id), textEntries(id), logs]);
  openMenu({ title: t('Console'), at, entries });
}
