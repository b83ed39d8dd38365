/** The terminals of the open tabs, for the buttons in the dock's bar. */

import type { ConsoleId } from '../../../shared/contract/console-id';
import { t } from '../../i18n/translate';
import { pageState } from '../../page/page-state';
import { confirmDone, raiseThrown } from '../../ui/notices';
import { focusTerminal } from '../tabs/console-store';
import type { Terminal } from './terminal';

const terminals = pageState(() => new Map<ConsoleId, Terminal>());
/** What is to be done with terminals that are still to come. */
const awaited = pageState(() => new Map<ConsoleId, (terminal: Terminal) => void>());

export function addTerminal(id: ConsoleId, terminal: Terminal): void {
  terminals().set(id, terminal);
  awaited().get(id)?.(terminal);
  awaited().delete(id);
}

export function removeTerminal(id: ConsoleId): void {
  terminals().delete(id);
}

export function terminalOf(id: ConsoleId): Terminal | undefined {
  return terminals().get(id);
}

/** Acts on a console's terminal, now or as soon as its tab has one; the last wish counts. */
export function terminalReady(id: ConsoleId, act: (terminal: Terminal) => void): void {
  const terminal = terminals().get(id);
  if (terminal !== undefined) act(terminal);
  else awaited().set(id, act);
}

/** Copies the selected text; says so, because nothing else shows it. */
export async function copySelection(id: ConsoleId): Promise<void> {
  const text = terminals().get(id)?.selection ?? '';
  if (text === '') return;
  try {
    await navigator.clipboard.writeText(text);
    confirmDone(t('Copied.'));
  } catch (error) {
    raiseThrown(error);
  }
}

export function clearTerminal(id: ConsoleId): void {
  terminals().get(id)?.clear();
  focusTerminal();
}

/** Copies as soon as something is selected, for those who wish so; silently, as it happens all the time. */
export function copySilently(id: ConsoleId): void {
  const text = terminals().get(id)?.selection ?? '';
  // The browser may refuse while the page is in the background: nothing was asked for then.
  if (text !== '') navigator.clipboard.writeText(text).catch(() => {});
}
