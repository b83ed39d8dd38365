/** Pastes into consoles: asks first where that is wise, and goes to all that type along. */

import type { ConsoleId } from '../../../shared/contract/console-id';
import { t } from '../../i18n/translate';
import { pageState, pageStore } from '../../page/page-state';
import { askAboutPaste } from '../../ui/dialogs';
import { raise } from '../../ui/notices';
import { receiversOf } from '../broadcast/broadcast';
import { useConsoleSettings } from '../tabs/console-settings';
import { focusTerminal } from '../tabs/console-store';
import { terminalOf } from '../terminal/terminals';
import { needsCare, withNewlines, withoutControls } from './paste-analysis';
import { type PasteClock, pasteSlowly } from './slow-paste';

export interface RunningPaste {
  readonly id: ConsoleId;
  readonly sent: number;
  readonly total: number;
  stop(): void;
}

/** The slow paste that is under way, one at a time. */
export const usePaste = pageStore<{ running: RunningPaste | null }>(() => ({ running: null }));

const clock: PasteClock = {
  now: () => performance.now(),
  wait: (ms) => new Promise((done) => setTimeout(done, ms)),
};

/** Whether nobody wants to be asked any more. */
const trust = pageState(() => ({ isGiven: false }));

/** Pastes a text, or asks about it first. */
async function offerPaste(id: ConsoleId, text: string): Promise<void> {
  if (text === '') return;
  const asks = useConsoleSettings.getState().askBeforePaste && !trust().isGiven;
  if (!asks || !needsCare(text)) {
    // What nobody has looked at must not end the brackets of a paste and run the rest of itself.
    await deliver(id, withoutControls(text));
    return;
  }
  const answer = await askAboutPaste({ text, receivers: receiversOf(id).length });
  focusTerminal();
  if (answer === null) return;
  trust().isGiven = answer.dontAskAgain;
  await deliver(id, answer.text);
}

async function deliver(id: ConsoleId, text: string): Promise<void> {
  const ids = receiversOf(id);
  if (useConsoleSettings.getState().slowPaste && /[\r\n]/.test(text)) await slowly(id, ids, text);
  else for (const one of ids) terminalOf(one)?.paste(text);
}

async function slowly(id: ConsoleId, ids: readonly ConsoleId[], text: string): Promise<void> {
  usePaste.getState().running?.stop();
  const abort = new AbortController();
  const stop = () => abort.abort();
  const target = {
    send: (line: string) => {
      for (const one of ids) terminalOf(one)?.send(line);
    },
    printedAt: () => Math.max(...ids.map((one) => terminalOf(one)?.printedAt ?? 0)),
  };
  await pasteSlowly(withNewlines(text), target, clock, abort.signal, (sent, total) =>
    usePaste.setState({ running: { id, sent, total, stop } }),
  );
  if (usePaste.getState().running?.stop === stop) usePaste.setState({ running: null });
}

/** Types what the clipboard holds. The browser may ask the user first. */
export async function pasteClipboard(id: ConsoleId): Promise<void> {
  try {
    const text = await navigator.clipboard.readText();
    focusTerminal();
    await offerPaste(id, text);
  } catch {
    raise({
      code: 'permission',
      message: t('The browser does not let Vdelab read the clipboard.'),
      next: t('Press Ctrl+Shift+V in the console instead.'),
    });
  }
}

/** Takes the browser's own pastes (keys, middle button) away from the terminal; returns how to stop. */
export function interceptPastes(host: HTMLElement, id: ConsoleId): () => void {
  const handle = (event: ClipboardEvent) => {
    event.preventDefault();
    event.stopPropagation();
    void offerPaste(id, event.clipboardData?.getData('text/plain') ?? '');
  };
  host.addEventListener('paste', handle, true);
  return () => host.removeEventListener('paste', handle, true);
}
