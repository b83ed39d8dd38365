/** Saves what a console has printed as a file. */
import type { ConsoleId } from '../../../shared/contract/console-id';
import { call } from '../../connection/client';
import { download } from '../../connection/download';
import { t } from '../../i18n/translate';
import { raise, raiseThrown } from '../../ui/notices';
import { useConsoles } from '../tabs/console-store';
import { channelOf, currentNodeName } from '../tabs/console-titles';
import { showsTimes } from '../tabs/shown-times';
import { isTerminalTab } from '../tabs/terminal-tab';

/** `pc1-console-2026-11-25.log`, of the day where the user is. Pure. */
export function logName(node: string, channel: string, day: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  const date = `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
  const name = node.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[.-]+/, '') || 'console';
  return `${name}-${channel}-${date}.log`;
}

/** @param raw with all escape sequences, as it came from the machine */
export async function saveLog(id: ConsoleId, raw = false): Promise<void> {
  try {
    const times = !raw && showsTimes(id);
    const { text } = await call('console.text', { console: id, raw, times });
    const title = useConsoles.getState().tabs.find((tab) => tab.id === id)?.title ?? id;
    const name = currentNodeName({ id, title });
    download(logName(name, channelOf(id), new Date()), new Blob([text], { type: 'text/plain' }));
  } catch (error) {
    raiseThrown(error);
  }
}

/** Saves the log of the console in front. */
export async function saveActiveLog(): Promise<void> {
  const { active } = useConsoles.getState();
  if (active !== null && isTerminalTab(active)) return saveLog(active);
  raise({
    code: 'not-found',
    message: t('No console is in front.'),
    next: t('Open a console, then save its log.'),
  });
}
